"""Answers to what merging asks: each is an act that can be undone, and merges like all others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TypeAlias

from coder.errors import InputError
from coder.identity import Id, new_id
from coder.merge.questions import (
    BOTH,
    DIFFERENT,
    EARLIER,
    KEEP,
    MOVE,
    ONE_OR_TWO,
    USUAL,
    Asks,
    Question,
    joined_text,
    one_id,
)
from coder.oplog.fold import fold_entity
from coder.oplog.kinds import DELETED
from coder.oplog.operation import Draft
from coder.project.correcting import joining_drafts, revision_drafts, text_of_choice
from coder.project.drafting import put
from coder.project.joining import merge_drafts
from coder.project.one_name import free_name, people
from coder.project.one_or_two import settled
from coder.project.one_transcript import moved_since, one_transcript
from coder.project.project import Project
from coder.project.questions import questions
from coder.store import unsettled
from coder.store.log import operations_of
from coder.store.merges import deleted_in_use
from coder.store.moved_edges import PLACE, places_of

TRANSCRIPTS = (Asks.TRANSCRIPT, Asks.NAMESAKES, Asks.ANSWERS, Asks.DELETED_TRANSCRIPT)
"""Questions of which an answer can bring texts together."""

PAIRS = (Asks.CODE, Asks.TRANSCRIPT, Asks.NAMESAKES, Asks.ANSWERS)
"""Questions of which an answer can change what another one is about."""


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

    `choice` is the key of one of its choices, its number, or "usual", which is the usual answer of
    each. Where another question of the kind does not have that answer, it stays open. Raises
    InputError for a choice that it does not have.
    """
    chosen = asked.choice(choice)
    if chosen is None and choice == USUAL:
        raise InputError("There is no usual answer to this.", "Choose one by its number.")
    if chosen is None:
        listed = ", ".join(f"{n} ({one.words})" for n, one in enumerate(asked.choices, 1))
        raise InputError(f"'{choice}' is no answer to this.", f"Choose one of {listed}.")

    def wanted(done: Collection[Id] = ()) -> list[_Answer]:
        found: list[_Answer] = []
        for one in questions(project, asked.asks):
            same = one.choice(USUAL) if choice == USUAL else one.alike(chosen)
            mine = chosen if one.id == asked.id else same
            if mine is not None and one.id not in done and (all_alike or one.id == asked.id):
                found.append((one, mine.key))
        return found

    left = wanted()
    if asked.id not in {one.id for one, _ in left}:
        raise InputError("This question was answered meanwhile.", "Look at the list again.")
    batch = new_id()
    if asked.asks not in PAIRS:
        _write(project, batch, left)
        return len(left)
    done: set[Id] = set()
    while left:
        # What becomes of one pair depends on what became of the pair before it.
        _write(project, batch, left[:1])
        done.add(left[0][0].id)
        left = wanted(done)
    return len(done)


_Answer: TypeAlias = tuple[Question, str]
"""A question and the key of the answer to it."""


def _write(project: Project, batch: Id, answers: Sequence[_Answer]) -> None:
    """Write answers to questions of one kind, and join texts that they bring together."""
    asks = answers[0][0].asks
    label = f"answer what merging asked: {asks.value}"

    def drafts() -> list[Draft]:
        return [draft for one, key in answers for draft in _drafts(project, one, key)]

    project.store.write(label, drafts, batch=batch)
    if asks in TRANSCRIPTS:
        while project.store.write(label, lambda: joining_drafts(project), batch=batch):
            pass


def _drafts(project: Project, asked: Question, key: str) -> Sequence[Draft]:
    """What an answer writes."""
    first, *others = asked.subjects
    if key == DIFFERENT and asked.asks not in (Asks.NAMESAKES, Asks.ANSWERS):
        return _noted(project, asked, key)
    writers: dict[Asks, Callable[[], Sequence[Draft]]] = {
        Asks.PERSON: lambda: [
            Draft("coder", others[0], "same_as", first),
            *_noted(project, asked, key),
        ],
        Asks.CODE: lambda: [
            *merge_drafts(project, others[0], first)[0],
            *_noted(project, asked, key),
        ],
        Asks.TRANSCRIPT: lambda: _made_one(project, asked, key),
        Asks.NAMESAKES: lambda: (
            _two_names(project, asked) if key == DIFFERENT else _made_one(project, asked, key)
        ),
        Asks.ANSWERS: lambda: settled(project, asked, key),
        Asks.TEXTS: lambda: _chosen_text(project, first, others, key),
        Asks.LOST: lambda: [Draft("coding", first, DELETED, True)],
        Asks.LOST_MEMO: lambda: [Draft("memo", first, DELETED, True)],
        Asks.CIRCLE: lambda: [
            # The one that is cut comes first: undo writes backwards, and the last written is cut.
            Draft("code", eid, "merged_into", None)
            for eid in ([first] if key == KEEP else dict.fromkeys(asked.subjects))
        ],
        Asks.DELETED_CODE: lambda: _in_use(project, asked, key),
        Asks.DELETED_TRANSCRIPT: lambda: _in_use(project, asked, key),
        Asks.CHANGED: lambda: [Draft(asked.entity, first, DELETED, key != KEEP)],
        Asks.EDGES: lambda: _edges(project, first, key),
        Asks.VALUES: lambda: [Draft(asked.entity, first, asked.field, _value(project, asked, key))],
    }
    return writers[asked.asks]()


def _noted(project: Project, asked: Question, key: str) -> list[Draft]:
    """An answer written down: so nobody is asked again, or sees that somebody said otherwise."""
    values = {
        "question": asked.asks.value,
        "subjects": list(asked.subjects),
        "choice": key,
        "coder": project.me.id,
    }
    if asked.asks not in ONE_OR_TWO:
        return put(project.store, "answer", asked.id, values)
    eid, other = asked.id, one_id(asked.asks, *asked.subjects)
    if key != DIFFERENT:
        eid, other = other, eid
    before = fold_entity(operations_of(project.store.db, "answer", other))
    gone = before is not None and not before.deleted
    drafts = put(project.store, "answer", eid, values)
    return [*drafts, Draft("answer", other, DELETED, True)] if gone else drafts


def _chosen_text(project: Project, document: Id, versions: list[Id], key: str) -> list[Draft]:
    """The text of one version as what comes after all of them."""
    said = text_of_choice(project, document, versions[int(key) - 1])
    return revision_drafts(project, document, tuple(versions), said)


def _in_use(project: Project, asked: Question, key: str) -> list[Draft]:
    """Bring back what was deleted, or delete the codings on it too."""
    eid, *became = asked.subjects
    if key == MOVE:
        return moved_since(project, eid, became[0])
    is_code = asked.asks is Asks.DELETED_CODE
    db = project.store.db
    if key == KEEP:
        gone = [("code", eid)]
        if not is_code:
            gone = [("document", eid), *unsettled.deleted_with(db, eid)]
        return [Draft(kind, one, DELETED, False) for kind, one in gone]
    used = deleted_in_use if is_code else unsettled.deleted_documents_in_use
    return [Draft("coding", coding, DELETED, True) for coding in used(db).get(eid, [])]


def _made_one(project: Project, asked: Question, key: str) -> list[Draft]:
    """One transcript of two, written down too, for whoever still codes in the one that goes."""
    chosen = asked.subjects[0 if key == EARLIER else 1]
    text = chosen if asked.asks is Asks.NAMESAKES else None
    drafts = one_transcript(project, *asked.subjects, named=chosen, text=text)
    return [*drafts, *_noted(project, asked, key)]


def _two_names(project: Project, asked: Question) -> list[Draft]:
    """Another name for the later of two transcripts, written down for who says otherwise."""
    later = asked.subjects[1]
    renamed = Draft("document", later, "name", free_name(project, later))
    return [renamed, *_noted(project, asked, DIFFERENT)]


def _edges(project: Project, coding: Id, key: str) -> list[Draft]:
    """The whole place that one person gave a coding."""
    chosen = places_of(project.store.db, coding)[int(key) - 1]
    return put(project.store, "coding", coding, {name: getattr(chosen, name) for name in PLACE})


def _value(project: Project, asked: Question, key: str) -> object:
    values = unsettled.values_of(project.store.db, asked.entity, asked.subjects[0], asked.field)
    if key == BOTH:
        who = people(project)
        return joined_text([(one.value, who.get(one.actor, "somebody")) for one in values])
    return values[int(key) - 1].value
