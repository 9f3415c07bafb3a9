"""The lines at the bottom of the coding screen: hot codes, what was done, keys that help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.text import Text

from coder.identity import Id
from coder.model import Code
from coder.printable import one_line
from coder.tui.widgets.calm import Calm


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
