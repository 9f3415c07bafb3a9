"""What stands beside the transcript: documents, codes, and what is known of the segment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from rich.text import Text
from textual.message import Message
from textual.widgets import Static

from coder.analysis.outline import code_rows
from coder.analysis.table import Row
from coder.identity import Id
from coder.model import Code, Coding, Memo, Suggestion
from coder.printable import one_line
from coder.tui.margin import LaneMark
from coder.tui.suggestion_lines import more_lines, suggestion_lines
from coder.tui.widgets.side_list import SideList

ROOMY = 8
"""Lines from which on the chosen suggestion has its reason in full."""


@lru_cache(maxsize=1024)
def _document_row(name: str, coded: int, current: bool, done: bool) -> Text:
    sign = "▶" if current else "✓" if done else " "
    line = Text(f"{sign} {one_line(name, 20)}")
    line.append(f"  {coded}", "dim")
    return line


class DocumentList(SideList):
    """The transcripts; Enter opens one."""

    @dataclass
    class Chosen(Message):
        """A transcript was chosen."""

        document: Id

    def show(
        self,
        names: Mapping[Id, str],
        coded: Mapping[Id, int],
        done: Set[Id],
        current: Id | None,
    ) -> None:
        """List the transcripts with a sign for those done and the number of one's codings."""
        self.show_rows(
            [
                (eid, _document_row(name, coded.get(eid, 0), eid == current, eid in done))
                for eid, name in names.items()
            ]
        )
        if current is not None and not self.has_focus:
            self.highlighted = next((n for n, eid in enumerate(names) if eid == current), None)

    def chosen(self, eid: Id) -> None:
        """Pass the choice on."""
        self.post_message(self.Chosen(eid))


@lru_cache(maxsize=1024)
def _code_row(row: Row, colour: str, key: str, count: int) -> Text:
    line = Text("  " * row.depth)
    line.append("▌", colour)
    line.append(f"{key or ' '} ", "bold")
    line.append(one_line(row.name, 24))
    if count:
        line.append(f" {count}", "dim")
    return line


class CodeList(SideList):
    """The codes as a tree with hot keys and one's own counts; Enter puts one on the selection."""

    @dataclass
    class Chosen(Message):
        """A code was chosen."""

        code: Id

    def show(self, codes: Sequence[Code], colours: Mapping[Id, str], counts: Counter[Id]) -> None:
        """List the codes."""
        keys = {code.id: code.hotkey for code in codes}
        self.show_rows(
            [
                (one.id, _code_row(one, colours[one.id], keys[one.id], counts[one.id]))
                for one in code_rows(codes)
            ]
        )

    def chosen(self, eid: Id) -> None:
        """Pass the choice on."""
        self.post_message(self.Chosen(eid))


class Calm(Static):
    """Text in a place of fixed size, drawn again only where it changed."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes, markup=False)
        self._text = Text()

    def put(self, text: Text) -> None:
        """Show a text."""
        if text != self._text:
            self._text = text
            self.update(text, layout=False)


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


@dataclass(frozen=True, slots=True)
class Footing:
    """What the lines at the bottom tell; `hot` is empty where the list of codes has its place."""

    hot: Mapping[str, Code]
    colours: Mapping[Id, str]
    said: str
    keys: Sequence[tuple[str, str]]
    help_key: str
    blind: bool


def longest_that_fits(lengths: Sequence[int], room: int) -> int:
    """To what length things must be cut, the longest first, to fit in a row; at least 5."""
    for most in range(max(lengths), 5, -1):
        if sum(min(length, most) for length in lengths) <= room:
            return most
    return 5


def _key_piece(key: str, words: str) -> Text:
    return Text.assemble((f" {key} ", "bold"), (f"{words} ", "dim"))


class Foot(Calm):
    """The lines at the bottom: hot codes where there is room for no list, what was done, keys."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._footing: Footing | None = None

    def on_resize(self) -> None:
        """Show as much as there is room for now."""
        if self._footing is not None:
            self.show(self._footing)

    def show(self, footing: Footing) -> None:
        """Show as many keys as fit, the most helpful first."""
        self._footing = footing
        width = self.size.width
        text = Text(no_wrap=True, overflow="ellipsis")
        if footing.hot:
            line = Text()
            lengths = [len(one_line(code.name)) + 3 for code in footing.hot.values()]
            most = longest_that_fits(lengths, width) - 3
            for key, code in sorted(footing.hot.items()):
                line.append(f" {key}", "bold")
                line.append("▌", footing.colours[code.id])
                line.append(one_line(code.name, most))
            line.truncate(width, overflow="ellipsis")
            text.append_text(line)
            text.append("\n")
        if footing.blind:
            text.append(" BLIND MODE ", "bold reverse")
        line = Text(f" {footing.said}")
        line.truncate(max(width - 12 * footing.blind, 1), overflow="ellipsis")
        text.append_text(line)
        text.append("\n")
        every = _key_piece(footing.help_key, "all keys")
        line = Text()
        for piece in (_key_piece(key, words) for key, words in footing.keys):
            if line.cell_len + piece.cell_len + every.cell_len > width:
                break
            line.append_text(piece)
        line.append(" " * (width - line.cell_len - every.cell_len)).append_text(every)
        text.append_text(line)
        self.put(text)
