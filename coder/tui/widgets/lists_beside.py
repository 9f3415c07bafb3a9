"""The lists left of the transcript: documents and codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from rich.text import Text
from textual.message import Message

from coder.analysis.outline import code_rows
from coder.analysis.table import Row
from coder.identity import Id
from coder.model import Code
from coder.printable import one_line
from coder.tui.widgets.side_list import SideList


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
