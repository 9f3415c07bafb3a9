"""What the screen asks about leads, as words on a line, and the answers as plain JSON values.

A question is `look`, what for (`like`, `likely`, `uncertain`, `conflicts`, `terms`), and the id of
the code or document that it is about, if any.
"""

from __future__ import annotations

from dataclasses import astuple
from typing import Any

from coder.identity import Id
from coder.project import leads
from coder.project.leads import Clash, Lead
from coder.project.project import Project
from coder.project.searching import Passage
from coder.project.survey import Survey
from coder.project.term_proposals import TermProposal, propose_terms

LOOK = "look "
"""Begins such a question."""


def look_question(what: str, about: Id | None = None) -> str:
    """The words that ask for something."""
    return f"{LOOK}{what} {about or ''}".strip()


def look_answer(project: Project, question: str, found: Survey) -> list[Any]:
    """The answer to a question as plain JSON values; raises InputError where a code is gone."""
    what, _, about = question.removeprefix(LOOK).partition(" ")
    match what:
        case "like":
            return [lead_record(one) for one in leads.more_like(found, project.code(about))]
        case "likely" | "uncertain":
            ask = leads.likely if what == "likely" else leads.uncertain
            document = found.documents.get(about)
            return [lead_record(one) for one in ask(found, document)]
        case "conflicts":
            return [list(astuple(one)) for one in leads.clashes(found)]
        case _:
            return [list(astuple(one)) for one in propose_terms(found, project.code(about))]


def lead_record(lead: Lead) -> list[Any]:
    """A lead as plain JSON values."""
    return list(astuple(lead))


def lead_from_record(record: list[Any]) -> Lead:
    """The inverse of `lead_record`."""
    place, code, score, terms, beside, likeness = record
    near = None if beside is None else _passage(beside)
    return Lead(_passage(place), code, score, tuple(terms), near, likeness)


def clash_from_record(record: list[Any]) -> Clash:
    """A pair from plain JSON values."""
    one, other, likeness, only_one, only_other = record
    return Clash(_passage(one), _passage(other), likeness, tuple(only_one), tuple(only_other))


def proposal_from_record(record: list[Any]) -> TermProposal:
    """A proposed term from plain JSON values."""
    term, expected, hits, right, new, documents, examples = record
    places = tuple(_passage(one) for one in examples)
    return TermProposal(term, expected, hits, right, new, documents, places)


def _passage(record: list[Any]) -> Passage:
    document, name, speaker, begin, start, end, matches, turn, turn_start = record
    spans = tuple((a, b) for a, b in matches)
    return Passage(document, name, speaker, begin, start, end, spans, turn, turn_start)
