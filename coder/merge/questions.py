"""What a union of projects leaves to a person: the questions, their choices, and which goes first.

Nothing waits for an answer: until it comes every machine shows the same, and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from coder.identity import Id, canonical_json, composite_id


class Asks(StrEnum):
    """The kinds of questions, in the order in which they are listed."""

    PERSON = "same person"
    CODE = "same code"
    TRANSCRIPT = "same transcript"
    NAMESAKES = "one name, two texts"
    ANSWERS = "one or two"
    TEXTS = "corrected in two ways"
    LOST = "words of a coding gone"
    LOST_MEMO = "words of a memo gone"
    CIRCLE = "codes merged in a circle"
    DELETED_CODE = "deleted code in use"
    DELETED_TRANSCRIPT = "deleted transcript in use"
    CHANGED = "changed and deleted"
    EDGES = "edges moved apart"
    VALUES = "different values"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: `words` is what one reads, `whose` the id of who wrote it where persons differ.

    The same answer in another question of the kind is what the same person wrote there; where no
    person wrote it, what has the same key.
    """

    key: str
    words: str
    whose: Id = ""


@dataclass(frozen=True, slots=True)
class Question:
    """Something two people left undecided.

    `subjects` are the ids of what it is about, the first of them what was made first;
    `proposed` is the key of the usual answer, "" where none is usual; `before` what a text was
    before several people changed it.
    """

    id: Id
    asks: Asks
    words: str
    choices: tuple[Choice, ...]
    subjects: tuple[Id, ...]
    entity: str = ""
    field: str = ""
    proposed: str = ""
    before: str = ""

    def choice(self, wanted: str) -> Choice | None:
        """The choice of a key, of a number counted from 1, or "usual"; None where there is none."""
        if wanted == USUAL:
            wanted = self.proposed
        by_number = {str(number): one for number, one in enumerate(self.choices, 1)}
        by_key = {one.key: one for one in self.choices}
        return by_key.get(wanted) or by_number.get(wanted)

    def alike(self, chosen: Choice) -> Choice | None:
        """What is the same answer here as one to another question of the kind; None for none."""
        if not chosen.whose:
            return self.choice(chosen.key)
        return next((one for one in self.choices if one.whose == chosen.whose), None)


USUAL = "usual"
SAME, DIFFERENT = "same", "different"
KEEP, DELETE = "keep", "delete"
APART = "apart"
BOTH = "both"
EARLIER, LATER = "earlier", "later"
MOVE = "move"

_TWO = {
    Asks.PERSON: ("one person", "two people of one name"),
    Asks.CODE: ("one code: count its codings together", "two codes of one name"),
}


ONE_OR_TWO = (Asks.PERSON, Asks.CODE, Asks.TRANSCRIPT, Asks.NAMESAKES)
"""The questions whether two things are one."""


def question_id(asks: Asks, *parts: str) -> Id:
    """The same id for the same question on every machine; the order of the parts is free."""
    return composite_id("answer", asks.value, *sorted(parts))


def one_id(asks: Asks, *parts: str) -> Id:
    """The id under which it is written down that two things are one.

    That they are two stands under the id of the question, so that neither hides the other where two
    people say different things.
    """
    return composite_id("answer", asks.value, SAME, *sorted(parts))


def same_or_different(asks: Asks, words: str, stays: Id, goes: Id) -> Question:
    """Whether two things that look alike are one."""
    same, different = _TWO[asks]
    return Question(
        question_id(asks, stays, goes),
        asks,
        words,
        (Choice(SAME, same), Choice(DIFFERENT, different)),
        (stays, goes),
        proposed="" if asks is Asks.PERSON else SAME,
    )


def same_transcript(words: str, ids: tuple[Id, Id], names: tuple[str, str]) -> Question:
    """Whether transcripts of one text under two names are one; the first name is the older."""
    asks = Asks.TRANSCRIPT
    choices = (
        Choice(EARLIER, f"one transcript, called “{names[0]}”"),
        Choice(LATER, f"one transcript, called “{names[1]}”"),
        Choice(DIFFERENT, "two transcripts of one text"),
    )
    return Question(question_id(asks, *ids), asks, words, choices, ids, proposed=EARLIER)


def namesakes(words: str, ids: tuple[Id, Id], texts: tuple[str, str], other_name: str) -> Question:
    """Whether transcripts of one name are one, and whose text is right then; the older is first.

    `texts` say in short what tells them apart; `other_name` is what the later one is to be called
    where they are two.
    """
    asks = Asks.NAMESAKES
    choices = (
        Choice(DIFFERENT, f"two transcripts; the later one becomes “{other_name}”"),
        Choice(EARLIER, f"one transcript, and this text is right: {texts[0]}"),
        Choice(LATER, f"one transcript, and this text is right: {texts[1]}"),
    )
    return Question(question_id(asks, *ids), asks, words, choices, ids, proposed=DIFFERENT)


def one_or_two(
    asked: Asks, words: str, pair: tuple[Id, Id], one: tuple[str, Id], two: tuple[str, Id]
) -> Question:
    """Whether two things are one, of which one person said that they are, and another not.

    `asked` is what they were asked; `one` and `two` are the name and id of who said so.
    """
    asks = Asks.ANSWERS
    choices = (
        Choice(SAME, f"one, as it is now ({one[0]})", one[1]),
        Choice(DIFFERENT, f"two again ({two[0]})", two[1]),
    )
    return Question(question_id(asks, asked.value, *pair), asks, words, choices, pair)


def deleted_in_use(
    asks: Asks, words: str, eid: Id, codings: int, became: tuple[Id, str] | None = None
) -> Question:
    """Whether something deleted comes back, as others coded with it or in it.

    `became` is the transcript that it was made one with, and its name: then they can move there.
    """
    those = "it" if codings == 1 else f"these {codings} codings"
    choices = [Choice(KEEP, "bring it back"), Choice(DELETE, f"delete {those} too")]
    if became is not None:
        choices.insert(
            0, Choice(MOVE, f"move {those} to “{became[1]}”, which it was made one with")
        )
    subjects = (eid,) if became is None else (eid, became[0])
    proposed = choices[0].key
    return Question(
        question_id(asks, eid), asks, words, tuple(choices), subjects, proposed=proposed
    )


def changed_and_deleted(words: str, entity: str, eid: Id) -> Question:
    """Whether something comes back that one person changed while another deleted it."""
    asks = Asks.CHANGED
    choices = (Choice(KEEP, "bring it back"), Choice(DELETE, "leave it deleted"))
    ident = question_id(asks, entity, eid)
    return Question(ident, asks, words, choices, (eid,), entity, proposed=KEEP)


def corrected_twice(
    words: str, document: Id, versions: Sequence[tuple[Id, str, str, Id]]
) -> Question:
    """Which of several corrections of one place holds.

    `versions` are their ids, what they say there, and the name and id of who made them.

    What the versions that are not chosen correct elsewhere holds too.
    """
    asks = Asks.TEXTS
    choices = _by_person([version[1:] for version in versions])
    ids = [version[0] for version in versions]
    return Question(question_id(asks, document, *ids), asks, words, choices, (document, *ids))


def words_gone(words: str, entity: str, eid: Id, revision: Id) -> Question:
    """What becomes of a coding or a memo whose words a correction took out."""
    asks = Asks.LOST_MEMO if entity == "memo" else Asks.LOST
    choices = (
        Choice(DELETE, f"delete the {entity}"),
        Choice(DIFFERENT, "leave it with the old text"),
    )
    ident = question_id(asks, eid, revision)
    return Question(ident, asks, words, choices, (eid, revision), entity, proposed=DIFFERENT)


def circle(words: str, cut: Id, members: Sequence[Id], name: str) -> Question:
    """What becomes of codes that several people merged into each other; `name` is the cut one's."""
    asks = Asks.CIRCLE
    choices = (
        Choice(KEEP, f"one code, “{name}”, as it is shown now"),
        Choice(APART, "let each of them stand for itself"),
    )
    return Question(
        question_id(asks, *members), asks, words, choices, (cut, *members), proposed=KEEP
    )


def different_values(
    words: str,
    register: tuple[str, Id, str],
    values: Sequence[tuple[str, str, Id]],
    *,
    joinable: bool,
    before: str = "",
) -> Question:
    """Which of several values of a field holds; `values` are the words, and who wrote them.

    The first is the one that is shown until somebody decides. Texts can be kept both.
    """
    choices = list(_by_person(values))
    if joinable:
        choices.append(Choice(BOTH, "keep all of them, one after the other, with names"))
    asks = Asks.VALUES
    entity, eid, field = register
    ident = question_id(asks, entity, eid, field)
    chosen = BOTH if joinable else "1"
    return Question(ident, asks, words, tuple(choices), (eid,), entity, field, chosen, before)


def _by_person(values: Sequence[Sequence[str]]) -> tuple[Choice, ...]:
    """What several people wrote as choices: the words, and the name and id of each."""
    return tuple(
        Choice(str(n), f"{text} ({who})", eid) for n, (text, who, eid) in enumerate(values, 1)
    )


def edges_moved(
    words: str, coding: Id, places: Sequence[tuple[str, str, Id]], before: str
) -> Question:
    """Where a coding stands that several people moved.

    `places` are its words, and the name and id of who chose them; the first was moved last.
    """
    asks = Asks.EDGES
    choices = _by_person([(f"“{text}”", *who) for text, *who in places])
    ident = question_id(asks, coding)
    return Question(ident, asks, words, choices, (coding,), proposed="1", before=before)


def in_order(questions: Sequence[Question]) -> list[Question]:
    """Questions by kind, then by what they are about."""
    kinds = list(Asks)
    return sorted(questions, key=lambda one: (kinds.index(one.asks), one.words, one.id))


def joined_text(values: Sequence[tuple[Any, str]]) -> str:
    """Several texts as one, each under the name of who wrote it."""
    return "\n\n".join(f"[{who}]\n{text}" for text, who in values)


def value_words(value: Any, names: Mapping[str, str]) -> str:
    """A value of a field as a person reads it; `names` are those of codes by id."""
    if value is None or value in ("", []):
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return names.get(value, f"“{value}”")
    if isinstance(value, list):
        return ", ".join(
            str(one[0]) if isinstance(one, list) and one else str(one) for one in value
        )
    return canonical_json(value)
