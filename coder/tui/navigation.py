"""Where the cursor goes next among the segments of a document; pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from coder.model import Segment


def by_turn(segments: Sequence[Segment], cursor: int, step: int) -> int:
    """The first segment of the next turn, or of this turn and then of the one before."""
    turn = segments[cursor].turn
    if step > 0:
        later = (number for number, one in enumerate(segments) if one.turn > turn)
        return next(later, len(segments) - 1)
    first = _first_of(segments, turn)
    return first if first < cursor or first == 0 else _first_of(segments, segments[first - 1].turn)


def seek(
    segments: Sequence[Segment], cursor: int, step: int, wanted: Callable[[Segment], bool]
) -> int | None:
    """The next segment in a direction that is wanted; None if there is none."""
    numbers = range(cursor + 1, len(segments)) if step > 0 else range(cursor - 1, -1, -1)
    return next((number for number in numbers if wanted(segments[number])), None)


def _first_of(segments: Sequence[Segment], turn: int) -> int:
    return next(number for number, one in enumerate(segments) if one.turn == turn)
