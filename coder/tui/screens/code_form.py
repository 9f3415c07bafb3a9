"""Editing what a code says: name, definition, what it holds and does not, examples, terms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static, TextArea

from coder.amounts import counted
from coder.model import Code
from coder.printable import one_line
from coder.tui.code_fields import TermFault, items_of, items_text, terms_of, terms_text
from coder.tui.screens.dialog import Dialog

LISTS = (
    ("include", "Put it on (one a line)"),
    ("exclude", "Do not put it on (one a line)"),
    ("examples", "Examples (one a line)"),
)
TERMS_HINT = "wisselen   =exact   zorg*   haken + af   A ... B   (een|zijn)   term @ 0.5 ! unless"


class CodeForm(Dialog[bool]):
    """A form over one code; `save` writes it and says whether it could. Returns whether it did."""

    CSS_PATH = "../codebook.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", id="form.save", priority=True),
        Binding("escape", "cancel", "Cancel", id="form.cancel", priority=True),
    ]

    def __init__(self, code: Code, save: Callable[[Code], bool]) -> None:
        super().__init__()
        self._code = code
        self._save = save
        self._warned = False

    def compose(self) -> ComposeResult:
        """The fields."""
        code = self._code
        with Vertical(classes="dialog form"):
            yield Static(f"Edit {one_line(code.name)}", classes="dialog-title", markup=False)
            with VerticalScroll(can_focus=False):
                yield Static("Name", classes="field first")
                yield Input(code.name, id="name", max_length=200)
                yield Static("English", classes="field")
                yield Input(code.english, id="english")
                yield Static("Definition", classes="field")
                yield TextArea(code.definition, id="definition")
                yield Static(
                    "Terms that point to it (one a line)", id="terms-title", classes="field"
                )
                yield TextArea(terms_text(code.terms), id="terms")
                yield Static(TERMS_HINT, classes="dialog-hint", markup=False)
                for name, title in LISTS:
                    yield Static(title, classes="field")
                    yield TextArea(items_text(getattr(code, name)), id=name)
            yield Static(id="fault", markup=False)
            yield Static("Ctrl+S: save   Tab: next   Esc: leave", classes="dialog-hint")

    def on_mount(self) -> None:
        """Begin at the definition, which needs work most often; all texts go on at their end."""
        for area in self.query(TextArea):
            area.move_cursor(area.document.end)
        self.query_one("#definition", TextArea).focus()
        self._check()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Check the terms as they are typed."""
        self._warned = False
        if event.text_area.id == "terms":
            self._check()

    def action_save(self) -> None:
        """Write the code; where a term cannot be read, go there instead."""
        faults = self._check()
        if faults:
            area = self.query_one("#terms", TextArea)
            area.focus()
            area.move_cursor((faults[0].line - 1, faults[0].column - 1))
        elif self._save(self.edited()):
            self.dismiss(True)

    def action_cancel(self) -> None:
        """Leave; what was written is not thrown away at the first key."""
        if self._warned or (self.edited() == self._code and not self._check()):
            self.dismiss(False)
            return
        self._warned = True
        self.notify("Not saved. Esc again throws it away, Ctrl+S keeps it.", severity="warning")

    def edited(self) -> Code:
        """The code as the form has it now; fields nobody touched are as they were."""
        code = self._code
        values: dict[str, Any] = {
            "name": " ".join(self.query_one("#name", Input).value.split()),
            "english": " ".join(self.query_one("#english", Input).value.split()),
            "definition": self._text("definition").strip(),
            "terms": terms_of(self._text("terms"))[0],
        }
        written = {
            "name": code.name,
            "english": code.english,
            "definition": code.definition,
            "terms": terms_text(code.terms),
        }
        for name, _ in LISTS:
            values[name] = items_of(self._text(name))
            written[name] = items_text(getattr(code, name))
        touched = {
            name: value for name, value in values.items() if self._raw(name) != written[name]
        }
        return replace(code, **touched)

    def _raw(self, name: str) -> str:
        field = self.query_one(f"#{name}")
        return field.value if isinstance(field, Input) else self._text(name)

    def _text(self, name: str) -> str:
        return self.query_one(f"#{name}", TextArea).text

    def _check(self) -> list[TermFault]:
        """Say what is wrong with the terms, or how many there are."""
        terms, faults = terms_of(self._text("terms"))
        shown = Text(f"{counted(len(terms), 'term')} can be read.", "dim")
        if faults:
            one = faults[0]
            more = f"  ({len(faults)} lines cannot be read)" if len(faults) > 1 else ""
            place = f"✗ terms, line {one.line}, column {one.column}: "
            shown = Text(f"{place}{one_line(one.cause)}. {one.remedy}{more}", "bold")
        fault = self.query_one("#fault", Static)
        fault.set_class(bool(faults), "wrong")
        fault.update(shown)
        return faults
