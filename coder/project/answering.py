"""Answers to what merging asks: each is an act that can be undone, and merges like all others."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from coder.errors import InputError
from coder.identity import Id, new_id
from coder.merge.questions import (
    BOTH,
    DIFFERENT,
    KEEP,
    Asks,
    Question,
    joined_text,
)
from coder.oplog.kinds import DELETED
from coder.oplog.operation import Draft
from coder.project.correcting import revision_drafts, said_in
from coder.project.drafting import put
from coder.project.joining import merge_drafts
from coder.project.project import Project
from coder.project.questions import people, questions
from coder.store import records, unsettled
from coder.store.merges import deleted_in_use


def question(project: Project, wanted: str) -> Question:
    """The open question of a number in the list (from 1), or of the beginning of its id."""
    every = questions(project)
    numbered = {str(number): one for number, one in enumerate(every, 1)}
    found = [one for one in every if len(wanted) >= 6 and one.id.startswith(wanted.lower())]
    if wanted in numbered:
        return numbered[wanted]
    if len(found) == 1:
        return found[0]
    raise InputError(f"There is no open question {wanted}.", "See 'coder merge questions'.")


def answer(project: Project, asked: Question, choice: str, *, all_alike: bool = False) -> int:
    """Answer a question, or all open ones of its kind alike, as one act; returns how many.

    `choice` is the key of one of its choices or its number. Where another question of the kind
    does not have the choice, it stays open. Raises InputError for a choice that it does not have.
    """
    chosen = asked.choice(choice)
    if chosen is None:
        listed = ", ".join(f"{n} ({one.words})" for n, one in enumerate(asked.choices, 1))
        raise InputError(f"'{choice}' is no answer to this.", f"Choose one of {listed}.")
    wanted = [
        one
        for one in questions(project)
        if one.id == asked.id or (all_alike and one.asks is asked.asks)
        if one.choice(chosen.key) is not None
    ]
    if not wanted:
        raise InputError("This question was answered meanwhile.", "Look at the list again.")
    batch = new_id()
    # What becomes of one pair of codes depends on what became of the pair before it.
    portions = [[one] for one in wanted] if asked.asks is Asks.CODE else [wanted]
    for portion in portions:

        def drafts(portion: Sequence[Question] = portion) -> list[Draft]:
            return [draft for one in portion for draft in _drafts(project, one, chosen.key)]

        label = f"answer what merging asked: {asked.asks.value}"
        project.store.write(label, drafts, batch=batch)
    return len(wanted)


def _drafts(project: Project, asked: Question, key: str) -> Sequence[Draft]:
    """What an answer writes."""
    first, *others = asked.subjects
    if key == DIFFERENT:
        return _noted(project, asked, key)
    writers: dict[Asks, Callable[[], Sequence[Draft]]] = {
        Asks.PERSON: lambda: [Draft("coder", others[0], "same_as", first)],
        Asks.CODE: lambda: merge_drafts(project, others[0], first)[0],
        Asks.TRANSCRIPT: lambda: _one_transcript(project, first, others[0]),
        Asks.TEXTS: lambda: _chosen_text(project, first, others, key),
        Asks.LOST: lambda: [Draft("coding", first, DELETED, True)],
        Asks.LOST_MEMO: lambda: [Draft("memo", first, DELETED, True)],
        Asks.CIRCLE: lambda: [
            Draft("code", eid, "merged_into", None) for eid in ([first] if key == KEEP else others)
        ],
        Asks.DELETED_CODE: lambda: _in_use(project, asked, key),
        Asks.DELETED_TRANSCRIPT: lambda: _in_use(project, asked, key),
        Asks.CHANGED: lambda: [Draft(asked.entity, first, DELETED, key != KEEP)],
        Asks.VALUES: lambda: [Draft(asked.entity, first, asked.field, _value(project, asked, key))],
    }
    return writers[asked.asks]()


def _noted(project: Project, asked: Question, key: str) -> list[Draft]:
    """An answer that changes nothing else: it is written down, so that nobody is asked again."""
    values = {
        "question": asked.asks.value,
        "subjects": list(asked.subjects),
        "choice": key,
        "coder": project.me.id,
    }
    return put(project.store, "answer", asked.id, values)


def _chosen_text(project: Project, document: Id, versions: list[Id], key: str) -> list[Draft]:
    """The text of one version as what comes after all of them."""
    text = said_in(project, versions[int(key) - 1])
    return revision_drafts(project, document, tuple(versions), text)


def _in_use(project: Project, asked: Question, key: str) -> list[Draft]:
    """Bring back what was deleted, or delete the codings on it too."""
    (eid,) = asked.subjects
    is_code = asked.asks is Asks.DELETED_CODE
    if key == KEEP:
        return [Draft("code" if is_code else "document", eid, DELETED, False)]
    db = project.store.db
    used = deleted_in_use if is_code else unsettled.deleted_documents_in_use
    return [Draft("coding", coding, DELETED, True) for coding in used(db).get(eid, [])]


def _one_transcript(project: Project, stays: Id, goes: Id) -> list[Draft]:
    """Move the codings and memos of a transcript to another of the same text, and delete it."""
    db = project.store.db
    there = records.document(db, stays).revision
    key = bytes.fromhex(goes)
    codings = db.execute("SELECT id FROM coding WHERE document = ?", [key]).fetchall()
    memos = db.execute(
        "SELECT id, document, target FROM memo WHERE document = ? OR target = ?", [key, key]
    ).fetchall()
    drafts: list[Draft] = []
    for (coding,) in codings:
        drafts.append(Draft("coding", coding.hex(), "document", stays))
        drafts.append(Draft("coding", coding.hex(), "revision", there))
    for memo, document, target in memos:
        named = {"document": document, "target": target}
        drafts += [Draft("memo", memo.hex(), n, stays) for n, eid in named.items() if eid == key]
    return [*drafts, Draft("document", goes, DELETED, True)]


def _value(project: Project, asked: Question, key: str) -> object:
    values = unsettled.values_of(project.store.db, asked.entity, asked.subjects[0], asked.field)
    if key == BOTH:
        who = people(project)
        return joined_text([(one.value, who.get(one.actor, "somebody")) for one in values])
    return values[int(key) - 1].value
