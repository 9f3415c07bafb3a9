"""Text that can be read in every theme: colours that are too near their ground are moved away.

Contrast is that of WCAG 2.2 (relative luminance, success criterion 1.4.3): 1 to 21, and at least
4.5 for text.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rich.color import Color as Tone
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

LEAST = 4.5
"""The contrast that text needs."""

STEPS = 16
"""How finely a colour is moved towards black or white."""

_WORDS = re.compile(r"[^\s\u2500-\u259f]")
"""A sign to be read; lines and blocks are pictures."""


def contrast(one: Color, other: Color) -> float:
    """How much two opaque colours differ in lightness, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def legible(ink: Color, ground: Color, least: float = LEAST) -> Color:
    """The colour itself, or the nearest one towards black or white that can be read on a ground."""
    if contrast(ink, ground) >= least:
        return ink
    ends = (Color(0, 0, 0), Color(255, 255, 255))
    end = max(ends, key=lambda one: contrast(one, ground))
    mixed = (ink.blend(end, step / STEPS, alpha=1) for step in range(1, STEPS))
    return next((one for one in mixed if contrast(one, ground) >= least), end)


class Legible(LineFilter):
    """Moves the colours of text that stands too near its ground; unknown grounds are left."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The pieces of a line, those of words with a colour that can be read."""
        return [
            Segment(text, _readable(style, background.rich_color), control)
            if style is not None and _WORDS.search(text)
            else Segment(text, style, control)
            for text, style, control in segments
        ]


def _luminance(colour: Color) -> float:
    parts = (part / 255 for part in colour.rgb)
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@lru_cache(maxsize=4096)
def _readable(style: Style, background: Tone) -> Style:
    ink, ground = style.color, style.bgcolor or background
    if style.reverse:
        ink, ground = ground, ink
    if ink is None or ground is None or ink.triplet is None or ground.triplet is None:
        return style
    before = Color(*ink.triplet)
    after = legible(before, Color(*ground.triplet))
    if after == before:
        return style
    tone = Tone.from_rgb(*after.rgb)
    return style + (Style(bgcolor=tone) if style.reverse else Style(color=tone))
