"""Why a code is suggested, as values: the parts of the sum, and what stands behind each.

Spans are half-open, in code points of the document. Shares are in logits: the probability is
1 / (1 + e^-s) of their sum s.
"""

from __future__ import annotations

from dataclasses import dataclass

from coder.identity import Id

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Hit:
    """A term of the codebook that was found, and how often it was right before.

    `words` are those found, `where` is "here", "ahead" (in the next segments) or "question" (in the
    interviewer's last one); `score` in [0, 1] is how sure the term is.
    """

    term: str
    words: str
    spans: tuple[Span, ...]
    score: float
    right: int
    wrong: int
    where: str = "here"


@dataclass(frozen=True, slots=True)
class Clue:
    """Words learned from codings: where they stand here, and what they add."""

    words: str
    spans: tuple[Span, ...]
    share: float


@dataclass(frozen=True, slots=True)
class Alike:
    """A segment that was coded and is like this one (cosine, in [0, 1])."""

    document: Id
    start: int
    end: int
    likeness: float
    name: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Before:
    """What stood before in the same document: the code was given `times` times.

    `since` is how many segments ago it was given last; `asked` whether something was asked since;
    `same_turn` whether that was in this turn; `after` a code that was given last and that this one
    tends to follow.
    """

    times: int = 0
    since: int | None = None
    same_turn: bool = False
    asked: bool = False
    after: Id | None = None


@dataclass(frozen=True, slots=True)
class Taught:
    """How much the coder said of the code elsewhere: segments it applies to, or does not."""

    given: int
    absent: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """The sum that a suggestion's score comes from.

    `parts` are what each kind of evidence adds, the sum of which is the logit; `features` the
    numbers that went in, by name, each with what it adds. `alike` is the likest segment that has
    the code, `unlike` the likest one that was decided on and lacks it.
    """

    parts: tuple[tuple[str, float], ...]
    features: tuple[tuple[str, float, float], ...]
    hits: tuple[Hit, ...]
    clues: tuple[Clue, ...]
    alike: Alike | None
    unlike: Alike | None
    before: Before
    taught: Taught

    @property
    def logit(self) -> float:
        """The sum of the parts."""
        return sum(share for _, share in self.parts)

    def part(self, group: str) -> float:
        """What one kind of evidence adds; 0 for what there is not."""
        return dict(self.parts).get(group, 0.0)
