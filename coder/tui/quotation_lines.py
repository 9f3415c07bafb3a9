"""How a quotation looks: as one line of a list, and with the words around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rich.text import Text

from coder.identity import Id
from coder.printable import one_line
from coder.project.queries import Material, context
from coder.tui.snippets import column, one_liner

ROOMY, VERY_ROOMY = 96, 140


@dataclass(frozen=True, slots=True)
class Look:
    """Names and colours of codes, and names of coders where several are shown."""

    codes: Mapping[Id, str]
    colours: Mapping[Id, str]
    coders: Mapping[Id, str]


def quotation_line(material: Material, number: int, width: int, look: Look) -> Text:
    """Code, transcript, speaker and words; whether it is important, weighed or has a memo."""
    coding, item = material.codings[number], material.items[number]
    code, name, speaker = (16, 8, 0) if width < ROOMY else (22, 14, 12)
    who = 10 if look.coders and width >= ROOMY else 0
    code += 12 if width >= VERY_ROOMY else 0
    line = Text("▌", look.colours.get(coding.code, ""), no_wrap=True)
    line = Text.assemble(line, column(look.codes.get(coding.code, ""), code), " ")
    flags = ("!" if item.important else " ") + ("m" if item.memo else " ")
    line.append(f"{flags}{'' if item.weight is None else item.weight:>3} ", "bold")
    line.append_text(column(item.document_name, name)).append(" ")
    if speaker:
        line.append_text(column("; ".join(item.speakers), speaker)).append(" ")
    if who:
        line.append_text(column(look.coders.get(coding.coder, ""), who)).append(" ")
    words = max(width - line.cell_len, 8)
    return line.append_text(column(" ".join(coding.quote.split()), words))


def in_context(material: Material, number: int, look: Look) -> Text:
    """A quotation between the words around it, with its source and its memos."""
    coding, item = material.codings[number], material.items[number]
    around = context(material, coding)
    source = [around.document, around.speaker, around.time, f"{coding.start}–{coding.end}"]
    about = [f"by {item.coder}", coding.origin.value]
    about += ["important"] if item.important else []
    about += [] if item.weight is None else [f"weight {item.weight}"]
    text = Text.assemble(
        ("▌", look.colours.get(coding.code, "")),
        (one_line(look.codes.get(coding.code, "")), "bold"),
        "  ",
        (" · ".join(one_line(part) for part in source if part), "italic"),
        "  ",
        (one_line(" · ".join(about)), "dim"),
        "\n",
    )
    if item.memo:
        text.append(f"memo: {one_line(item.memo, 200)}\n", "italic")
    text.append_text(one_liner(around.before, (), ""))
    text.append("[")
    inside = one_liner(around.quote, (), "")
    inside.stylize("bold")
    text.append_text(inside).append("]")
    text.append_text(one_liner(around.after, (), ""))
    return text


def code_look(material: Material, colours: Mapping[Id, str], *, people: bool) -> Look:
    """Names for a list; with the coders' where they differ."""
    names = {code.id: code.name for code in material.codes}
    coders = {coder.id: coder.name for coder in material.coders} if people else {}
    return Look(names, colours, coders)


def number_of(material: Material) -> dict[Id, int]:
    """The place of every coding in the material."""
    return {coding.id: number for number, coding in enumerate(material.codings)}
