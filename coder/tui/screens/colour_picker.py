"""Choosing a colour: by its name, its numbers, or out of a list."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from coder.codebook.colours import NAMES, colour_hex
from coder.tui.palette import COLOURS
from coder.tui.screens.dialog import Dialog

AUTOMATIC = "automatic"


class ColourPicker(Dialog[str | None]):
    """Returns #rrggbb, "" for an automatic colour, or None."""

    CSS_PATH = "../codebook.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel", id="colour.cancel"),
        Binding("down", "step(1)", "Next", show=False, id="colour.next", priority=True),
        Binding("up", "step(-1)", "Previous", show=False, id="colour.previous", priority=True),
    ]

    def __init__(self, title: str, present: str) -> None:
        """`present` is the colour as it is, in the same words."""
        super().__init__()
        self._title, self._present = title, present.lower()
        self._offered: list[str] = []

    def compose(self) -> ComposeResult:
        """A line to type in, and the colours that fit."""
        with Vertical(classes="dialog form"):
            yield Static(self._title, classes="dialog-title", markup=False)
            yield Input(placeholder="A name such as teal, or #RRGGBB", id="colour")
            yield OptionList(id="colours")
            yield Static("Enter: this one   Esc: leave", classes="dialog-hint")

    def on_mount(self) -> None:
        """Offer the palette, with the present colour marked."""
        self._offer("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offer what fits."""
        self._offer(event.value)

    def on_input_submitted(self) -> None:
        """Take the highlighted colour."""
        number = self.query_one(OptionList).highlighted
        if number is None:
            self.notify("That is no colour.", severity="warning")
        else:
            self.dismiss(self._offered[number])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the colour that was clicked."""
        self.dismiss(self._offered[event.option_index])

    def action_step(self, step: int) -> None:
        """Move through the colours while the cursor stays in the line."""
        colours = self.query_one(OptionList)
        if self._offered:
            colours.highlighted = ((colours.highlighted or 0) + step) % len(self._offered)

    def _offer(self, typed: str) -> None:
        found = offered(typed)
        if not typed.strip() and all(colour != self._present for colour, _ in found):
            found.insert(1, (self._present, ""))
        self._offered = [colour for colour, _ in found]
        colours = self.query_one(OptionList)
        colours.clear_options()
        colours.add_options(
            [
                Option(
                    Text.assemble(
                        "● " if colour == self._present else "  ",
                        ("███ ", colour),
                        colour or "   ",
                        f"  {name}" if name else "",
                        "  as it is now" if colour == self._present else "",
                    )
                )
                for colour, name in found
            ]
        )
        if found:
            known = self._present in self._offered
            colours.highlighted = self._offered.index(self._present) if known else 0


def offered(typed: str) -> list[tuple[str, str]]:
    """Colours and names that fit what was typed: the palette first, "" for an automatic one."""
    wanted = typed.strip().lower().replace(" ", "")
    if not wanted:
        return [("", AUTOMATIC), *((colour.lower(), "") for colour in COLOURS)]
    exact = colour_hex(wanted)
    found = [(exact, "")] if exact and wanted.startswith("#") else []
    if AUTOMATIC.startswith(wanted):
        found.append(("", AUTOMATIC))
    names = [name for name in NAMES if name.startswith(wanted)]
    names += [name for name in NAMES if wanted in name and name not in names]
    return found + [(f"#{NAMES[name]}", name) for name in names]
