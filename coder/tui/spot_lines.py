"""How a spot looks: the words with a lane for each version under them, and a line of the queue.

Pure. A lane tells by its bar where a version begins and ends; colour only repeats the code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from rich.cells import cell_len
from rich.text import Text

from coder.analysis.reconciliation.queue import Case, State
from coder.identity import Id
from coder.model import Document
from coder.printable import one_line
from coder.resolved import Piece
from coder.tui.drawing import shown_characters
from coder.tui.snippets import column
from coder.tui.wrapping import wrap

GUTTER = 13
AROUND = 2
"""Lines shown before and after a spot."""

UNDECIDED: Final = (State.OPEN, State.STALE)

STATE_SIGNS = {State.OPEN: " ", State.STALE: "!", State.LATER: "…", State.SETTLED: "✓"}


@dataclass(frozen=True, slots=True)
class Lane:
    """One version under the words: a sign (the key that takes it), whose, and what.

    `empty` is what to say where that is nothing; `hand` the piece that is moved by its end, or by
    its start (False).
    """

    sign: str
    name: str
    pieces: tuple[Piece, ...]
    empty: str = "nothing"
    hand: tuple[Piece, bool] | None = None


@dataclass(frozen=True, slots=True)
class SpotPicture:
    """All that decides how a spot looks; names and colours are those of codes.

    With `turns` all lines of the turns it lies in are shown, else those around it.
    """

    document: Document
    start: int
    end: int
    lanes: tuple[Lane, ...]
    names: Mapping[Id, str]
    colours: Mapping[Id, str]
    turns: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """One line; `lane` is the number of the lane it belongs to, or None."""

    text: Text
    lane: int | None = None


def draw_spot(picture: SpotPicture, width: int) -> list[Drawn]:
    """The words around a spot, under each line the lanes that have something there.

    Lanes that have nothing anywhere stand at the end, so that no coder is left out.
    """
    room = max(width - GUTTER, 10)
    rows = _rows(picture, room)
    inside = [n for n, (_, start, end, _) in enumerate(rows) if _touches(picture, start, end)]
    whole = [n for n, (_, _, _, touched) in enumerate(rows) if touched]
    if not inside:
        return []
    first, last = inside[0] - AROUND, inside[-1] + AROUND + 1
    if picture.turns:
        first, last = min(first, whole[0]), max(last, whole[-1] + 1)
    first = max(first, 0)
    found: list[Drawn] = []
    unnamed = [set(lane.pieces) for lane in picture.lanes]
    for label, start, end, _ in rows[first:last]:
        found.append(Drawn(_words(picture, label, start, end)))
        for number, lane in enumerate(picture.lanes):
            here = [one for one in lane.pieces if one.start < end and start < one.end]
            if here:
                bars = _lane(picture, lane, here, (start, end), room=room, unnamed=unnamed[number])
                found += [Drawn(line, number) for line in bars]
    empty = [(n, lane) for n, lane in enumerate(picture.lanes) if not lane.pieces]
    found += [Drawn(Text.assemble(_label(lane), (lane.empty, "italic")), n) for n, lane in empty]
    return found


def key_of(case: Case) -> str:
    """What a spot is known by in the queue: no coding is in two spots."""
    left = case.earlier[0].id if case.spot.gone else ""
    return f"{case.spot.claims[0].coding}{left}"


def queue_line(case: Case, document: Document, names: Mapping[Id, str], width: int) -> Text:
    """State, kind of difference, codes, transcript and words of a spot."""
    spot = case.spot
    text = Text.assemble((STATE_SIGNS[case.state], "bold"), " ", column(spot.sign, 4))
    told = [one_line(names.get(code, "?")) for code in spot.codes]
    text.append_text(_codes(told, max(min(width * 2 // 5, 28), 8))).append(" ")
    if width >= 50:
        text.append_text(column(document.name, min(width // 6, 14))).append(" ")
    words = " ".join(document.text[spot.start : min(spot.end, spot.start + 200)].split())
    return text.append_text(column(words, max(width - text.cell_len, 4)))


def _codes(names: Sequence[str], width: int) -> Text:
    """Names of codes in so many cells; where they are too long, each is cut as much."""
    whole = " / ".join(names)
    if cell_len(whole) > width and len(names) > 1:
        each = max((width - 3 * (len(names) - 1)) // len(names), 1)
        whole = " / ".join(one_line(name, each) for name in names)
    return column(whole, width)


def _rows(picture: SpotPicture, room: int) -> list[tuple[str, int, int, bool]]:
    """Lines (label, start, end, whether in a turn of the spot) of turns and their neighbours."""
    turns = picture.document.turns
    touched = [n for n, turn in enumerate(turns) if _touches(picture, turn.start, turn.end)]
    if not touched:
        return []
    rows: list[tuple[str, int, int, bool]] = []
    for turn in turns[max(touched[0] - 1, 0) : touched[-1] + 2]:
        label, its = turn.speaker, _touches(picture, turn.start, turn.end)
        for start, end in wrap(picture.document.text, turn.start, turn.end, room):
            rows.append((label, start, end, its))
            label = ""
    return rows


def _touches(picture: SpotPicture, start: int, end: int) -> bool:
    return picture.start < end and start < picture.end


def _words(picture: SpotPicture, label: str, start: int, end: int) -> Text:
    """A line of the text; the words of the spot are bold."""
    line = column(label, GUTTER - 1)
    line.stylize("italic")
    line.append(" ")
    edges = (min(max(place, start), end) for place in (picture.start, picture.end))
    for first, last in pairwise(sorted({start, end, *edges})):
        bold = picture.start <= first and last <= picture.end
        line.append(shown_characters(picture.document.text[first:last]), "bold" if bold else "dim")
    return line


def _label(lane: Lane) -> Text:
    return Text.assemble((f"{lane.sign} ", "bold"), column(lane.name, GUTTER - 3), " ")


def _lane(
    picture: SpotPicture,
    lane: Lane,
    pieces: Sequence[Piece],
    row: tuple[int, int],
    *,
    room: int,
    unnamed: set[Piece],
) -> Iterator[Text]:
    """The bars of a lane under one line, with the codes' names in them where they fit, else behind.

    Names that fit are taken out of `unnamed`, so that each stands once. What one coder gave to
    the same words twice, with other codes, stands on lines of its own.
    """
    line, used = _label(lane), 0
    for piece in sorted(pieces):
        left, right, bar = _bar(picture.document.text, piece, row)
        if left < used:
            yield line
            line, used = Text(" " * GUTTER), 0
        name = one_line(picture.names.get(piece.code, "?")) if piece in unnamed else ""
        colour = picture.colours.get(piece.code, "")
        if name and cell_len(name) + 4 <= right - left:
            bar, name = f"{bar[:2]}{name}{bar[2 + cell_len(name) :]}", ""
            unnamed.discard(piece)
        drawn = Text(bar, colour)
        if lane.hand is not None and lane.hand[0] == piece:
            at_end = lane.hand[1]
            if (piece.end <= row[1]) if at_end else (piece.start >= row[0]):
                drawn.stylize("reverse", *((len(bar) - 1, len(bar)) if at_end else (0, 1)))
        line.append(" " * (left - used)).append_text(drawn)
        used = right
        if name and used + 1 + cell_len(name) <= room:
            line.append(f" {name}", colour)
            used += 1 + cell_len(name)
            unnamed.discard(piece)
    yield line


def _bar(text: str, piece: Piece, row: tuple[int, int]) -> tuple[int, int, str]:
    """Where a bar begins and ends in cells, and its signs; it is open where it goes on."""
    start, end = max(piece.start, row[0]), min(piece.end, row[1])
    left = cell_len(shown_characters(text[row[0] : start]))
    cells = max(cell_len(shown_characters(text[start:end])), 1)
    signs = ["─"] * cells
    if piece.start >= row[0]:
        signs[0] = "├"
    if piece.end <= row[1]:
        signs[-1] = "┤" if cells > 1 or piece.start < row[0] else "│"
    return left, left + cells, "".join(signs)


def signs_of(number: int) -> Iterator[str]:
    """The keys that take versions: 1 to 9, and nothing for more."""
    for place in range(number):
        yield str(place + 1) if place < 9 else " "
