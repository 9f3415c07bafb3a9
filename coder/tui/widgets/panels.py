"""What is known of the segment beside the transcript: suggestions, one's own codings, memos."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.text import Text

from coder.identity import Id
from coder.model import Code, Coding, Memo, Suggestion
from coder.printable import one_line
from coder.tui.margin import LaneMark
from coder.tui.suggestion_lines import more_lines, suggestion_lines
from coder.tui.widgets.calm import Calm

ROOMY = 8
"""Lines from which on the chosen suggestion has its reason in full."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What the panel tells about the suggestions for a segment; `level` 0 hides them, 2 tells all.

    `weaker` are those under the strictness that is set; `audited` tells that the segment belongs to
    the blind audit; `muted` are those not shown because their codes were refused again and again.
    """

    suggestions: Sequence[Suggestion]
    codes: Mapping[Id, Code]
    chosen: int
    level: int
    weaker: int
    blind: bool
    waiting: bool
    audited: bool
    muted: Sequence[Suggestion]


class SuggestionPanel(Calm):
    """The suggestions for the segment: how many, or which and why."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._offered: Offered | None = None

    def on_resize(self) -> None:
        """Tell as many reasons as there is room for now."""
        if self._offered is not None:
            self.show(self._offered)

    def show(self, offered: Offered) -> None:
        """Show the suggestions, or say why there are none."""
        self._offered = offered
        text = Text()
        text.append("Suggestions\n", "bold dim")
        count = len(offered.suggestions)
        if offered.blind:
            text.append("BLIND MODE\n", "bold reverse")
            text.append("No suggestions, nobody else's codings. b ends it.", "dim")
        elif offered.audited:
            text.append("Blind audit", "bold")
            text.append(": none are shown here, so that they can be measured.", "dim")
        elif offered.waiting:
            text.append("Looking for suggestions …", "dim")
        elif not count:
            text.append("None. That does not mean there is nothing to code.", "dim")
            if offered.weaker:
                text.append(f"\n{offered.weaker} weaker: + shows more", "dim")
        elif not offered.level:
            text.append(f"{count} suggestion{'s' if count > 1 else ''} ", "italic")
            text.append("⏎", "bold")
        else:
            text.append_text(self._told(offered))
            text.append("a accept  x reject  s+digit another", "dim")
        if offered.muted and not offered.waiting:
            names = [one_line(offered.codes[one.code].name, 20) for one in offered.muted]
            told = f": {', '.join(names)}" if offered.level else ""
            text.append(f"\n{len(names)} muted here{told}  M lists", "dim")
        self.put(text)

    def _told(self, offered: Offered) -> Text:
        """The suggestions, the chosen one with its reason in full; where asked, its whole sum."""
        text, width = Text(), self.size.width
        for number, one in enumerate(offered.suggestions):
            chosen = number == offered.chosen
            whole = chosen and self.size.height > ROOMY
            text.append_text(
                suggestion_lines(
                    one, offered.codes, number + 1, chosen=chosen, whole=whole, width=width
                )
            )
            if chosen and offered.level > 1:
                text.append_text(more_lines(one, offered.codes, width))
        return text


class SegmentPanel(Calm):
    """One's own codings and memos on the segment or the selection, and what stands in lanes."""

    def show(
        self,
        codings: Sequence[Coding],
        codes: Mapping[Id, Code],
        colours: Mapping[Id, str],
        memos: Mapping[Id, str],
        chosen: int,
        *,
        notes: Sequence[Memo],
        others: Sequence[LaneMark],
    ) -> None:
        """List the codings, a sign before the one that keys act on, then the memos on words.

        At the end stands what others gave where their lanes are shown, in full: beside the text
        there is room for the beginning of a name.
        """
        text = Text()
        text.append("Coded here\n", "bold dim")
        if not codings:
            text.append("Not coded.", "dim")
        for number, one in enumerate(codings):
            if one.code not in codes:
                continue
            text.append("›" if number == chosen else " ", "bold")
            text.append("▌", colours[one.code])
            text.append(f"{'!' if one.important else ''}{one_line(codes[one.code].name)}", "bold")
            if one.weight is not None:
                text.append(f" weight {one.weight}", "dim")
            text.append(f" {one.origin.value}\n", "dim")
            if memos.get(one.id):
                text.append(f"   * {one_line(memos[one.id], 120)}\n")
        if len(codings) > 1:
            text.append("o: another one", "dim")
        rest = _noted_here(notes, others)
        if rest and not text.plain.endswith("\n"):
            text.append("\n")
        self.put(text.append_text(rest))


def _noted_here(notes: Sequence[Memo], others: Sequence[LaneMark]) -> Text:
    """Memos on words, and what others gave, by lane."""
    text = Text()
    for note in notes:
        text.append(f"Memo on “{one_line(note.quote, 40)}”\n", "bold dim")
        text.append(f"   * {one_line(note.text, 120)}\n")
    for mark in sorted(others, key=lambda one: (one.lane, one.start, one.name)):
        text.append(f"{mark.letter} ")
        text.append("▌", mark.colour)
        text.append(f"{one_line(mark.name)}\n")
    return text
