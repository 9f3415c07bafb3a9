"""The words of the domain as frozen dataclasses.

Positions are Unicode code points in a document's canonical text; spans are half-open,
`[start, end)`. Times are whole milliseconds from the start of the recording.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from coder.explanation import Explanation
from coder.identity import Id, canonical_json, content_hash, document_id

_WORD = re.compile(r"[^\W_](?:\S*[^\W_])?")


class Role(StrEnum):
    """The part a speaker plays in the conversation; UNKNOWN where the source does not tell."""

    INTERVIEWER = "interviewer"
    RESPONDENT = "respondent"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """One subtitle-like piece of a turn with its own times."""

    start: int
    end: int
    begin_ms: int | None
    end_ms: int | None


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says at a stretch; the span holds the words, never label or time."""

    start: int
    end: int
    speaker: str = ""
    role: Role = Role.UNKNOWN
    begin_ms: int | None = None
    end_ms: int | None = None
    cues: tuple[Cue, ...] = ()


@dataclass(frozen=True)
class Document:
    """One transcript as read: immutable canonical text, its turns, and where it came from.

    `name` is the file name without suffix, `origin` the file name with it (never a folder).
    `id` and `revision` are derived from the content unless the store supplies them.
    """

    name: str
    text: str
    turns: tuple[Turn, ...]
    origin: str = ""
    format: str = "txt"
    encoding: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    id: Id = ""
    revision: Id = ""

    def __post_init__(self) -> None:
        if not self.id:
            object.__setattr__(self, "id", document_id(self.text, self.name))
        if not self.revision:
            object.__setattr__(self, "revision", revision_id(self.id, (), self.text, self.turns))

    @cached_property
    def words(self) -> int:
        """Number of words spoken: labels and time stamps are outside the turns."""
        return sum(count_words(self.text[turn.start : turn.end]) for turn in self.turns)

    @cached_property
    def speakers(self) -> tuple[str, ...]:
        """Speaker labels in order of first appearance."""
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns if turn.speaker))


@dataclass(frozen=True, slots=True)
class Segment:
    """The unit offered for coding: a sentence or a slice, inside one turn.

    `turn` is the index of the turn in `Document.turns`.
    """

    start: int
    end: int
    turn: int


@dataclass(frozen=True, slots=True)
class Term:
    """Words that point to a code; `text` is in the term language of `coder.suggest.terms`.

    `weight` in (0, 1] is how much a hit alone says; `unless` lists terms of the same language
    that, found in the same segment, make the hit void.
    """

    text: str
    weight: float = 1.0
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a codebook; `key` is its spelling-independent name inside the codebook."""

    id: Id
    key: str
    name: str
    english: str = ""
    parent: Id | None = None
    definition: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    colour: str = ""
    hotkey: str = ""
    codebook: Id = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class Codebook:
    """A named set of codes; `language` is an ISO 639-1 code."""

    id: Id
    name: str
    language: str = "nl"
    description: str = ""
    codes: tuple[Code, ...] = ()


class Origin(StrEnum):
    """How a coding came about; `BATCH` are suggestions accepted together."""

    MANUAL = "manual"
    SUGGESTION = "suggestion"
    BATCH = "batch"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Coding:
    """One code on one span of one document by one coder."""

    id: Id
    document: Id
    revision: Id
    code: Id
    coder: Id
    start: int
    end: int
    quote: str
    origin: Origin = Origin.MANUAL
    weight: int | None = None
    important: bool = False
    created_ms: int = 0


@dataclass(frozen=True, slots=True)
class Memo:
    """A free text on something; `kind` is project, document, code, coding or span.

    `target` is the id of what it is on (the document for a span). `start` and `end` are code
    points of a `revision` of that document, and `quote` is what stands there, for a span only;
    without a place where its words were taken out of the text.
    """

    id: Id
    kind: str
    target: Id | None
    document: Id | None
    start: int | None
    end: int | None
    text: str
    coder: Id
    created_ms: int
    revision: Id | None = None
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Coder:
    """A person, or the consensus of several; `kind` is "person" or "consensus"."""

    id: Id
    name: str
    kind: str = "person"


class Polarity(StrEnum):
    """Whether the words of a hit are affirmed, denied ("geen") or weakened ("te weinig")."""

    PRESENT = ""
    ABSENT = "absent"
    REDUCED = "reduced"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a code is suggested, readable in two seconds.

    `kind` is word, phrase, compound, verb, pattern or fuzzy; `term` the codebook's term as
    written; `spans` the matched words in document positions; `score` in [0, 1].
    """

    kind: str
    term: str
    spans: tuple[tuple[int, int], ...]
    text: str
    score: float
    polarity: Polarity = Polarity.PRESENT


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code for a segment with its score in [0, 1]; a coding only by a person's decision.

    `explanation` is the sum that the score comes from; None where terms alone suggest.
    """

    document: Id
    start: int
    end: int
    code: Id
    score: float
    evidence: tuple[Evidence, ...] = field(default=())
    explanation: Explanation | None = None


class Exposure(StrEnum):
    """Whether a person could see a suggestion when they came to its segment.

    HIDDEN waits for the person to decide first or to ask; BLIND is computed for a segment of the
    blind audit and never told; MUTED is of a code whose suggestions were refused again and again.
    """

    SHOWN = "shown"
    HIDDEN = "hidden"
    BLIND = "blind"
    MUTED = "muted"


@dataclass(frozen=True, slots=True)
class SuggestionEvent:
    """What the engine said of one segment when a person came to it, or saw more of it.

    What was told at one moment has one `at_ms`. `code` is None where nothing was suggested. `rank`
    counts from 1; `features` are the numbers the probability was computed from, in their order.
    """

    at_ms: int
    coder: Id
    document: Id
    revision: Id
    start: int
    end: int
    exposure: Exposure
    code: Id | None = None
    probability: float = 0.0
    band: str = ""
    rank: int = 0
    engine: str = ""
    features: tuple[float, ...] = ()


def count_words(text: str) -> int:
    """Number of white-space-separated runs that hold a letter or a digit."""
    return len(_WORD.findall(text))


def revision_id(document: Id, parents: tuple[Id, ...], text: str, turns: tuple[Turn, ...]) -> Id:
    """Id of one version of a document's text: a hash of everything the version says."""
    return content_hash(
        canonical_json([document, sorted(parents), text, [turn_record(turn) for turn in turns]])
    )


def turn_record(turn: Turn) -> list[object]:
    """A turn as plain JSON values; `turn_from_record` is its inverse."""
    cues = [[cue.start, cue.end, cue.begin_ms, cue.end_ms] for cue in turn.cues]
    return [turn.start, turn.end, turn.speaker, turn.role.value, turn.begin_ms, turn.end_ms, cues]


def turn_from_record(record: Any) -> Turn:
    """The turn that `turn_record` wrote; raises ValueError or TypeError for anything else."""
    start, end, speaker, role, begin, stop, cues = record
    times = tuple(Cue(*cue) for cue in cues)
    return Turn(int(start), int(end), str(speaker), Role(role), begin, stop, times)
