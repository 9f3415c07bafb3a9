"""How the parts of a transcript look: a style sheet, and the styles that a theme makes of it."""

from __future__ import annotations

from rich.style import Style
from textual.widget import Widget

from coder.tui.drawing import Look

PARTS = (
    "transcript--speaker",
    "transcript--time",
    "transcript--interviewer",
    "transcript--current",
    "transcript--selection",
    "transcript--match",
    "transcript--suggestion",
    "transcript--pointer",
)
"""The component classes of a transcript."""

CSS = """
TextPane {
    background: $surface;
    color: $foreground;
    scrollbar-gutter: stable;
    .transcript--speaker { color: $text-primary; text-style: bold; }
    .transcript--time { color: $foreground 60%; }
    .transcript--interviewer { color: $foreground 65%; text-style: italic; }
    .transcript--current { background: $primary-muted; }
    .transcript--selection { background: $primary; color: $text; text-style: bold; }
    .transcript--match { text-style: underline; }
    .transcript--suggestion { color: $foreground 60%; text-style: italic; }
    .transcript--pointer { color: $accent; text-style: bold; }
    &:ansi {
        .transcript--current { background: ansi_default; text-style: bold; }
        .transcript--selection { background: ansi_default; text-style: bold reverse; }
        .transcript--time, .transcript--suggestion { color: ansi_default; text-style: dim; }
        .transcript--interviewer { color: ansi_default; text-style: dim italic; }
    }
    &:nocolor {
        .transcript--selection { text-style: bold reverse; }
    }
}
"""


def look_of(pane: Widget) -> Look:
    """The styles of the parts in the theme at hand; inks that are half clear are mixed."""

    def style(name: str) -> Style:
        look = pane.get_component_rich_style(f"transcript--{name}", partial=True)
        ink = pane.get_component_styles(f"transcript--{name}").color
        if look.color is None or ink.ansi is not None or ink.a == 1:
            return look
        return look + Style(color=(pane.background_colors[1] + ink).rich_color)

    return Look(
        base=pane.rich_style,
        speaker=style("speaker"),
        time=style("time"),
        interviewer=style("interviewer"),
        current=style("current"),
        selection=style("selection"),
        match=style("match"),
        suggestion=style("suggestion"),
        pointer=style("pointer"),
        coloured=not pane.app.native_ansi_color,
    )
