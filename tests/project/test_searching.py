import io
import json

import pytest
from click.testing import CliRunner

from coder.cli.search import search_command
from coder.errors import InputError
from coder.project import suggestion_process
from coder.project.importing import import_files
from coder.project.project import create_project, open_project
from coder.project.searching import passages, search
from coder.project.wordforms import (
    all_forms,
    project_words,
    wanted_from_record,
    wanted_record,
)
from coder.segment import segments
from coder.store.search import Apart, Wanted, search_any

FIRST = """Interviewer: Wisselen de mensen vaak?

Respondent: Er is al drie keer van ambtenaar gewisseld. Die personeelswisseling kost tijd. Het \
wisselgeld niet.

Respondent: De penningmeester haakte na een jaar 👩‍👩‍👧 af. Daarna ging het beter.
"""
SECOND = """Interviewer: En de gemeente?

Respondent: Bewoners zijn afgehaakt en van de gemeente meen ik niets te merken. Buurgemeenten wel.
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    folder = tmp_path_factory.mktemp("search")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CODER_CONFIG", str(folder / "config"))
        (folder / "een.txt").write_text(FIRST, "utf-8")
        (folder / "twee.txt").write_text(SECOND, "utf-8")
        path = folder / "search.coder"
        create_project(path)
        with open_project(path) as project:
            import_files(project, [folder / "een.txt", folder / "twee.txt"])
        yield path


@pytest.fixture
def project(path):
    with open_project(path) as project:
        yield project


@pytest.fixture(scope="module")
def words(path):
    with open_project(path) as project:
        return project_words(project)


def found(project, wanted, document=None):
    texts = {one.id: one.text for one in project.documents()}
    return [
        texts[one.document][a:b]
        for one in passages(project, "-", document, wanted=wanted)
        for a, b in one.matches
    ]


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("wisselen", ["Wisselen", "gewisseld", "personeelswisseling"]),
        ("GEWISSELD", ["Wisselen", "gewisseld", "personeelswisseling"]),
        ("afhaken", ["haakte", "af", "afgehaakt"]),
        ("afgehaakt", ["haakte", "af", "afgehaakt"]),
        ("gemeente", ["gemeente", "gemeente", "Buurgemeenten"]),
        ("afhaken bewoner", ["Bewoners", "afgehaakt"]),
        ("afhaken gemeenten", ["afgehaakt", "gemeente", "Buurgemeenten"]),
        ("penningmeester afhaken", ["penningmeester", "haakte", "af"]),
        ('"drie keer"', ["drie keer"]),
        ("wissel*", ["Wisselen", "wisselgeld"]),
        ("afhaken wissel*", []),
    ],
)
def test_words_are_found_in_all_their_forms(project, words, query, hits):
    assert found(project, all_forms(project, query, words)) == hits


def test_a_search_can_be_kept_to_one_transcript(project, words):
    wanted = all_forms(project, "afhaken", words)
    second = project.document("twee")
    assert found(project, wanted, second.id) == ["afgehaakt"]
    assert found(project, wanted, project.document("een").id) == ["haakte", "af"]


def test_a_passage_is_a_segment_of_its_transcript(project):
    (one,) = passages(project, "personeelswisseling")
    document = project.document("een")
    assert (one.start, one.end) in {(s.start, s.end) for s in segments(document)}
    assert one.text == document.text[one.start : one.end] == "Die personeelswisseling kost tijd."
    assert (one.name, one.speaker) == ("een", "Respondent")
    assert document.text[one.turn_start :].startswith(one.turn)


def test_the_flat_records_take_forms_too(project, words):
    plain = search(project, "afhaken")
    all_of_them = search(project, "afhaken", wanted=all_forms(project, "afhaken", words))
    assert plain == []
    assert ["»haakte«" in row["context"] for row in all_of_them] == [True, False]


@pytest.mark.parametrize("query", ["", "  ", "*", '""'])
def test_a_query_without_words_is_refused(project, words, query):
    with pytest.raises(InputError, match="no word"):
        passages(project, query)
    with pytest.raises(InputError, match="no word"):
        all_forms(project, query, words)


def test_nothing_wanted_is_refused(project):
    with pytest.raises(InputError, match="no word"):
        search_any(project.store.db, [])


def test_very_many_forms_are_one_search(project):
    forms = (*(f"vorm{number}" for number in range(2000)), "gewisseld")
    assert found(project, [Wanted(forms)]) == ["gewisseld"]


def test_places_and_words_meet_in_a_turn(project):
    document = project.document("een")
    place = document.text.index("penningmeester")
    pieces = Wanted(("nergens",), (Apart(document.id, ((place, place + 14),)),))
    assert found(project, [pieces, Wanted(("jaar",))]) == ["penningmeester", "jaar"]
    assert found(project, [pieces, Wanted(("gewisseld",))]) == []


def test_records_of_wanted_words_come_back():
    wanted = Wanted(("a", "b*"), (Apart("0" * 32, ((1, 2), (5, 8))),))
    assert wanted_from_record(json.loads(json.dumps(wanted_record(wanted)))) == wanted


def test_the_language_process_answers_for_forms_and_keeps_what_it_read(path, monkeypatch):
    lines = io.StringIO()
    monkeypatch.setattr("sys.stdout", lines)
    questions = ["1 forms wisselen\n", "2 forms *\n", "3 forms gemeente\n", f"4 {'0' * 32}\n"]
    suggestion_process.serve(path, questions)
    answers = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert [one["number"] for one in answers] == ["1", "2", "3", "4"]
    assert "personeelswisseling" in answers[0]["wanted"][0][0]
    assert "no word" in answers[1]["problem"]
    assert "Buurgemeenten".casefold() in answers[2]["wanted"][0][0]
    assert "nothing to suggest by" in answers[3]["problem"]


def test_the_command_line_searches_in_all_forms_when_asked(path):
    plain = CliRunner().invoke(search_command, ["afhaken", "-p", str(path), "--json"])
    assert (plain.exit_code, plain.stdout.strip()) == (1, "[]")
    forms = CliRunner().invoke(search_command, ["afhaken", "--lemma", "-p", str(path), "--json"])
    assert forms.exit_code == 0
    assert [row["document"] for row in json.loads(forms.stdout)] == ["een", "twee"]
    assert "Looking for afhaken, afgehaakt." in forms.stderr
