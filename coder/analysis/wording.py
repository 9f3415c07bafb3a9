"""What a table of counts says about itself: title, what was counted and whose, and cautions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from coder.analysis.columns import ATTRIBUTE_PREFIX
from coder.analysis.measures import Measure, Value
from coder.analysis.pieces import count_codings
from coder.analysis.selection import CONSENSUS, Selection
from coder.model import Coder, Document, Role

_NAMES_SHOWN: Final = 6

_ONCE: Final = {
    Measure.CODINGS: "",
    Measure.SEGMENTS: "A segment counts once per code, if a coding holds a letter or digit of it.",
    Measure.DOCUMENTS: "A document counts once per code.",
    Measure.CHARACTERS: "A character counts once per code, however many codings cover it.",
    Measure.WORDS: "A word counts once per code, however many codings cover it.",
}
_FIGURES: Final = {
    Value.COUNT: "Figures are numbers of {measure}.",
    Value.PER_1000_WORDS: "Figures are {measure} per 1,000 words spoken in what the column covers.",
    Value.ROW_PERCENT: "Figures are percentages of the {measure} in the Total column.",
    Value.COLUMN_PERCENT: "Figures are percentages of the column's {measure} of any code.",
}
_UNITS: Final = {
    Value.COUNT: "{measure}",
    Value.PER_1000_WORDS: "{measure} per 1,000 words",
    Value.ROW_PERCENT: "% of the code's {measure}",
    Value.COLUMN_PERCENT: "% of the column's {measure}",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the words are about; `words` are those spoken in all that counts.

    `overlapping` tells whether the columns of some row add up to more than its total.
    """

    by: str
    measure: Measure
    value: Value
    documents: Sequence[Document]
    selection: Selection
    words: int
    subcodes: bool
    without_interviewer: bool
    overlapping: bool


def title(facts: Facts) -> str:
    """A heading of one line: "Codings per code by document"."""
    by = facts.by.removeprefix(ATTRIBUTE_PREFIX)
    heading = f"{facts.measure.value.capitalize()} per code"
    return f"{heading} by {by}" if by else heading


def unit(measure: Measure, value: Value) -> str:
    """The unit of every figure of the table."""
    return _UNITS[value].format(measure=measure.value)


def total_label(measure: Measure, people: Sequence[Coder]) -> str:
    """The heading of the total column, which tells when it holds several coders' codings."""
    if len(people) < 2:
        return "Total"
    if measure is Measure.CODINGS:
        return f"Total ({len(people)} coders added up)"
    return f"Total (any of {len(people)} coders)"


def counted(facts: Facts) -> str:
    """What was counted, whose, in what, and what the figures are, in a few sentences."""
    codings = count_codings(facts.selection.pieces)
    sentences = [
        f"{_number(codings, 'coding')} by {_whose(facts)} in "
        f"{_number(len(facts.documents), 'document')} with {_number(facts.words, 'word')}.",
        _interviewer(facts),
        _FIGURES[facts.value].format(measure=facts.measure.value),
        _ONCE[facts.measure],
        "Figures of a code include its subcodes." if facts.subcodes else "",
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def notes(facts: Facts) -> tuple[str, ...]:
    """Cautions that hold for this table, each one sentence."""
    found = facts.selection
    kinds = {person.kind == CONSENSUS for person in found.active}
    by_coder = facts.by == "coder" and facts.value is Value.PER_1000_WORDS
    cautions = [
        (found.consensus_aside, "Codings of the consensus are left out."),
        (len(kinds) == 2, "The total counts the consensus beside the persons it was drawn from."),
        (facts.overlapping, "What falls into several columns is once in the total."),
        (by_coder, "Words are those of all documents counted, coded by that coder or not."),
        (bool(found.repeated), _left(found.repeated, "equal in coder, code and span to another")),
        (
            bool(found.elsewhere),
            _left(found.elsewhere, "in documents or of codes not in this table"),
        ),
        (bool(found.left_turns), _left(found.left_turns, "in interviewer turns only")),
        (
            bool(found.outside),
            f"{_number(found.outside, 'coding')} outside all turns: without segments and words.",
        ),
        (facts.by == "speaker" and _shared_labels(facts.documents), _SHARED_LABEL),
    ]
    return tuple(text for holds, text in cautions if holds)


_SHARED_LABEL: Final = "A speaker label found in several documents is one column."


def _interviewer(facts: Facts) -> str:
    """Whether interviewer turns are in, where there are any."""
    roles = {turn.role for document in facts.documents for turn in document.turns}
    if Role.INTERVIEWER not in roles:
        return "No turn is marked as the interviewer's, so all turns are counted."
    if facts.without_interviewer:
        return "Interviewer turns are left out, from codings and from words."
    return "Turns of all speakers are counted, the interviewer's too."


def _whose(facts: Facts) -> str:
    """The coders by name, and how several coders' codings come together."""
    people = facts.selection.active or facts.selection.people
    names = [f"{p.name} (consensus)" if p.kind == CONSENSUS else p.name for p in people]
    if len(names) < 2:
        return names[0] if names else "nobody"
    shown = names[:_NAMES_SHOWN]
    if len(names) > len(shown):
        shown.append(f"{len(names) - len(shown)} more")
    listed = f"{', '.join(shown[:-1])} and {shown[-1]}"
    where = "the total" if facts.by == "coder" else "every figure"
    if facts.measure is Measure.CODINGS:
        return f"{listed} ({where} adds up {len(names)} coders)"
    return f"{listed} ({where} holds what any of {len(names)} coders coded)"


def _shared_labels(documents: Sequence[Document]) -> bool:
    """Whether a speaker label stands in more than one document."""
    often = Counter(label for document in documents for label in document.speakers)
    return any(number > 1 for number in often.values())


def _left(number: int, what: str) -> str:
    """A sentence on codings that do not count."""
    return f"Not counted: {_number(number, 'coding')} {what}."


def _number(number: int, noun: str) -> str:
    """A number with its noun: "1 coding", "1,200 words"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
