"""How leads and pairs that were coded differently look: as lines, and in their turn; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.text import Text

from coder.identity import Id
from coder.printable import one_line
from coder.project.leads import Clash, Lead
from coder.project.searching import Passage
from coder.suggest.bands import band
from coder.tui.hit_lines import turn_around
from coder.tui.snippets import column, window

ROOMY = 100
BAND = 6


def lead_line(lead: Lead, code: str, width: int) -> Text:
    """Transcript, how likely, the code as a question, the words."""
    name, coded = (18, 24) if width >= ROOMY else (9, 16)
    words = max(width - name - coded - BAND - 3, 10)
    line = column(lead.place.name, name).append(" ")
    line.append(f"{band(lead.score):{BAND}}", "dim").append(" ")
    line.append_text(_styled(column(f"{code}?", coded), "italic")).append(" ")
    return line.append_text(_words(lead.place, words))


def clash_line(clash: Clash, second: bool, names: Mapping[Id, str], width: int) -> Text:
    """One of the two segments of a pair, with the codes that only it got."""
    place, codes = (clash.other, clash.only_other) if second else (clash.one, clash.only_one)
    name, coded = (18, 24) if width >= ROOMY else (9, 16)
    words = max(width - name - coded - 4, 10)
    told = ", ".join(names.get(code, "?") for code in codes)
    line = Text("└ " if second else "┌ ", "dim")
    line.append_text(column(place.name, name)).append(" ")
    line.append_text(column(f"▌{told}" if told else "without", coded)).append(" ")
    return line.append_text(_words(place, words))


def lead_around(lead: Lead, *, tall: bool) -> Text:
    """The turn of a lead, under the reason for it; where there is little room, less of it."""
    return Text.assemble(_reason(lead, tall), "\n", _turn(lead.place, tall))


def clash_around(clash: Clash, second: bool, *, tall: bool) -> Text:
    """The turn of one of two segments."""
    return _turn(clash.other if second else clash.one, tall)


def term_line(counts: Sequence[str], term: str, example: Passage, width: int) -> Text:
    """A proposed term with its counts, and the words around it in an example."""
    line = column(term, 24).append(" ")
    for one, room in zip(counts, (9, 14, 6), strict=True):
        line.append_text(column(one, room)).append(" ")
    return line.append_text(_words(example, max(width - 57, 10)))


def _turn(place: Passage, tall: bool) -> Text:
    return turn_around(place) if tall else turn_around(place, 50)


def _reason(lead: Lead, tall: bool) -> Text:
    if lead.beside is not None:
        words = one_line(lead.beside.text, 160 if tall else 100)
        near = f"“{words}” ({one_line(lead.beside.name, 18)})"
        return Text.assemble("like ", (near, "italic"))
    if lead.terms:
        return Text("; ".join(lead.terms[:3]).replace("*", ""))
    return Text("by what you coded: no term of the code is found here")


def _words(place: Passage, width: int) -> Text:
    marks = [(max(a - place.start, 0), b - place.start) for a, b in place.matches]
    return window(place.text, marks, width, "bold underline")


def _styled(text: Text, style: str) -> Text:
    text.stylize(style)
    return text
