"""The line at the top: the places of the program with their keys, and which project is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

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
        places: Sequence[tuple[str, str, str]],
        here: str,
        project: str,
        key_of: Callable[[str], str],
    ) -> None:
        """Places as name, title and brief title, the name of this one, and what gives a key."""
        super().__init__(markup=False)
        self._places = places
        self._key_of = key_of
        self._here = here
        self._project = project

    def on_resize(self) -> None:
        """Show what there is room for: titles, this place's first, else brief ones, else keys."""
        name = Text(f" {one_line(self._project, 40)} ", "dim")
        titles = {place: brief for place, _, brief in self._places}
        line = self._line(titles)
        if line.cell_len > self.size.width:
            whole = {place: title for place, title, _ in self._places}
            line = self._line({self._here: whole[self._here]})
        for place, title, _ in sorted(self._places, key=lambda one: one[0] != self._here):
            longer = self._line(titles | {place: title})
            if longer.cell_len + name.cell_len > self.size.width:
                break
            titles, line = titles | {place: title}, longer
        room = self.size.width - line.cell_len - name.cell_len
        if room > 0:
            line.append(" " * room).append_text(name)
        self.update(line)

    def _line(self, titles: Mapping[str, str]) -> Text:
        """The keys of all places, with the titles given for them."""
        pieces = []
        for name, _, _ in self._places:
            here = name == self._here
            piece = Text(self._key_of(f"place.{name}"), "bold")
            if name in titles:
                piece.append(f" {titles[name]}", "bold" if here else "not bold dim")
            if here:
                piece.stylize("reverse")
            piece.stylize(Style.from_meta({"@click": f"app.place('{name}')"}))
            pieces.append(piece)
        return Text(" ", no_wrap=True, end="").join(pieces)
