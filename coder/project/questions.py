"""The questions that merging leaves in a project; `project.answering` writes the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TypeAlias

from coder.amounts import counted
from coder.identity import Id
from coder.merge import questions as asking
from coder.merge.questions import Asks, Question
from coder.oplog.kinds import DELETED
from coder.printable import one_line
from coder.project.one_name import pairs, people
from coder.project.one_or_two import about_answers
from coder.project.project import Project
from coder.project.text_questions import SHOWN, about_corrections, about_transcripts
from coder.store import code_records, records, unsettled
from coder.store.merges import deleted_in_use
from coder.store.moved_edges import moved_apart, places_of

JOINABLE = frozenset({("memo", "text"), ("code", "definition")})
"""Texts of which several can be kept, one after the other."""


def questions(project: Project, only: Asks | None = None) -> list[Question]:
    """What is open, all of it or one kind, in the order in which it is best answered."""
    with project.store.reading():
        settled = unsettled.answered(project.store.db, asking.DIFFERENT)
        found = [
            one
            for kinds, gather in _GATHERERS
            if only is None or only in kinds
            for one in gather(project)
        ]
    wanted = [one for one in found if only is None or one.asks is only]
    return asking.in_order([one for one in wanted if one.id not in settled])


def _persons(project: Project) -> Iterator[Question]:
    """People of one name."""
    db = project.store.db
    persons = [(one.id, one.name) for one in records.coders(db) if one.kind == "person"]
    found = list(pairs(project, "coder", persons))
    counts = Counter(one.coder for one in records.codings(db)) if found else Counter()
    for name, stays, goes in found:
        other = counted(counts[goes], "coding")
        words = (
            f"Two machines write as '{name}', with {counts[stays]} and {other}. Is that one person?"
        )
        yield asking.same_or_different(Asks.PERSON, words, stays, goes)


def _codes(project: Project) -> Iterator[Question]:
    """Codes of one name that were made apart."""
    db, who = project.store.db, people(project)
    codes = [(one.id, one.name) for one in code_records.codes(db)]
    for name, stays, goes in pairs(project, "code", codes):
        first, second = (
            who.get(unsettled.made_by(db, "code", eid), "somebody") for eid in (stays, goes)
        )
        words = f"Two codes are called '{name}', made by {first} and by {second}. Are they one?"
        yield asking.same_or_different(Asks.CODE, words, stays, goes)


def _circles(project: Project) -> Iterator[Question]:
    names = _code_names(project)
    for cut, members in unsettled.circles(project.store.db):
        others = ", ".join(f"'{names[one]}'" for one in members if one != cut)
        words = f"'{names[cut]}' and {others} were merged into each other."
        yield asking.circle(words, cut, members, names[cut])


def _deleted(project: Project) -> Iterator[Question]:
    """Codes and transcripts that one person deleted and another used."""
    db, who = project.store.db, people(project)
    names = _code_names(project)
    for eid, codings in deleted_in_use(db).items():
        by = who.get(unsettled.deleter(db, "code", eid), "somebody")
        words = f"Code '{names[eid]}' was deleted by {by}, and {_still(len(codings), 'on it')}."
        yield asking.deleted_in_use(Asks.DELETED_CODE, words, eid, len(codings))
    became = unsettled.made_one(db)
    live = records.document_names(db)
    for eid, codings in unsettled.deleted_documents_in_use(db).items():
        by = who.get(unsettled.deleter(db, "document", eid), "somebody")
        name = _about(project, "document", eid)
        words = f"Transcript {name} was deleted by {by}, and {_still(len(codings), 'in it')}."
        into = became.get(eid, "")
        while into not in live and into in became:
            into = became[into]
        target = (into, live[into]) if into in live else None
        yield asking.deleted_in_use(Asks.DELETED_TRANSCRIPT, words, eid, len(codings), target)


def _still(codings: int, where: str) -> str:
    return f"there is 1 coding {where}" if codings == 1 else f"there are {codings} codings {where}"


def _changed(project: Project) -> Iterator[Question]:
    """Codes, codings and memos that one person changed while another deleted them."""
    db, who = project.store.db, people(project)
    used = deleted_in_use(db)
    for entity in ("code", "coding", "memo"):
        for eid, changer, field in unsettled.changed_and_deleted(db, entity):
            if entity == "code" and eid in used:
                continue
            by = who.get(unsettled.deleter(db, entity, eid), "somebody")
            what = _about(project, entity, eid)
            words = (
                f"The {entity} {what} was deleted by {by} and changed by "
                f"{who.get(changer, 'somebody')} ({field.replace('_', ' ')})."
            )
            yield asking.changed_and_deleted(words, entity, eid)


def _edges(project: Project) -> Iterator[Question]:
    """Codings whose edges several people moved."""
    db, who, names = project.store.db, people(project), records.document_names(project.store.db)
    codes = {code.id: code.name for code in code_records.codes(db)}
    for coding in moved_apart(db):
        places = places_of(db, coding)
        made = records.coding_as_made(db, coding)
        if len(places) > 1 and made is not None and made.document in names:
            before = unsettled.value_before(db, "coding", coding, "quote")
            yield asking.edges_moved(
                f"A coding '{codes.get(made.code, '')}' of {who.get(made.coder, 'somebody')} in "
                f"'{names[made.document]}' was moved to different places.",
                coding,
                [(one.quote, who.get(one.actor, "somebody"), one.actor) for one in places],
                "" if before is None else asking.value_words(before, {}),
            )


def _values(project: Project) -> Iterator[Question]:
    db, who, names = project.store.db, people(project), _code_names(project)
    for entity, eid, field in unsettled.competing(db):
        values = [
            (
                _said(field, written.value, names),
                who.get(written.actor, "somebody"),
                written.actor,
            )
            for written in unsettled.values_of(db, entity, eid, field)
        ]
        before = unsettled.value_before(db, entity, eid, field)
        words = f"{entity} {_about(project, entity, eid)}: {field.replace('_', ' ')} differs."
        yield asking.different_values(
            words[0].upper() + words[1:],
            (entity, eid, field),
            values,
            joinable=(entity, field) in JOINABLE,
            before="" if before is None else asking.value_words(before, names),
        )


def _said(field: str, value: object, names: dict[Id, str]) -> str:
    if field == DELETED:
        return "deleted" if value else "kept"
    return asking.value_words(value, names)


def _about(project: Project, entity: str, eid: Id) -> str:
    """An entity as a person knows it: its name or the beginning of its text."""
    columns = {"memo": "text", "coding": "quote", "attribute": "key", "speaker": "label"}
    named = ("document", "code", "codebook", "coder", "project")
    column = "name" if entity in named else columns.get(entity)
    if column is None:
        return ""
    row = project.store.db.execute(
        f"SELECT {column} FROM {entity} WHERE id = ?",  # noqa: S608 - names from this module
        [bytes.fromhex(eid)],
    ).fetchone()
    return "" if row is None else f"“{one_line(str(row[0]), SHOWN)}”"


def _code_names(project: Project) -> dict[Id, str]:
    rows = project.store.db.execute("SELECT id, name FROM code").fetchall()
    return {key.hex(): name for key, name in rows}


_Gatherer: TypeAlias = Callable[[Project], Iterator[Question]]

_GATHERERS: tuple[tuple[frozenset[Asks], _Gatherer], ...] = (
    (frozenset({Asks.PERSON}), _persons),
    (frozenset({Asks.CODE}), _codes),
    (frozenset({Asks.TRANSCRIPT, Asks.NAMESAKES}), about_transcripts),
    (frozenset({Asks.ANSWERS}), about_answers),
    (frozenset({Asks.TEXTS, Asks.LOST, Asks.LOST_MEMO}), about_corrections),
    (frozenset({Asks.CIRCLE}), _circles),
    (frozenset({Asks.DELETED_CODE, Asks.DELETED_TRANSCRIPT}), _deleted),
    (frozenset({Asks.CHANGED}), _changed),
    (frozenset({Asks.EDGES}), _edges),
    (frozenset({Asks.VALUES}), _values),
)
"""What finds the questions of which kinds."""
