"""coder reconcile: what is to decide, rules with and without writing, notes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from several_coders import first_project


@pytest.fixture
def first(place: Path) -> Path:
    """A project of several coders in the current folder."""
    path = place / "eerste.coder"
    first_project(path)
    return path


def test_status(cli: Any, first: Path) -> None:
    result = cli("reconcile", "status")
    assert result.out.splitlines()[0].split("\t") == [
        "document", "coders", "spots", "same", "open", "stale", "later", "settled",
    ]  # fmt: skip
    assert result.rows[0] == ["t1", "2", "2", "1", "2", "0", "0", "0"]
    assert [row[0] for row in result.rows] == ["t1", "t2", "t3", "t4", "t5"]
    spots = cli("reconcile", "status", "--spots", "--document", "t2", "--json").json
    assert [one["sign"] for one in spots] == ["≠", "~"]
    assert spots[0]["proposal"] == "-"
    assert spots[1] == {
        "document": "t2",
        "place": "33-44",
        "sign": "~",
        "codes": "tijd",
        "words": "Er was tijd",
        "state": "open",
        "proposal": "common",
        "reason": "the words that they share",
    }


def test_a_rule_can_be_tried_first(cli: Any, first: Path) -> None:
    tried = cli("reconcile", "auto", "narrower:70", "--dry-run")
    assert "It would decide 8 spots of 10 open (0 as none of these)." in tried.err
    assert cli("reconcile", "status").rows[0][4:] == ["2", "0", "0", "0"]
    assert "Decided 8 spots of 10 open" in cli("reconcile", "auto", "narrower:70").err
    assert cli("reconcile", "status").rows[0][4:] == ["0", "0", "0", "2"]
    again = cli("reconcile", "auto", "narrower:70")
    assert (again.status, "It speaks on none of the 2 open spots." in again.err) == (1, True)
    assert "narrower:70" in cli("log").out


def test_what_is_refused(cli: Any, first: Path) -> None:
    assert "There is no rule 'beste'" in cli("reconcile", "auto", "beste").err
    assert "a number from 1 to 100" in cli("reconcile", "auto", "wider:0").err
    assert "No decision has a reason" in cli("reconcile", "notes", "--to", "n.md").err
    assert "Nothing was decided" in cli("reconcile", "notes", "--all", "--to", "n.md").err
    alone = cli("reconcile", "status", "--document", "t6")
    assert (alone.status, "done by two coders" in alone.err) == (2, True)
    one = cli("reconcile", "status", "--coder", "Anna", "--coder", "Anna")
    assert (one.status, "Name two or more coders." in one.err) == (2, True)
    nothing = cli("reconcile", "status", "--code", "middelen")
    assert (nothing.status, nothing.err.strip()) == (1, "No spots.")


def test_notes(cli: Any, first: Path, place: Path) -> None:
    cli("reconcile", "auto", "same")
    assert "written to notes.md" in cli("reconcile", "notes", "--all", "--to", "notes.md").err
    assert "## geld" in (place / "notes.md").read_text(encoding="utf-8")
    assert cli("reconcile", "notes", "--all", "--to", "notes.md").status == 2
    assert cli("reconcile", "notes", "--all", "--to", "exports/notes.md").status == 0
    assert cli("reconcile", "notes", "--all", "--to", "elsewhere/notes.md").status == 2
