"""Colour themes: Textual's own with small corrections, and two with as much contrast as can be."""

from __future__ import annotations

from dataclasses import replace

from textual.theme import BUILTIN_THEMES, Theme

DARK = replace(BUILTIN_THEMES["textual-dark"], name="coder-dark", primary="#0170c6")
"""Textual's own with its blue a shade darker, so that white can be read on it."""

DEFAULT = DARK.name

HIGH_CONTRAST = (
    Theme(
        name="high-contrast-dark",
        primary="#ffff00",
        secondary="#00ffff",
        accent="#00ff00",
        warning="#ffaf00",
        error="#ff8080",
        success="#00ff00",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#202020",
        boost="#202020",
        dark=True,
        variables={
            "text-muted": "#ffffff",
            "primary-muted": "#004080",
            "text-primary": "#ffff00",
            "border": "#ffffff",
        },
    ),
    Theme(
        name="high-contrast-light",
        primary="#0000c0",
        secondary="#006060",
        accent="#900000",
        warning="#804000",
        error="#b00000",
        success="#005000",
        foreground="#000000",
        background="#ffffff",
        surface="#ffffff",
        panel="#e0e0e0",
        boost="#e0e0e0",
        dark=False,
        variables={
            "text-muted": "#000000",
            "primary-muted": "#ffe680",
            "text-primary": "#0000c0",
            "border": "#000000",
        },
    ),
)
