"""What stands beside the transcript: documents, codes, and what is known of the segment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.text import Text
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coder.analysis.outline import code_rows
from coder.identity import Id
from coder.model import Code, Coding, Suggestion
from coder.printable import one_line
from coder.suggest.bands import band


class DocumentList(OptionList):
    """The transcripts; Enter opens one."""

    @dataclass
    class Chosen(Message):
        """A transcript was chosen."""

        document: Id

    def show(self, names: Mapping[Id, str], coded: Mapping[Id, int], current: Id | None) -> None:
        """List the transcripts with the number of one's codings."""
        self.clear_options()
        for eid, name in names.items():
            line = Text(f"{'▶' if eid == current else ' '} {one_line(name, 20)}", no_wrap=True)
            line.append(f"  {coded.get(eid, 0)}", "dim")
            self.add_option(Option(line, id=eid))
        if current is not None and current in names:
            self.highlighted = list(names).index(current)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Pass the choice on as a document's id."""
        event.stop()
        if event.option_id is not None:
            self.post_message(self.Chosen(event.option_id))


class CodeList(OptionList):
    """The codes as a tree with hot keys and one's own counts; Enter puts one on the selection."""

    @dataclass
    class Chosen(Message):
        """A code was chosen."""

        code: Id

    def show(self, codes: Sequence[Code], colours: Mapping[Id, str], counts: Counter[Id]) -> None:
        """List the codes."""
        highlighted = self.highlighted
        self.clear_options()
        keys = {code.id: code.hotkey for code in codes}
        for row in code_rows(codes):
            line = Text("  " * row.depth, no_wrap=True)
            line.append("▌", colours[row.id])
            line.append(f"{keys[row.id] or ' '} ", "bold")
            line.append(one_line(row.name, 24))
            if counts[row.id]:
                line.append(f" {counts[row.id]}", "dim")
            self.add_option(Option(line, id=row.id))
        if highlighted is not None and highlighted < self.option_count:
            self.highlighted = highlighted

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Pass the choice on as a code's id."""
        event.stop()
        if event.option_id is not None:
            self.post_message(self.Chosen(event.option_id))


class SuggestionPanel(Static):
    """The suggestions for the segment: how many, or which and why."""

    def show(
        self,
        suggestions: Sequence[Suggestion],
        names: Mapping[Id, str],
        *,
        reveal: bool,
        blind: bool,
        waiting: bool,
    ) -> None:
        """Show the suggestions, or say why there are none."""
        text = Text()
        if blind:
            text.append("BLIND: no suggestions are shown.", "bold")
        elif waiting:
            text.append("Looking for suggestions …", "dim")
        elif not suggestions:
            text.append("No suggestion. That does not mean there is nothing to code.", "dim")
        elif not reveal:
            many = "s" if len(suggestions) > 1 else ""
            text.append(f"{len(suggestions)} suggestion{many}  ⏎ to see", "italic")
        else:
            for number, one in enumerate(suggestions[:9], 1):
                text.append(f"{number} ", "bold")
                text.append(f"{one_line(names[one.code])}?", "bold italic")
                text.append(f"  {band(one.score)}\n", "dim")
                for piece in one.evidence[:3]:
                    text.append(f"   {one_line(piece.text.replace('*', ''))}\n", "dim")
            text.append("a accept  s+digit another  x reject", "dim")
        self.update(text)


class SegmentPanel(Static):
    """One's own codings on the segment or the selection."""

    def show(
        self, codings: Sequence[Coding], codes: Mapping[Id, Code], colours: Mapping[Id, str]
    ) -> None:
        """List the codings, the one that keys act on first."""
        text = Text()
        if not codings:
            text.append("Not coded.", "dim")
        for number, one in enumerate(codings):
            if one.code not in codes:
                continue
            text.append("▌", colours[one.code])
            text.append(f"{'!' if one.important else ''}{one_line(codes[one.code].name)}", "bold")
            if one.weight is not None:
                text.append(f" weight {one.weight}", "dim")
            text.append(f" {one.origin.value}\n", "dim")
            if number == 0 and len(codings) > 1:
                text.append("  (keys act on this one)\n", "dim")
        self.update(text)
