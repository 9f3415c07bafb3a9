"""The questions that merging leaves in a project; `project.answering` writes the answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import count
from typing import TypeAlias

from coder.identity import Id, content_hash
from coder.merge import questions as asking
from coder.merge.edits import edits
from coder.merge.questions import Asks, Question
from coder.oplog.kinds import DELETED
from coder.printable import one_line
from coder.project.naming import folded
from coder.project.project import Project
from coder.store import records, unsettled
from coder.store.followed import competing_texts, corrected, lost, text_of
from coder.store.memos import memos_as_made
from coder.store.merges import deleted_in_use

JOINABLE = frozenset({("memo", "text"), ("code", "definition")})
"""Texts of which several can be kept, one after the other."""

_SHOWN = 60
"""Characters of a text that is quoted in a question."""


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


def people(project: Project) -> dict[Id, str]:
    """The names of all who wrote, under every id of theirs."""
    rows = project.store.db.execute("SELECT id, name FROM coder").fetchall()
    return {key.hex(): name for key, name in rows}


def free_name(project: Project, document: Id) -> str:
    """The name of a transcript with a number behind it that no other one has."""
    names = records.document_names(project.store.db)
    taken = {folded(name) for name in names.values()}
    return next(name for n in count(2) if folded(name := f"{names[document]} ({n})") not in taken)


def _persons(project: Project) -> Iterator[Question]:
    """People of one name."""
    db = project.store.db
    persons = [(one.id, one.name) for one in records.coders(db) if one.kind == "person"]
    for name, stays, goes in _pairs(project, "coder", persons):
        words = f"Two machines write as '{name}'. Is that one person?"
        yield asking.same_or_different(Asks.PERSON, words, stays, goes)


def _codes(project: Project) -> Iterator[Question]:
    """Codes of one name that were made apart."""
    codes = [(one.id, one.name) for one in records.codes(project.store.db)]
    for name, stays, goes in _pairs(project, "code", codes):
        words = f"Two codes are called '{name}'. Are they one?"
        yield asking.same_or_different(Asks.CODE, words, stays, goes)


def _transcripts(project: Project) -> Iterator[Question]:
    """Transcripts of one text under two names, and of one name with two texts."""
    db = project.store.db
    names = records.document_names(db)
    texts = [
        (document, content_hash(text.rstrip()))
        for document, text in unsettled.beginnings(db)
        if document in names
    ]
    alike = set()
    for _, *pair in _pairs(project, "document", list(dict.fromkeys(texts))):
        one, other = pair
        alike.add(frozenset(pair))
        words = f"'{names[one]}' and '{names[other]}' have the same text. Are they one?"
        yield asking.same_transcript(words, (one, other), (names[one], names[other]))
    for name, one, other in _pairs(project, "document", list(names.items())):
        if frozenset((one, other)) not in alike:
            yield _namesakes(project, name, one, other)


def _namesakes(project: Project, name: str, one: Id, other: Id) -> Question:
    """Whether two transcripts of one name with different texts are one."""
    db, who = project.store.db, people(project)
    first, second = (records.document(db, eid) for eid in (one, other))
    spoken = {second.text[turn.start : turn.end].strip() for turn in second.turns}
    turns = [first.text[turn.start : turn.end].strip() for turn in first.turns]
    shared = sum(turn in spoken for turn in turns)
    both = enumerate(zip(first.text, second.text, strict=False))
    start = next((at for at, (a, b) in both if a != b), min(len(first.text), len(second.text)))
    start = max(first.text.rfind(" ", 0, start) + 1, start - 20, 0)
    texts = [
        f"“{'… ' if start else ''}{one_line(text.text[start:], _SHOWN)}” "
        f"({who.get(unsettled.made_by(db, 'document', text.id), 'somebody')}, {text.words:,} words)"
        for text in (first, second)
    ]
    words = (
        f"Two transcripts are called '{name}', with different texts: {shared:,} of "
        f"{len(turns):,} turns are alike. Are they one?"
    )
    return asking.namesakes(words, (one, other), (texts[0], texts[1]), free_name(project, other))


def _corrections(project: Project) -> Iterator[Question]:
    """Texts corrected in two ways at one place, and codings and memos whose words are gone."""
    db, names = project.store.db, records.document_names(project.store.db)
    competing = competing_texts(db)
    for document, revisions in competing.items():
        if document in names:
            texts = {eid: text_of(db, eid) for eid in revisions}
            shown = max(revisions)
            order = [shown, *(eid for eid in revisions if eid != shown)]
            said = [(eid, _differing(texts[eid], texts[order[order[0] == eid]])) for eid in order]
            words = f"'{names[document]}' was corrected in {len(order)} ways at one place."
            yield asking.corrected_twice(words, document, said)
    newest = corrected(db)
    for one in lost(db, records.codings_as_made(db)) if newest else []:
        words = (
            f"The words “{one_line(one.quote, _SHOWN)}” were taken out of '{names[one.document]}'."
        )
        yield asking.words_gone(words, "coding", one.id, newest[one.document])
    for memo in lost(db, memos_as_made(db, "span")) if newest else []:
        document = memo.document or ""
        if document not in names:
            continue
        words = (
            f"The words “{one_line(memo.quote, _SHOWN)}” were taken out of '{names[document]}', "
            f"and on them is a memo: “{one_line(memo.text, _SHOWN)}”."
        )
        yield asking.words_gone(words, "memo", memo.id, newest[document])


def _differing(text: str, other: str) -> str:
    """The first place where a text differs from another, with some words around it."""
    first = next(iter(edits(text, other)), None)
    if first is None:
        return "the same words, with other speakers"
    start, end = max(first.start - 20, 0), min(first.end + 20, len(text))
    return f"… {one_line(text[start:end], 3 * _SHOWN)} …"


def _pairs(
    project: Project, entity: str, named: list[tuple[Id, str]]
) -> Iterator[tuple[str, Id, Id]]:
    """Of each name that several have: the name, which was made first, and each of the others."""
    groups: defaultdict[str, list[tuple[Id, str]]] = defaultdict(list)
    for eid, name in named:
        groups[folded(name)].append((eid, name))
    for group in groups.values():
        if len(group) > 1:
            group.sort(key=lambda one: unsettled.creation_rank(project.store.db, entity, one[0]))
            (stays, name), *others = group
            yield from ((name, stays, goes) for goes, _ in others)


def _circles(project: Project) -> Iterator[Question]:
    names = _code_names(project)
    for cut, members in unsettled.circles(project.store.db):
        others = ", ".join(f"'{names[one]}'" for one in members if one != cut)
        words = f"'{names[cut]}' and {others} were merged into each other."
        yield asking.circle(words, cut, members)


def _deleted(project: Project) -> Iterator[Question]:
    """Codes and transcripts that one person deleted and another used."""
    db, who = project.store.db, people(project)
    names = _code_names(project)
    for eid, codings in deleted_in_use(db).items():
        by = who.get(unsettled.deleter(db, "code", eid), "somebody")
        words = f"Code '{names[eid]}' was deleted by {by}, and is still used {len(codings)} times."
        yield asking.deleted_in_use(Asks.DELETED_CODE, words, eid, len(codings))
    became = unsettled.made_one(db)
    live = records.document_names(db)
    for eid, codings in unsettled.deleted_documents_in_use(db).items():
        by = who.get(unsettled.deleter(db, "document", eid), "somebody")
        name = _about(project, "document", eid)
        words = f"Transcript {name} was deleted by {by}, and has {len(codings)} codings of others."
        into = became.get(eid, "")
        target = (into, live[into]) if into in live else None
        yield asking.deleted_in_use(Asks.DELETED_TRANSCRIPT, words, eid, len(codings), target)


def _changed(project: Project) -> Iterator[Question]:
    """Codings and memos that one person changed while another deleted them."""
    db, who = project.store.db, people(project)
    used = deleted_in_use(db)
    for entity in ("code", "coding", "memo"):
        for eid, changer in unsettled.changed_and_deleted(db, entity):
            if entity == "code" and eid in used:
                continue
            by = who.get(unsettled.deleter(db, entity, eid), "somebody")
            what = _about(project, entity, eid)
            words = (
                f"The {entity} {what} was deleted by {by} and changed by "
                f"{who.get(changer, 'somebody')}."
            )
            yield asking.changed_and_deleted(words, entity, eid)


def _values(project: Project) -> Iterator[Question]:
    db, who, names = project.store.db, people(project), _code_names(project)
    for entity, eid, field in unsettled.competing(db):
        values = [
            (
                _said(field, written.value, names),
                who.get(written.actor, "somebody"),
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
    return "" if row is None else f"“{one_line(str(row[0]), _SHOWN)}”"


def _code_names(project: Project) -> dict[Id, str]:
    rows = project.store.db.execute("SELECT id, name FROM code").fetchall()
    return {key.hex(): name for key, name in rows}


_Gatherer: TypeAlias = Callable[[Project], Iterator[Question]]

_GATHERERS: tuple[tuple[frozenset[Asks], _Gatherer], ...] = (
    (frozenset({Asks.PERSON}), _persons),
    (frozenset({Asks.CODE}), _codes),
    (frozenset({Asks.TRANSCRIPT, Asks.NAMESAKES}), _transcripts),
    (frozenset({Asks.TEXTS, Asks.LOST, Asks.LOST_MEMO}), _corrections),
    (frozenset({Asks.CIRCLE}), _circles),
    (frozenset({Asks.DELETED_CODE, Asks.DELETED_TRANSCRIPT}), _deleted),
    (frozenset({Asks.CHANGED}), _changed),
    (frozenset({Asks.VALUES}), _values),
)
"""What finds the questions of which kinds."""
