"""The codebook as a tree with colours, hot keys and counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from coder.identity import Id
from coder.printable import one_line
from coder.tui.code_lines import CodeLine

LEAST_NAME = 8


class CodeTree(OptionList):
    """Codes to move through; ← and → fold and unfold, Enter goes to what is coded with one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Next code", show=False, id="tree.next"),
        Binding("k", "cursor_up", "Previous code", show=False, id="tree.previous"),
        Binding("left", "fold(True)", "Fold", show=False, id="tree.fold"),
        Binding("right", "fold(False)", "Unfold", show=False, id="tree.unfold"),
    ]

    DEFAULT_CSS = """
    CodeTree { scrollbar-gutter: stable; }
    """

    @dataclass
    class Moved(Message):
        """Another code is highlighted, or none."""

        code: Id | None

    @dataclass
    class Chosen(Message):
        """A code was chosen."""

        code: Id

    @dataclass
    class Folded(Message):
        """What is below a code is to be hidden or shown."""

        code: Id
        away: bool

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown: Sequence[CodeLine] = ()
        self._colours: Mapping[Id, str] = {}

    @property
    def current(self) -> Id | None:
        """The highlighted code."""
        number = self.highlighted
        return None if number is None else self._shown[number].id

    def show(
        self, lines: Sequence[CodeLine], colours: Mapping[Id, str], current: Id | None
    ) -> None:
        """Show these lines, with the highlight on a code where it is among them."""
        before = self.highlighted or 0
        self._shown, self._colours = lines, colours
        self.clear_options()
        self.add_options([Option(self._drawn(line), id=line.id) for line in lines])
        numbers = {line.id: number for number, line in enumerate(lines)}
        if lines:
            self.highlighted = numbers.get(current or "", min(before, len(lines) - 1))

    def has(self, code: Id) -> bool:
        """Whether a code shows."""
        return any(line.id == code for line in self._shown)

    def go_to(self, code: Id) -> None:
        """Highlight a code, where it shows."""
        if self.has(code):
            self.highlighted = self.get_option_index(code)

    def on_resize(self) -> None:
        """Draw the lines for the new width."""
        for line in self._shown:
            self.replace_option_prompt(line.id, self._drawn(line))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Pass the highlight on as a code's id."""
        event.stop()
        self.post_message(self.Moved(event.option_id))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Pass the choice on as a code's id."""
        event.stop()
        if event.option_id is not None:
            self.post_message(self.Chosen(event.option_id))

    def action_fold(self, away: bool) -> None:
        """Fold the code, or where there is nothing to fold go to the one above; or unfold."""
        if self.highlighted is None:
            return
        line = self._shown[self.highlighted]
        if line.parent and away != bool(line.below):
            self.post_message(self.Folded(line.id, away))
        elif away and line.depth:
            above = self._shown[: self.highlighted]
            self.highlighted = max(
                number for number, one in enumerate(above) if one.depth < line.depth
            )

    def _drawn(self, line: CodeLine) -> Text:
        """One line: hot key, colour, name, and counts at the right edge."""
        mark = "▸" if line.below else "▾" if line.parent else " "
        head = f"{line.hotkey or ' '} {'  ' * line.depth}{mark}"
        counts = f" {line.own:>4}"
        if line.parent:
            counts += f" {line.total:>4}"
        else:
            counts += "     "
        hidden = f" +{line.below}" if line.below else ""
        room = max(self.scrollable_content_region.width - 1, 20)
        room -= cell_len(head) + 1 + cell_len(counts) + cell_len(hidden)
        name = one_line(line.name)
        if cell_len(name) > max(room, LEAST_NAME):
            name = set_cell_size(name, max(room, LEAST_NAME) - 1) + "…"
        text = Text(no_wrap=True, overflow="crop")
        text.append(head, "bold")
        text.append("▌", self._colours.get(line.id, ""))
        text.append(name, "" if line.hit else "dim")
        text.append(hidden, "dim")
        text.append(" " * max(room - cell_len(name), 0))
        text.append(counts if line.own or line.total else " " * cell_len(counts), "dim")
        return text
