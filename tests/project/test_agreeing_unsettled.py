"""Agreement while something is open: names that two share, texts that are not settled."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from several_coders import (
    CODES,
    DOCUMENTS,
    code_id,
    code_of,
    conversation,
    first_project,
    person,
    start,
    work,
)

from coder.analysis.agreement.asking import Asked
from coder.analysis.agreement.tables import confusion_grid, shown_grid
from coder.errors import InputError
from coder.merge.questions import Asks
from coder.project.agreeing import agree
from coder.project.answering import answer
from coder.project.correcting import revision_drafts
from coder.project.exporting import export_agreement
from coder.project.finishing import set_done
from coder.project.project import Project, open_project
from coder.project.questions import questions

ANNA_TOO = replace(person("Anna at home"), name="anna")
DONE = ["t1", "t2"]


@pytest.fixture
def alike(folder: Path) -> Path:
    """Two codes of one name, and two machines that write as Anna; nobody said whether they are."""
    path = folder / "gelijk.coder"
    other = replace(code_of("munt", "handel", 6), name="Geld")
    start(path, DOCUMENTS, [*CODES, code_of("handel", place=5), other])
    work(path, "Anna", [("t1", "geld", 19, 31), ("t2", "munt", 19, 31)], DONE)
    work(path, "Bas", [("t1", "geld", 19, 31), ("t2", "geld", 19, 31)], DONE)
    with open_project(path, ANNA_TOO) as project:
        for name in DONE:
            set_done(project, project.document(name), True)
    return path


def settle(project: Project, asks: Asks, choice: str) -> None:
    answer(project, next(one for one in questions(project) if one.asks is asks), choice)


def test_open_questions_of_names_are_told_until_they_are_answered(alike: Path) -> None:
    with open_project(alike, person("Bas")) as project:
        found = agree(project, Asked())
        assert [one.split(":")[0].casefold() for one in found.unsettled] == [
            "2 codes are called 'geld' and are compared as 2",
            "2 coders are called 'anna' and are compared as 2",
        ]
        assert agree(project, Asked(codes=(code_id("tijd"),))).unsettled == found.unsettled[1:]
        settle(project, Asks.CODE, "different")
        assert agree(project, Asked()).unsettled == found.unsettled[1:]
        settle(project, Asks.PERSON, "same")
        assert agree(project, Asked()).unsettled == ()


def test_one_code_or_one_person_is_counted_together(alike: Path) -> None:
    with open_project(alike, person("Bas")) as project:
        settle(project, Asks.CODE, "same")
        settle(project, Asks.PERSON, "same")
        found = agree(project, Asked())
        assert [coder.name for coder in found.coders] == ["Anna", "Bas"]
        (geld,) = [one for one in found.lines if one.row.name == "geld"]
        assert geld.counts is not None
        assert (geld.counts.given, geld.counts.all) == ((2, 2), 2)


def test_those_of_one_name_are_told_apart_in_every_file(folder: Path) -> None:
    path = folder / "gelijk.coder"
    twin = replace(person("Anna at home"), name="Anna")
    codes = [code_of("geld", place=1), code_of("handel", place=2)]
    start(path, DOCUMENTS, [*codes, replace(code_of("munt", "handel", 3), name="geld")])
    work(path, "Anna", [("t1", "geld", 19, 31), ("t1", "munt", 32, 44)], DONE)
    with open_project(path, twin) as project:
        for name in DONE:
            set_done(project, project.document(name), True)
        found = agree(project, Asked(), with_confusion=True)
        assert found.title == "Agreement of Anna and Anna (2)"
        for suffix in (".csv", ".xlsx"):
            export_agreement(project, found, folder / f"tabel{suffix}", overwrite=False)
    with (folder / "tabel.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["code"]: row for row in csv.DictReader(file)}
    people = [coder.id == person("Anna").id for coder in found.coders]
    anna, other = ("n Anna", "n Anna (2)")[:: 1 if people[0] else -1]
    assert (rows["geld"][anna], rows["geld"][other]) == ("1", "0")
    assert (rows["handel > geld"][anna], rows["handel > geld"][other]) == ("1", "0")
    sheet = openpyxl.load_workbook(folder / "tabel.xlsx")["codes x codes"]
    wanted = confusion_grid(found)
    kept = [row[: len(wanted.headings)] for row in sheet.iter_rows(values_only=True)]
    assert kept[0] == wanted.headings
    assert list(wanted.rows) == [row for row in kept[1:] if row[0] is not None]
    assert len({row[0] for row in shown_grid(found).rows}) == len(found.lines)


def test_a_text_corrected_in_two_ways_is_not_compared(folder: Path) -> None:
    path = folder / "eerste.coder"
    first_project(path)
    with open_project(path, person("Anna")) as project:
        document = project.document("t1")
        for word in ("goud", "grof"):
            changed = conversation("t1", "Hoe ging het?", f"Er was {word}.", "En toen?", "Ja.")
            said = (changed.text, changed.turns)
            drafts = revision_drafts(project, document.id, (document.revision,), said)
            project.store.write("correct", drafts)
        with pytest.raises(InputError, match="two ways"):
            agree(project, Asked())
        others = tuple(project.document(f"t{n}").id for n in (2, 3))
        assert [one.name for one in agree(project, Asked(documents=others)).documents] == [
            "t2",
            "t3",
        ]
        settle(project, Asks.TEXTS, "1")
        found = agree(project, Asked())
        assert "t1" in [one.name for one in found.documents]
        (left,) = [one for one in found.left_out if "correction" in one]
        assert left == "Left out: 2 codings of words that a correction took out."
