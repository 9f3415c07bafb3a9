"""Answers that contradict each other: one person said that two things are one, another not.

Merging shows them as one, since that is what the first wrote; here it becomes a question again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from coder.identity import Id
from coder.merge.questions import DIFFERENT, ONE_OR_TWO, SAME, Asks, Question, one_or_two
from coder.oplog.kinds import CREATE, DELETED
from coder.oplog.operation import Draft
from coder.project.one_name import people
from coder.project.one_transcript import kept_of, two_again
from coder.project.project import Project
from coder.store import records
from coder.store.log import operations_of

_MADE_ONE = {Asks.CODE: ("code", "merged_into"), Asks.PERSON: ("coder", "same_as")}
"""The field that says of one thing which other it is."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What was said of two things, and by whom."""

    id: Id
    pair: tuple[Id, Id]
    who: Id


@dataclass(frozen=True, slots=True)
class _Contradiction:
    """What was asked, and the two answers that stand."""

    asked: Asks
    one: _Answer
    two: _Answer


def about_answers(project: Project) -> Iterator[Question]:
    """Pairs that are one now, though somebody else said that they are two."""
    yield from (_question(project, found) for found in _contradictions(project))


def settled(project: Project, asked: Question, key: str) -> list[Draft]:
    """What an answer writes: the other answer is gone, and what is to be two is taken apart."""
    every = {_question(project, found).id: found for found in _contradictions(project)}
    found = every.get(asked.id)
    if found is None:
        return []
    if key == SAME:
        return [Draft("answer", found.two.id, DELETED, True)]
    return [Draft("answer", found.one.id, DELETED, True), *_apart(project, found)]


def _contradictions(project: Project) -> Iterator[_Contradiction]:
    rows = project.store.db.execute(
        "SELECT id, question, subjects, choice, coder FROM answer WHERE deleted = 0 ORDER BY id"
    ).fetchall()
    said: dict[tuple[str, ...], dict[bool, _Answer]] = {}
    for key, question, subjects, choice, coder in rows:
        pair = json.loads(subjects)
        if question in ONE_OR_TWO and len(pair) == 2:
            found = _Answer(key.hex(), (pair[0], pair[1]), coder.hex())
            said.setdefault((question, *sorted(pair)), {})[choice != DIFFERENT] = found
    for (question, *_), answers in said.items():
        asked = Asks(question)
        if len(answers) == 2 and _is_one(project, asked, answers[True].pair):
            yield _Contradiction(asked, answers[True], answers[False])


def _question(project: Project, found: _Contradiction) -> Question:
    who, pair = people(project), found.one.pair
    kind = _MADE_ONE.get(found.asked, ("document", ""))[0]
    names = [f"'{_name(project, kind, eid)}'" for eid in pair]
    thing = {"code": "codes", "coder": "people", "document": "transcripts"}[kind]
    called = names[0] if names[0] == names[1] else " and ".join(names)
    one, two = ((who.get(answer.who, "somebody"), answer.who) for answer in (found.one, found.two))
    if one[0] == two[0]:
        one, two = ((f"{name} ({eid[-8:]})", eid) for name, eid in (one, two))
    words = (
        f"Of two {thing}, {called}, {one[0]} said that they are one, and {two[0]} that they are "
        "two. Which holds?"
    )
    return one_or_two(found.asked, words, pair, one, two)


def _is_one(project: Project, asked: Asks, pair: tuple[Id, Id]) -> bool:
    if asked in _MADE_ONE:
        return bool(_joints(project, asked, pair))
    live = records.document_names(project.store.db)
    stays, goes = kept_of(*pair)
    return stays in live and goes not in live


def _joints(project: Project, asked: Asks, pair: tuple[Id, Id]) -> list[Draft]:
    """What lets each of two codes or people stand for itself: the writes that name the other."""
    kind, field = _MADE_ONE[asked]
    query = f"SELECT 1 FROM {kind} WHERE id = ? AND {field} = ?"  # noqa: S608 - from this module
    return [
        Draft(kind, this, field, None)
        for this, other in (pair, pair[::-1])
        if project.store.db.execute(query, [bytes.fromhex(this), bytes.fromhex(other)]).fetchone()
    ]


def _apart(project: Project, found: _Contradiction) -> list[Draft]:
    """The writes that make two of what is one; texts and terms that a code took over stay there."""
    if found.asked in _MADE_ONE:
        return _joints(project, found.asked, found.one.pair)
    said = operations_of(project.store.db, "answer", found.one.id)
    acts = {one.batch for one in said if one.field in (CREATE, DELETED)}
    return two_again(project, *kept_of(*found.one.pair), acts)


def _name(project: Project, kind: str, eid: Id) -> str:
    query = f"SELECT name FROM {kind} WHERE id = ?"  # noqa: S608 - from this module
    row = project.store.db.execute(query, [bytes.fromhex(eid)]).fetchone()
    return "" if row is None else str(row[0])
