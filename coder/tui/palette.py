"""Colours for codes that have none of their own; pure."""

from __future__ import annotations

from collections.abc import Sequence

from coder.identity import Id
from coder.model import Code

COLOURS = (
    "#4E9AF1",
    "#F2994A",
    "#27AE60",
    "#BB6BD9",
    "#EB5757",
    "#2D9CDB",
    "#D4A017",
    "#E06C9F",
    "#6FCF97",
    "#9B8AFB",
    "#C58F5C",
    "#56B4A8",
)


def code_colours(codes: Sequence[Code]) -> dict[Id, str]:
    """A colour for every code: its own, else one by its place in the codebook."""
    return {
        code.id: code.colour or COLOURS[number % len(COLOURS)] for number, code in enumerate(codes)
    }
