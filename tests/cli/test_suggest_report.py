"""'coder suggest report': what it counts from the file, and how it tells it."""

import time

import pytest

from coder.analysis.suggestion_records import FIELDS
from coder.model import Exposure, Suggestion, SuggestionEvent
from coder.project import editing
from coder.project.project import open_project
from coder.project.refusing import give_reason
from coder.segment import segments
from coder.store.suggestion_events import append_visits

BEFORE = time.time_ns() // 1_000_000 - 60_000


@pytest.fixture
def met(project):
    """Says that suggestions were met a minute ago: words of the segment, exposure, codes."""

    def meet(*visits):
        with open_project(project) as one:
            codes = {code.name: code.id for code in one.codes()}
            written = []
            for number, (name, words, exposure, *names) in enumerate(visits):
                document = one.document(name)
                start = document.text.index(words)
                (segment,) = [one for one in segments(document) if one.start <= start < one.end]
                events = [
                    SuggestionEvent(
                        BEFORE + number,
                        one.me.id,
                        document.id,
                        document.revision,
                        segment.start,
                        segment.end,
                        exposure,
                        codes.get(code),
                        0.75 if code else 0.0,
                        "middle" if code else "",
                        rank,
                        "test 1",
                    )
                    for rank, code in enumerate(names or [None], 1)
                ]
                written.append(events)
        assert append_visits(project, written)

    return meet


def code(cli, name, quote, wanted):
    result = cli("code", name, "--quote", quote, wanted)
    assert result.status == 0, result.err


def figures(cli, **wanted):
    rows = cli("suggest", "report", "--json").json
    assert all(tuple(row) == FIELDS for row in rows)
    return {
        row["measure"]: row
        for row in rows
        if all(row[name] == value for name, value in wanted.items())
    }


def test_without_a_record_nothing_is_told(cli, project):
    result = cli("suggest", "report")
    assert result.status == 1
    assert "kept no record" in result.err
    assert result.rows == [["all codes", *["-"] * 6]]


def test_what_was_shown_and_decided_is_counted(cli, project, met):
    met(
        ("d01", "Er was eerst", Exposure.SHOWN, "vertrouwen"),
        ("d01", "Toen kwam er weer", Exposure.SHOWN, "doorstroom", "capaciteit"),
        ("d01", "Dat kost", Exposure.BLIND, "vertrouwen", "capaciteit"),
        ("d02", "Dat is te weinig", Exposure.HIDDEN),
    )
    code(cli, "d01", "Er was eerst veel vertrouwen.", "vertrouwen")
    code(cli, "d01", "Toen kwam er weer een nieuwe ambtenaar.", "doorstroom")
    code(cli, "d01", "Dat kost vertrouwen", "vertrouwen")
    code(cli, "d02", "Dat is te weinig capaciteit.", "capaciteit")
    found = figures(cli, row_kind="total", band="")
    counts = {name: (row["hits"], row["count"]) for name, row in found.items()}
    assert counts["acceptance"] == (2, 3)
    assert counts["blind precision"] == (1, 2)
    assert counts["blind recall"] == (1, 1)
    assert counts["blind recall of terms alone"] == (1, 1)
    assert counts["coverage"] == (3, 4)
    assert counts["coverage by terms alone"] == (4, 4)
    assert found["lift over terms"]["value"] == 0
    mine = figures(cli, code="doorstroom")
    assert (mine["acceptance"]["hits"], mine["acceptance"]["count"]) == (1, 1)
    assert mine["blind recall"]["value"] is None
    assert mine["blind recall"]["why"]
    result = cli("suggest", "report")
    assert result.status == 0
    assert "by origin: by hand 4." in result.err
    assert result.rows[0][1] == "67 % (2 of 3, 21-94 %)"
    assert "2 of 3 (67 %, 95 % interval 21 to 94 %) were accepted" in result.err


def test_refusals_are_followed(cli, project, met):
    met(("d01", "Er was eerst", Exposure.SHOWN, "vertrouwen", "doorstroom"))
    with open_project(project) as one:
        document, trust = one.document("d01"), one.code("vertrouwen")
        (segment,) = [
            each for each in segments(document) if document.text[each.start :].startswith("Er was")
        ]
        refused = Suggestion(document.id, segment.start, segment.end, trust.id, 0.75)
        editing.reject(one, document, refused)
        give_reason(one, document, refused, "too weak")
    found = figures(cli, row_kind="total", band="")
    assert found["refused"]["value"] == 1
    assert found["shown, not decided"]["value"] == 1
    assert "Reasons given for refusing: too weak (1)." in cli("suggest", "report").err


@pytest.mark.parametrize("name", ["r.html", "r.md", "r.csv", "r.json", "r.xlsx"])
def test_it_is_written_to_a_file_once(cli, project, place, met, name):
    met(("d01", "Er was eerst", Exposure.SHOWN, "vertrouwen"))
    code(cli, "d01", "Er was eerst veel vertrouwen.", "vertrouwen")
    result = cli("suggest", "report", "--to", name)
    assert result.status == 0
    assert result.out == ""
    written = (place / name).read_bytes()
    assert written
    assert cli("suggest", "report", "--to", name).status == 2
    assert (place / name).read_bytes() == written
    assert cli("suggest", "report", "--to", name, "--overwrite").status == 0


def test_another_ending_is_refused_before_any_work(cli, project, place):
    result = cli("suggest", "report", "--to", "r.docx")
    assert result.status == 2
    assert ".html" in result.err
    assert not (place / "r.docx").exists()


def test_a_transcript_named_report_is_reached_behind_two_dashes(cli, project):
    assert "d99" in cli("suggest", "d99").err
    assert "report" in cli("suggest", "--", "report").err
    assert cli("suggest", "report", "--help").status == 0
    assert "coder suggest report" in cli("suggest", "--help").out


def test_a_list_of_suggestions_keeps_the_audit_blind(cli, project, place, monkeypatch):
    every = cli("suggest", "--least", "0", "--json").json
    config = place.parent / "config"
    (config / "settings.yaml").write_text("blind_audit: true\n")
    chosen = {every[0]["start"], every[-1]["start"]}
    monkeypatch.setattr("coder.suggest.audit.is_audited", lambda _, start, end: start in chosen)
    result = cli("suggest", "--least", "0", "--json")
    assert [one for one in every if one["start"] not in chosen] == result.json
    assert "Withheld in the blind audit" in result.err
