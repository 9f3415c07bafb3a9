"""The tree of codes with the line that searches it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from coder.identity import Id
from coder.model import Code
from coder.tui.code_lines import code_lines
from coder.tui.finding import find_codes
from coder.tui.widgets.code_tree import CodeTree


class CodesPane(Vertical):
    """Remembers what is folded and searched for; the tree's messages go on to the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave the search", id="codebook.leave", show=False),
        Binding("down", "tree", "To the codes", id="codebook.tree", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._codes: Sequence[Code] = ()
        self._own: Mapping[Id, int] = {}
        self._colours: Mapping[Id, str] = {}
        self._folded: set[Id] = set()

    def compose(self) -> ComposeResult:
        """The line and the tree."""
        yield Input(placeholder="Search: name, English, definition")
        yield Static("codings: own, with subcodes", id="book-head")
        yield CodeTree(id="tree")

    @property
    def current(self) -> Id | None:
        """The highlighted code."""
        return self.query_one(CodeTree).current

    def show(self, codes: Sequence[Code], own: Mapping[Id, int], colours: Mapping[Id, str]) -> None:
        """Show these codes; the highlight stays where it was."""
        self._codes, self._own, self._colours = codes, own, colours
        self._draw(self.current)

    def go_to(self, code: Id) -> None:
        """Highlight a code, unfolding and searching no more where that hides it."""
        tree = self.query_one(CodeTree)
        if not tree.has(code):
            self._folded.clear()
            self.query_one(Input).value = ""
            self._draw(code)
        tree.go_to(code)

    def search(self) -> None:
        """Open the line."""
        line = self.query_one(Input)
        line.add_class("open")
        line.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what fits, with the highlight on the best of it."""
        event.stop()
        found = find_codes(event.value, self._codes, ()) if event.value.strip() else []
        self._draw(found[0].id if found else self.current)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to what was found; the line stays while it holds something."""
        event.stop()
        self.action_tree()

    def on_code_tree_folded(self, event: CodeTree.Folded) -> None:
        """Hide or show what is below a code."""
        event.stop()
        (self._folded.add if event.away else self._folded.discard)(event.code)
        self._draw(event.code)

    def action_tree(self) -> None:
        """Leave the line for the tree."""
        line = self.query_one(Input)
        line.set_class(bool(line.value), "open")
        self.query_one(CodeTree).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the search only where there is something to leave."""
        if action != "leave":
            return super().check_action(action, parameters)
        line = self.query_one(Input)
        return bool(line.value) or line.has_focus

    def action_leave(self) -> None:
        """Show all codes again."""
        self.query_one(Input).value = ""
        self.action_tree()

    def _draw(self, current: Id | None) -> None:
        lines = code_lines(
            self._codes, self._own, query=self.query_one(Input).value, folded=self._folded
        )
        self.query_one(CodeTree).show(lines, self._colours, current)
