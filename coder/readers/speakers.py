"""Which possible labels are speakers: decided over the whole document, never line by line.

A label counts by its shape, by how often it comes back, and by where it stands (at the start
of a block of lines, or anywhere). Prose with a colon ("Locatie: bovenzaal", "Let op:") does
not come back at the start of blocks, or has the words of a header or of a sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from coder.readers.labels import SURE_KINDS, Kind, Mark, key
from coder.readers.shapes import Shape, shape
from coder.readers.vocabulary import tokens

_WEAK = (Kind.BARE, Kind.TAB, Kind.DASH, Kind.ALONE)
_MOST_LABELS = 20_000


@dataclass(slots=True)
class Tally:
    """How one label occurs in one way of setting it off."""

    label: str
    shape: Shape
    count: int = 0
    stamped: int = 0
    at_block: int = 0
    headed: int = 0


@dataclass(frozen=True, slots=True)
class Cast:
    """The labels that are speakers: key to name as first written, and the kinds they use."""

    names: dict[str, str] = field(default_factory=dict)
    kinds: frozenset[Kind] = frozenset()
    blocks_only: bool = False
    doubtful: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    slips: tuple[tuple[str, str], ...] = ()

    def name(self, mark: Mark, at_block: bool) -> str | None:
        """The speaker of a mark, or None where the mark is only words."""
        name = self.names.get(key(mark.label)) if mark.label else None
        if name is None or mark.kind not in self.kinds:
            return None
        if self.blocks_only and not at_block and mark.begin_ms is None and _loose(name):
            return None
        return name


class Census:
    """Counts possible labels while the lines of a document go by."""

    def __init__(self) -> None:
        self._tallies: dict[tuple[Kind, str], Tally] = {}
        self._lines = 0
        self._blocks = 0

    def add(self, mark: Mark | None, at_block: bool) -> None:
        """Count one line that is not blank; `at_block` where it opens a block of lines."""
        self._lines += 1
        self._blocks += at_block
        if mark is None or not mark.label:
            return
        kind = Kind.COLON if mark.kind in SURE_KINDS else mark.kind
        name = key(mark.label)
        tally = self._tallies.get((kind, name))
        if tally is None:
            if len(self._tallies) >= _MOST_LABELS:
                return
            tally = self._tallies[kind, name] = Tally(mark.label, shape(mark.label))
        tally.count += 1
        tally.stamped += mark.begin_ms is not None or mark.kind is Kind.BRACKET
        tally.at_block += at_block
        tally.headed += mark.kind is Kind.HEADER

    def cast(self) -> Cast:
        """The speakers of the document."""
        sure = self._family((Kind.COLON,))
        found = _decide(sure, self._lines, self._blocks, strict=False)
        heard = sum(sure[name].count for name in found.names)
        for kind in _WEAK:
            family = self._family((kind,))
            other = _decide(family, self._lines, self._blocks, strict=True)
            count = sum(family[name].count for name in other.names)
            if other.names and count > 3 * heard:
                return Cast(other.names, frozenset((kind, *SURE_KINDS)), once=other.once)
        kinds = SURE_KINDS | {Kind.ALONE} if self._alone(found) else SURE_KINDS
        return replace(found, kinds=kinds)

    def _family(self, kinds: Iterable[Kind]) -> dict[str, Tally]:
        wanted = frozenset(kinds)
        return {name: tally for (kind, name), tally in self._tallies.items() if kind in wanted}

    def _alone(self, cast: Cast) -> bool:
        """Whether labels that are speakers also stand alone on a line."""
        return any((Kind.ALONE, name) in self._tallies for name in cast.names)


def _decide(family: dict[str, Tally], lines: int, blocks: int, *, strict: bool) -> Cast:
    """The speakers among the labels of one family, strongest evidence first."""
    paired = _paired(family, strict=strict)
    strong = {
        name: tally
        for name, tally in family.items()
        if _strong(tally, strict=strict) or name in paired
    }
    by_block = _at_blocks(strong)
    total = blocks if by_block else lines
    least = _least(family) if strict else 2
    again = {
        name: tally
        for name, tally in family.items()
        if name not in strong and _recurs(tally, least, by_block=by_block, strict=strict)
    }
    taken = strong | again
    heard = sum(tally.count for tally in taken.values())
    if not _is_dialogue(taken, heard, total, strict=strict):
        return Cast(doubtful=tuple(tally.label for tally in again.values())[:5])
    ways = {_way(tally) for tally in taken.values() if tally.count > 1}
    once = {
        name: tally
        for name, tally in family.items()
        if name not in taken and not strict and _once(tally, ways, by_block=by_block)
    }
    names = {name: tally.label for name, tally in family.items() if name in taken or name in once}
    others = [tally for name, tally in family.items() if name not in names]
    slips = {} if strict else _slips(others, names)
    doubtful = tuple(
        tally.label
        for tally in others
        if key(tally.label) not in slips
        and (tally.count > 1 or (tally.at_block and by_block))
        and tally.shape >= (Shape.LOOSE if tally.count > 1 else Shape.NAME)
    )[:5]
    seen_once = tuple(tally.label for tally in once.values() if tally.shape is Shape.NAME)[:5]
    return Cast(names | slips, SURE_KINDS, by_block, doubtful, seen_once, tuple(slips.items()))


def _paired(family: dict[str, Tally], *, strict: bool) -> set[str]:
    """Short labels (R1, R2, S00) that stand beside others of their kind, or beside a role.

    So each speaker of a short group interview is heard, even where everyone speaks once.
    """
    stems = {name: "".join(tokens(tally.label)) for name, tally in family.items()}
    letters = {name for name, tally in family.items() if tally.shape is Shape.LETTER}
    if len({stems[name] for name in letters}) > 1:
        return letters
    if strict:
        return set()
    codes = {name for name, tally in family.items() if tally.shape is Shape.CODE}
    short = letters | {name for name in codes if name[-1:].isdigit() and len(stems[name]) < 4}
    count = Counter(stems[name] for name in short)
    role = any(tally.shape is Shape.KNOWN for tally in family.values())
    return {name for name in short if role or count[stems[name]] > 1}


def _slips(others: list[Tally], names: dict[str, str]) -> dict[str, str]:
    """Labels that are misspellings ("Intervieuwer") of a long label that comes back."""
    found = {}
    known = [name for name in names if len(name) > 5 and shape(name) is Shape.KNOWN]
    for tally in others[:200]:
        name = key(tally.label)
        if 5 < len(name) < 30 and tally.count < 3 and name not in names:
            near = get_close_matches(name, known[:20], 1, 0.85)
            if near:
                found[name] = names[near[0]]
    return found


def _strong(tally: Tally, *, strict: bool) -> bool:
    """Labels that are speakers by form alone, or by form and time stamp."""
    if strict:
        return tally.shape >= Shape.CODE and (tally.count > 1 or tally.shape is Shape.KNOWN)
    if tally.shape in (Shape.KNOWN, Shape.TITLED):
        return True
    if tally.shape is Shape.LETTER:
        return tally.count > 1 or tally.stamped > 0
    if tally.stamped * 2 <= tally.count:
        return False
    if tally.count == 1:
        return tally.shape >= Shape.NAME and not tally.headed
    return tally.shape > Shape.PROSE


def _least(family: dict[str, Tally]) -> int:
    """How often a name must come back to be a speaker: twice, in a short talk with a role."""
    roles = [t.count for t in family.values() if t.shape is Shape.KNOWN and t.at_block == t.count]
    return 2 if roles and max(roles) == 2 else 3


def _recurs(tally: Tally, least: int, *, by_block: bool, strict: bool) -> bool:
    """Labels that come back where speakers' labels stand; `least` times, or twice with times."""
    stamped = tally.stamped == tally.count
    if tally.shape is Shape.PROSE or tally.count < (2 if stamped else least):
        return False
    if strict and not stamped and least < 3 and tally.at_block < tally.count:
        return False
    if strict and tally.shape is Shape.LOOSE:
        return False
    return not by_block or tally.at_block * 2 > tally.count


def _once(tally: Tally, ways: set[str], *, by_block: bool) -> bool:
    """A label seen once is a speaker where it looks like those that come back."""
    if tally.shape < Shape.NAME or (by_block and not tally.at_block):
        return False
    return _way(tally) in ways


def _way(tally: Tally) -> str:
    """Names, and everything that is a role or a code, are two ways of naming speakers."""
    if tally.shape is Shape.NAME:
        return "name"
    return "code" if tally.shape in (Shape.CODE, Shape.LETTER) else "other"


def _at_blocks(strong: dict[str, Tally]) -> bool:
    """Whether the labels stand at the start of blocks of lines, with blank lines between."""
    count = sum(tally.count for tally in strong.values())
    return count >= 5 and sum(tally.at_block for tally in strong.values()) >= 0.9 * count


def _is_dialogue(taken: dict[str, Tally], heard: int, total: int, *, strict: bool) -> bool:
    """Whether the labels together make a conversation rather than a report with colons."""
    if not taken:
        return False
    share = heard / max(total, 1)
    certain = sum(
        tally.count
        for tally in taken.values()
        if tally.shape >= Shape.CODE or tally.stamped * 2 > tally.count
    )
    if strict:
        return len(taken) > 1 and share >= 0.3
    if certain >= 4 and len(taken) > 1:
        return share >= 0.05
    return share >= 0.3 and (certain > 0 or (len(taken) > 1 and heard > 2))


def _loose(name: str) -> bool:
    return shape(name) < Shape.CODE
