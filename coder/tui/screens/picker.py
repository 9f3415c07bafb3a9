"""Choosing a code by typing some of its name; or making a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from coder.identity import Id
from coder.model import Code
from coder.printable import one_line
from coder.tui.finding import find_codes
from coder.tui.screens.dialog import Dialog


@dataclass(frozen=True, slots=True)
class NewCode:
    """A code to be made: name, the parent's id or None, and what it means."""

    name: str
    parent: Id | None
    definition: str = ""


class CodePicker(Dialog[Code | NewCode | None]):
    """Type to find a code; Enter takes the first hit, Ctrl+N makes a new code of the words."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel", id="picker.cancel"),
        Binding("down", "step(1)", "Next", show=False, id="picker.next", priority=True),
        Binding("up", "step(-1)", "Previous", show=False, id="picker.previous", priority=True),
        Binding("ctrl+n", "create", "New code", id="picker.create", priority=True),
    ]

    def __init__(
        self,
        codes: Sequence[Code],
        recent: Sequence[Id],
        colours: dict[Id, str],
        *,
        title: str,
        text: str = "",
    ) -> None:
        super().__init__()
        self._codes = codes
        self._recent = recent
        self._colours = colours
        self._title = title
        self._text = text
        self._found: list[Code] = []

    def compose(self) -> ComposeResult:
        """A line to type in and the codes that fit."""
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="dialog-title", markup=False)
            yield Input(self._text, placeholder="Type part of a name, English too", id="query")
            yield OptionList(id="hits")
            yield Static(id="meaning", markup=False)
            yield Static(
                "Enter: this code   Ctrl+N: new code of what is typed   Esc: leave",
                classes="dialog-hint",
            )

    def on_mount(self) -> None:
        """Show the codes at once, those used last first."""
        self._show(self._text)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what fits."""
        self._show(event.value)

    def on_input_submitted(self) -> None:
        """Take the highlighted code, or offer to make one."""
        chosen = self._chosen()
        if chosen is not None:
            self.dismiss(chosen)
        else:
            self.action_create()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the code that was clicked."""
        self.dismiss(self._found[event.option_index])

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Tell what the highlighted code means."""
        event.stop()
        self._tell(self._chosen())

    def action_step(self, step: int) -> None:
        """Move through the hits while the cursor stays in the line."""
        hits = self.query_one(OptionList)
        if self._found:
            hits.highlighted = ((hits.highlighted or 0) + step) % len(self._found)

    def action_create(self) -> None:
        """Make a new code of what was typed."""
        name = " ".join(self.query_one(Input).value.split())
        if not name:
            self.notify("Type the name of the new code first.", severity="warning")
            return
        self.dismiss(NewCode(name, None))

    def _chosen(self) -> Code | None:
        highlighted = self.query_one(OptionList).highlighted
        return None if highlighted is None or not self._found else self._found[highlighted]

    def _show(self, query: str) -> None:
        self._found = find_codes(query, self._codes, self._recent)
        hits = self.query_one(OptionList)
        hits.clear_options()
        hits.add_options([Option(self._line(code)) for code in self._found])
        hits.highlighted = 0 if self._found else None
        self._tell(self._chosen())

    def _tell(self, code: Code | None) -> None:
        """Say what a code means, or what to do where none fits."""
        words = "No code fits. Enter makes a new one of what is typed."
        if not self._codes:
            words = "No codes yet. Type a name; Enter makes the first one."
        if code is not None:
            words = one_line(code.definition, 300) or "This code has no definition yet."
        self.query_one("#meaning", Static).update(words)

    def _line(self, code: Code) -> Text:
        line = Text.assemble(
            ("▌ ", self._colours.get(code.id, "")),
            (one_line(code.name), "bold"),
            (f"  {one_line(code.english)}" if code.english else "", "dim"),
            (f"  [{code.hotkey}]" if code.hotkey else "", "dim"),
        )
        if code.definition:
            line.append(f"  {one_line(code.definition, 80)}", "dim italic")
        line.no_wrap = True
        line.overflow = "ellipsis"
        return line
