"""A list of places and remarks: quotations of a code, codes to look at again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from coder.identity import Id
from coder.printable import one_line


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: words, a quieter head before them, and what it leads to.

    With a document it is a quotation that starts at `start`; otherwise it is about one code or
    two. `merged` marks a code that stands under another one now.
    """

    head: str
    words: str
    code: Id
    other: Id | None = None
    document: Id | None = None
    start: int = 0
    merged: bool = False


class FindingList(OptionList):
    """Findings to go to with Enter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Next line", show=False, id="findings.next"),
        Binding("k", "cursor_up", "Previous line", show=False, id="findings.previous"),
    ]

    @dataclass
    class Chosen(Message):
        """A finding was chosen."""

        finding: Finding

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._findings: Sequence[Finding] = ()

    def show(self, findings: Sequence[Finding], nothing: str, more: int = 0) -> None:
        """List findings, or say that there are none; `more` are not listed."""
        self._findings = findings
        self.clear_options()
        self.add_options([Option(_drawn(one)) for one in findings])
        if more:
            self.add_option(Option(Text(f"… and {more} more", "dim"), disabled=True))
        if not findings:
            self.add_option(Option(Text(nothing, "dim"), disabled=True))
        self.highlighted = 0 if findings else None

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Pass the choice on."""
        event.stop()
        self.post_message(self.Chosen(self._findings[event.option_index]))


def _drawn(one: Finding) -> Text:
    text = Text(f"{one_line(one.head)}  " if one.head else "", "dim")
    text.append(one_line(one.words), "not dim")
    return text
