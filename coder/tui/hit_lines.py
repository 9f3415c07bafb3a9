"""How a hit of a search looks: as one line of a list, and in its turn."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from coder.printable import one_line
from coder.project.searching import Passage
from coder.tui.snippets import column, one_liner, window

ROOMY = 100


def hit_line(one: Passage, codes: Sequence[str], width: int) -> Text:
    """Transcript, speaker, the words, and the names of one's own codes on them."""
    roomy = width >= ROOMY
    name, speaker, coded = (18, 12, 20) if roomy else (9, 0, 12)
    words = max(width - name - speaker - coded - 3, 10)
    marks = [(max(a - one.start, 0), b - one.start) for a, b in one.matches]
    line = column(one.name, name).append(" ")
    if speaker:
        line.append_text(column(one.speaker, speaker)).append(" ")
    line.append_text(window(one.text, marks, words, "bold underline")).append(" ")
    return line.append_text(column(f"▌{', '.join(codes)}" if codes else "", coded))


def turn_around(one: Passage, before: int = 200) -> Text:
    """The turn of a hit, with the segment to be coded set off and so many characters before it."""
    low, high = one.start - one.turn_start, one.end - one.turn_start
    first = max(low - before, 0)
    marks = [(max(a - one.start, 0), b - one.start) for a, b in one.matches]
    inside = one_liner(one.turn[low:high], marks, "underline")
    inside.stylize("bold")
    return Text.assemble(
        (f"{one_line(one.name)} · {one_line(one.speaker) or 'no speaker'}\n", "italic"),
        "…" if first else "",
        one_liner(one.turn[first:low], (), ""),
        "[",
        inside,
        "]",
        one_liner(one.turn[high : high + 300], (), ""),
    )
