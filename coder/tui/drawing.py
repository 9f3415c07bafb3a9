"""The lines of a transcript as strips: gutter, text, margin; pure but for the styles given.

Each line is: speaker or time, a pointer at the current segment, the words, a star where
they have a memo, a sign where something is suggested, bars of codings, their names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment as Piece
from rich.style import Style
from textual.strip import Strip

from coder.identity import Id
from coder.model import Role, Turn
from coder.tui.lanes import lane_names, lane_sign
from coder.tui.margin import BAR, IMPORTANT_BAR, Cell, name_pieces
from coder.tui.wrapping import Line

Span = tuple[int, int]

_CONTROLS = (*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_SHOWN = dict.fromkeys(_CONTROLS, "·") | {9: " ", 10: " "}


def shown_characters(text: str) -> str:
    """A text as a line shows it: one sign for each control character."""
    return text.translate(_SHOWN)


@dataclass(frozen=True, slots=True)
class Hint:
    """Suggestions for a segment: its span, the codes' names, and the words that gave rise."""

    start: int
    end: int
    names: tuple[str, ...]
    words: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Words with a memo of one's own: its id, and the span."""

    id: Id
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Columns:
    """How wide each part of a line is, in terminal cells."""

    gutter: int
    text: int
    margin: int

    @property
    def text_left(self) -> int:
        """The column where the words begin: behind the gutter and the pointer."""
        return self.gutter + 2


@dataclass(frozen=True, slots=True)
class Look:
    """The styles of the theme; not `coloured` where the ground under the names is unknown."""

    base: Style
    speaker: Style
    time: Style
    interviewer: Style
    current: Style
    selection: Style
    match: Style
    suggestion: Style
    pointer: Style
    coloured: bool = True


@dataclass(frozen=True, slots=True)
class PageLook:
    """What all lines have in common: columns, styles, and the width in terminal cells."""

    columns: Columns
    look: Look
    width: int


@dataclass(frozen=True, slots=True)
class Picture:
    """All that decides how the lines of a block look; `current` and `selection` are spans or None.

    `reveal` tells what suggestions say for the current segment, `reveal_all` everywhere.
    """

    turn: Turn
    hints: tuple[Hint, ...]
    notes: tuple[Note, ...]
    current: Span | None
    selection: Span | None
    reveal: bool
    reveal_all: bool

    def revealed(self) -> Iterator[Hint]:
        """The hints whose codes and words are told."""
        for hint in self.hints:
            here = self.current
            if self.reveal_all or (
                self.reveal and here is not None and hint.start < here[1] and here[0] < hint.end
            ):
                yield hint


def columns_for(width: int, text_width: int, lanes: int = 0) -> Columns:
    """How to share a width: text up to `text_width`, the rest for speakers and code names.

    `lanes` is the number of other coders shown, who get a column each in the margin.
    """
    gutter = 12 if width >= 72 else 9
    least = (20 if width >= 72 else 16 if width >= 60 else 8) + lanes
    text = max(min(text_width, width - gutter - 4 - least), 10)
    return Columns(gutter, text, max(min(width - gutter - 4 - text, 40), 0))


def draw_line(
    text: str, place: tuple[Line, int], cell: Cell, picture: Picture, page: PageLook
) -> Strip:
    """One line as a strip; `place` is the line and its number in the turn."""
    line, number = place
    columns, look = page.columns, page.look
    pieces = [
        _gutter(picture.turn, number, columns, look),
        _pointer(line, picture, look),
        *_words(text, line, picture, look, columns.text),
        *_margin(line, cell, picture, columns, look),
    ]
    return Strip(pieces).apply_style(look.base).adjust_cell_length(page.width, look.base)


def _gutter(turn: Turn, number: int, columns: Columns, look: Look) -> Piece:
    """The speaker on the first line, the time on the second."""
    label, style = "", Style.null()
    if number == 0:
        label, style = turn.speaker.translate(_SHOWN), look.speaker
    elif number == 1 and turn.begin_ms is not None:
        seconds = turn.begin_ms // 1000
        label = f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
        style = look.time
    room = columns.gutter - 1
    if cell_len(label) > room:
        label = set_cell_size(label, room - 1) + "…"
    return Piece(" " * (room - cell_len(label)) + label + " ", style)


def _pointer(line: Line, picture: Picture, look: Look) -> Piece:
    """A sign beside the current segment, so that colour does not tell it alone."""
    span = picture.current
    if span is None or not (span[0] < line.end and line.start < span[1]):
        return Piece("  ")
    return Piece(("▶" if line.start <= span[0] else "│") + " ", look.pointer)


def _words(text: str, line: Line, picture: Picture, look: Look, width: int) -> Iterator[Piece]:
    """The words of a line in runs of one style, padded to the width of the text."""
    spoken = look.interviewer if picture.turn.role is Role.INTERVIEWER else Style.null()
    overlays = [(span, style) for span, style in _overlays(picture, look) if span[0] < line.end]
    cuts = {line.start, line.end}
    for (start, end), _style in overlays:
        cuts.update(position for position in (start, end) if line.start < position < line.end)
    used = 0
    places = sorted(cuts)
    for first, last in pairwise(places):
        style = spoken
        for (start, end), overlay in overlays:
            if start <= first and last <= end:
                style += overlay
        run = text[first:last].translate(_SHOWN)
        used += cell_len(run)
        yield Piece(run, style)
    yield Piece(" " * max(width - used, 0))


def _overlays(picture: Picture, look: Look) -> Iterator[tuple[Span, Style]]:
    if picture.current is not None:
        yield picture.current, look.current
    for hint in picture.revealed():
        for span in hint.words:
            yield span, look.match
    if picture.selection is not None:
        yield picture.selection, look.selection


def _on(line: Line, things: Sequence[Note | Hint]) -> bool:
    return any(one.start < line.end and line.start < one.end for one in things)


def _margin(
    line: Line, cell: Cell, picture: Picture, columns: Columns, look: Look
) -> Iterator[Piece]:
    """The signs for memos on words and for suggestions, the bars of the codings, and names."""
    hinted = "┊" if _on(line, picture.hints) else " "
    if _on(line, picture.notes):
        yield Piece("*", look.pointer)
        yield Piece(hinted, look.suggestion)
    else:
        yield Piece(f" {hinted}", look.suggestion)
    for lane in cell.lanes:
        style = Style(color=lane[0].colour) if lane and look.coloured else Style.null()
        yield Piece(lane_sign(lane, line), style)
    for bar in cell.bars[: max(columns.margin - 2 - len(cell.lanes), 0)]:
        if bar is None:
            yield Piece(" ")
        else:
            yield Piece(IMPORTANT_BAR if bar.important else BAR, Style(color=bar.colour))
    left = columns.margin - len(cell.lanes) - len(cell.bars) - 3
    if left <= 0:
        return
    yield Piece(" ")
    for name, mark in name_pieces(cell, left):
        style = Style(color=mark.colour) if mark and look.coloured else Style.null()
        yield Piece(name.translate(_SHOWN), style)
        left -= cell_len(name)
    named = bool(cell.names)
    if cell.lanes:
        for name, other in lane_names(cell, line, left, first=not cell.names):
            style = Style(color=other.colour) if look.coloured else Style.null()
            yield Piece(shown_characters(name), style)
            left, named = left - cell_len(name), True
    begun = [one for one in picture.revealed() if line.start <= one.start < line.end]
    names = [name for one in begun for name in one.names]
    if names and not named:
        label = ", ".join(f"{name}?" for name in names).translate(_SHOWN)
        yield Piece(
            label if cell_len(label) <= left else set_cell_size(label, left - 1) + "…",
            look.suggestion,
        )
