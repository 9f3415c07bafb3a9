"""What a code means, as the codebook says it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.widgets import Static

from coder.model import Code
from coder.printable import one_line, printable
from coder.tui.code_fields import terms_text


class CodeDetails(Static):
    """The texts of one code."""

    def show(
        self, code: Code | None, colour: str, merged: Sequence[Code], memos: int, otherwise: str
    ) -> None:
        """Show a code, or else say something."""
        if code is None:
            self.update(Text(otherwise))
            return
        text = Text.assemble(("▌", colour), (one_line(code.name), "bold"))
        text.append(f"  {one_line(code.english)}" if code.english else "", "italic")
        text.append(f"  hot key {one_line(code.hotkey)}" if code.hotkey else "", "dim")
        text.append(f"  {code.colour}" if code.colour else "", "dim")
        text.append("  memo" if memos else "", "dim")
        if code.definition:
            text.append(f"\n{printable(code.definition)}")
        for title, items in (
            ("include", code.include),
            ("exclude", code.exclude),
            ("examples", code.examples),
        ):
            for item in items:
                text.append(f"\n{title} ", "dim")
                text.append(one_line(item))
        if code.terms:
            text.append("\nterms ", "dim")
            text.append(" · ".join(map(one_line, terms_text(code.terms).split("\n"))))
        else:
            text.append("\nNo terms: it is not suggested.", "dim")
        if merged:
            text.append("\nholds ", "dim")
            text.append(", ".join(one_line(one.name) for one in merged))
        self.update(text)
