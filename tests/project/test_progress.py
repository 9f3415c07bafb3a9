"""Where transcripts stand: what counts as offered, coded, seen and open."""

import pytest

from coder.model import Code, Codebook, Role, Suggestion, Term
from coder.oplog.kinds import DELETED
from coder.oplog.operation import Draft
from coder.project.attributes import set_about
from coder.project.codebooks import import_codebook
from coder.project.coding import code_span
from coder.project.editing import reject
from coder.project.finishing import set_done
from coder.project.importing import import_files
from coder.project.places import remember_place
from coder.project.progress import read_extent, read_progress, standings
from coder.project.project import create_project, open_project
from coder.store.replica import Person

TALK = """Interviewer: Hoe ging dat dan?

Respondent: We hadden er wel vertrouwen in. Maar toen was ze opeens weg. En toen niets meer.
"""
BOOK = "0" * 31 + "1"
CODE = Code(id="0" * 31 + "2", key="v", name="v", terms=(Term("vertrouwen"),), codebook=BOOK)


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setenv("CODER_CONFIG", str(tmp_path / "config"))
    (tmp_path / "talk.txt").write_text(TALK, "utf-8")
    create_project(tmp_path / "p.coder")
    with open_project(tmp_path / "p.coder") as opened:
        import_files(opened, [tmp_path / "talk.txt"])
        import_codebook(opened, Codebook(BOOK, "small", codes=(CODE,)))
        yield opened


def progress(project, suggestions=None, least=0.0):
    (standing,) = standings(project)
    return read_progress(project, standing, read_extent(project, standing.id), suggestions, least)


def span(project, words):
    document = project.document("talk")
    start = document.text.index(words)
    return document, start, start + len(words)


def test_what_is_known_without_the_text(project):
    document = project.document("talk")
    set_about(project, document, [("group", "x")], {"Respondent": Role.UNKNOWN})
    (standing,) = standings(project)
    assert (standing.name, standing.turns, standing.codings) == ("talk", 2, 0)
    assert standing.attributes == (("group", "x"),)
    assert standing.speakers == (("Interviewer", Role.INTERVIEWER), ("Respondent", Role.UNKNOWN))


def test_the_interviewers_segments_are_not_offered(project):
    assert read_extent(project, project.document("talk").id).words == 20
    assert progress(project).offered == 3


def test_the_extent_changes_with_the_roles(project):
    (before,) = standings(project)
    set_about(project, project.document("talk"), [], {"Interviewer": Role.RESPONDENT})
    (after,) = standings(project)
    assert before.version != after.version
    assert progress(project).offered == 4


def test_segments_touched_by_a_coding_count_once(project):
    code_span(project, *span(project, "vertrouwen in. Maar"), CODE)
    code_span(project, *span(project, "toen was"), CODE)
    (standing,) = standings(project)
    assert standing.codings == 2
    assert progress(project).coded == 2


def test_seen_goes_to_the_furthest_place(project):
    assert progress(project).seen == 0
    document, start, _ = span(project, "Maar toen")
    remember_place(project, document.id, start)
    assert progress(project).seen == 2
    code_span(project, *span(project, "niets"), CODE)
    remember_place(project, document.id, 0)
    assert progress(project).seen == 3


def test_done_is_each_coders_own(project):
    document = project.document("talk")
    set_done(project, document, True)
    (mine,) = standings(project)
    assert mine.mine
    assert progress(project).seen == 3
    other = Person("0" * 31 + "7", "Bas", "0" * 31 + "8")
    with open_project(project.path, other) as theirs:
        (seen,) = standings(theirs)
        assert seen.done == (project.me.name,)
        assert not seen.mine
        set_done(theirs, document, True)
    set_done(project, document, False)
    (left,) = standings(project)
    assert (left.done, left.mine) == (("Bas",), False)


def test_codings_of_others_are_not_ones_progress(project):
    other = Person("0" * 31 + "7", "Bas", "0" * 31 + "8")
    with open_project(project.path, other) as theirs:
        code_span(theirs, *span(theirs, "niets"), CODE)
    (standing,) = standings(project)
    assert standing.codings == 0
    assert progress(project).coded == 0


def test_open_suggestions_are_those_not_coded_or_refused(project):
    def offer(words, score=0.8):
        document, start, end = span(project, words)
        return Suggestion(document.id, start, end, CODE.id, score)

    offers = [
        offer("We hadden er wel vertrouwen in."),
        offer("Maar toen was ze opeens weg."),
        offer("En toen niets meer.", 0.2),
    ]
    assert progress(project).suggestions is None
    assert progress(project, offers).suggestions == 3
    assert progress(project, offers, 0.5).suggestions == 2
    code_span(project, *span(project, "wel vertrouwen"), CODE)
    assert progress(project, offers).suggestions == 2
    reject(project, project.document("talk"), offers[1])
    assert progress(project, offers).suggestions == 1


def test_removed_transcripts_are_gone(project):
    project.store.write("remove", [Draft("document", project.document("talk").id, DELETED, True)])
    assert standings(project) == []
