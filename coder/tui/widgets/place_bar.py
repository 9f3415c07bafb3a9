"""The line at the top: the places of the program with their keys, and which project is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.style import Style
from rich.text import Text
from textual.widgets import Static

from coder.printable import one_line


class PlaceBar(Static):
    """Says where one is and how to go elsewhere; a click on a place goes there."""

    DEFAULT_CSS = """
    PlaceBar {
        dock: top; height: 1; background: $panel; color: $foreground;
        text-wrap: nowrap; text-overflow: clip;
        link-color: $foreground; link-background: transparent; link-style: none;
    }
    """

    def __init__(
        self,
        places: Sequence[tuple[str, str]],
        here: str,
        project: str,
        key_of: Callable[[str], str],
    ) -> None:
        """Places as name and title, the name of this one, and what gives a binding's key."""
        super().__init__(markup=False)
        self._places = places
        self._key_of = key_of
        self._here = here
        self._project = project

    def on_resize(self) -> None:
        """Show what there is room for: titles, else keys and the title of this place."""
        whole = self._line(brief=False)
        line = whole if whole.cell_len <= self.size.width else self._line(brief=True)
        name = Text(f" {one_line(self._project, 40)} ", "dim")
        room = self.size.width - line.cell_len - name.cell_len
        if room > 0:
            line.append(" " * room).append_text(name)
        self.update(line)

    def _line(self, *, brief: bool) -> Text:
        line = Text(no_wrap=True, end="")
        for name, title in self._places:
            here = name == self._here
            piece = Text(f" {self._key_of(f'place.{name}')}", "bold")
            if here or not brief:
                piece.append(f" {title}", "bold" if here else "not bold dim")
            piece.append(" ")
            if here:
                piece.stylize("reverse")
            piece.stylize(Style.from_meta({"@click": f"app.place('{name}')"}))
            line.append_text(piece)
        return line
