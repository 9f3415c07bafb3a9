"""Searching what was said, and coding what is found."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Footer, Input, Static

from coder.errors import CoderError
from coder.identity import Id
from coder.printable import one_line
from coder.project.project import open_project
from coder.project.searching import Passage, codes_on, passages
from coder.store.search import Wanted, is_plain, terms
from coder.tui.deeds import finding, listing
from coder.tui.hit_lines import hit_line, turn_around
from coder.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from coder.tui.app import CoderApp

PAUSE = 0.15
"""Seconds without a key after which a search begins."""

FORMS_TOLD = 8


class SearchScreen(Screen[None]):
    """A line to type in, the segments with hits, and the turn around the chosen one."""

    app: CoderApp

    CSS = """
    SearchScreen #query { width: 1fr; }
    SearchScreen #scope { width: auto; padding: 1 1; color: $text-muted; }
    SearchScreen #top { height: 3; }
    SearchScreen LineList { height: 1fr; border-top: solid $panel; }
    SearchScreen LineList:focus { border-top: solid $accent; }
    SearchScreen #around { height: 7; padding: 0 1; border-top: solid $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="search.leave"),
        Binding("slash", "again", "Search", id="search.again", show=False, key_display="/"),
        Binding("ctrl+t", "scope", "Here/all", id="search.scope"),
        Binding("ctrl+l", "forms", "Word forms", id="search.forms"),
        Binding("c", "do('pick')", "Code", id="code.pick"),
        Binding(
            "full_stop", "do('repeat')", "Repeat", id="code.repeat", key_display=".", show=False
        ),
        *(
            Binding(str(n), f"hot('{n}')", f"Hot code {n}", id=f"code.hot.{n}", show=False)
            for n in range(1, 10)
        ),
        Binding("z,ctrl+z", "step_back(False)", "Undo", id="undo"),
        Binding("Z,ctrl+y", "step_back(True)", "Redo", id="redo", show=False),
        Binding("down", "results", "Results", id="search.results", show=False),
    ]
    HELP = (
        "Type words: turns that hold all of them are found, without case and accents. Word forms "
        "(Ctrl+L) also finds wisselde and personeelswisseling for wisselen, and haakte … af for "
        'afhaken. "Quoted words" stand side by side; wissel* finds all that begins so. Enter '
        "goes to the hits and from a hit to the text. Space marks hits, * all; c, a digit or . "
        "codes the marked ones, or else the one you are at, as one act that z takes back."
    )

    def __init__(self) -> None:
        super().__init__()
        self._found: Sequence[Passage] = ()
        self._coded: Sequence[Sequence[Id]] = ()
        self._names: dict[Id, str] = {}
        self._everywhere = True
        self._all_forms = True
        self._said = ""
        self._looked = ""
        self._away = False

    def compose(self) -> ComposeResult:
        """The line, the hits, the turn, and what was done."""
        with Horizontal(id="top"):
            yield Input(placeholder="Words to look for in what was said", id="query")
            yield Static(id="scope", markup=False)
        yield LineList(id="hits")
        yield Static(id="around", markup=False)
        yield Static(id="status", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Wait for words."""
        self.query_one(Input).focus()
        self._show_scope()

    def on_screen_suspend(self) -> None:
        """Tell another place from a dialog."""
        self._away = self not in self.app.screen_stack

    def on_screen_resume(self) -> None:
        """Come back from another place: texts and codings may have changed; begin in the line."""
        if self._away:
            self._away = False
            self.query_one(Input).focus()
            self.look()

    def on_resize(self) -> None:
        """Leave the room to the hits where there is little."""
        self.query_one("#around").styles.height = 7 if self.size.height >= 30 else 4

    # ------------------------------------------------------------------ searching

    def on_input_changed(self) -> None:
        """Search once the typing stops."""
        self._said = ""
        self.look()

    def on_input_submitted(self) -> None:
        """Go to the hits."""
        self.action_results()

    @work(exclusive=True, group="search")
    async def look(self) -> None:
        """Find the words as typed, then in all their forms, and show what is found."""
        query = self.query_one(Input).value
        await asyncio.sleep(PAUSE)
        try:
            words = terms(query)
        except CoderError:
            self._take([], [], "" if not query.strip() else "type a word")
            return
        try:
            await self._find(query, None)
            if not self._all_forms or not any(map(is_plain, words)):
                return
            self.say(f"{self._looked}  looking for more word forms …")
            wanted = await self.app.suggestions.forms(query)
            await self._find(query, wanted)
        except CoderError as error:
            self.say(f"{self._looked}  no word forms: {error.problem}")

    async def _find(self, query: str, wanted: Sequence[Wanted] | None) -> None:
        desk = self.app.workspace
        path = desk.project.path
        document = None if self._everywhere or desk.document is None else desk.document.id

        def search() -> tuple[list[Passage], list[list[Id]], dict[Id, str]]:
            with open_project(path) as project:
                found = passages(project, query, document, wanted=wanted)
                names = {code.id: code.name for code in project.codes()}
                return found, codes_on(project, found), names

        found, coded, self._names = await asyncio.to_thread(search)
        forms = [form for one in wanted or () for form in one.forms]
        told = ", ".join(one_line(form) for form in forms[:FORMS_TOLD])
        more = " …" if len(forms) > FORMS_TOLD else ""
        where = f"{len({one.document for one in found})} of {len(desk.names)} transcripts"
        many = f"{len(found)} segment{'' if len(found) == 1 else 's'} in "
        many += where if document is None else "this transcript"
        self._take(found, coded, f"{many}{f': {told}{more}' if told else ''}")

    def _take(self, found: Sequence[Passage], coded: Sequence[Sequence[Id]], looked: str) -> None:
        self._found, self._coded, self._looked = found, coded, looked
        keys = [f"{one.document}/{one.start}" for one in found]
        self.query_one(LineList).show(keys, self._line)
        self.say(looked)

    # ------------------------------------------------------------------ keys

    def action_leave(self) -> None:
        """Back to the line, and from there to the text."""
        if self.query_one(Input).has_focus or not self.query_one(Input).value:
            self.app.action_place("coding")
        else:
            self.query_one(Input).focus()

    def action_again(self) -> None:
        """Type other words."""
        self.query_one(Input).focus()

    def action_results(self) -> None:
        """Go to the hits."""
        if self._found:
            self.query_one(LineList).focus()

    def action_scope(self) -> None:
        """Search in all transcripts, or in the one in work."""
        self._everywhere = not self._everywhere
        self._show_scope()
        self.look()

    def action_forms(self) -> None:
        """Look for all forms of the words, or for the words as they are."""
        self._all_forms = not self._all_forms
        self._show_scope()
        self.look()

    def action_do(self, deed: str) -> None:
        """Put a code on the chosen hits."""
        finding.DEEDS[deed](self)

    def action_hot(self, key: str) -> None:
        """Put the code of a hot key on the chosen hits."""
        finding.hot(self, key)

    def action_step_back(self, again: bool) -> None:
        """Undo or redo."""
        self._said = listing.step_back(self.app, again=again)
        self.look()

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """Go to the text."""
        one = self._found[event.number]
        self.app.go_to(one.document, one.start)

    def on_line_list_highlighted(self, event: LineList.Highlighted) -> None:
        """Show the turn around the hit."""
        self.query_one("#around", Static).update(
            Text() if event.number is None else turn_around(self._found[event.number])
        )
        self._show_scope()

    # ------------------------------------------------------------------ inside

    def chosen(self) -> list[Passage]:
        """The marked hits, or else the one under the cursor."""
        return [self._found[number] for number in self.query_one(LineList).chosen]

    def saved(self, text: str) -> None:
        """Say what was saved, and show it."""
        self._said = text
        self.query_one(LineList).unmark()
        self.look()

    def say(self, looked: str) -> None:
        """Say something quietly, behind what was saved last."""
        text = "  ".join(part for part in (self._said, looked) if part)
        self.query_one("#status", Static).update(text)

    def _line(self, number: int, width: int) -> Text:
        codes = [self._names[code] for code in self._coded[number] if code in self._names]
        return hit_line(self._found[number], codes, width)

    def _show_scope(self) -> None:
        desk = self.app.workspace
        here = "all transcripts"
        if not self._everywhere and desk.document is not None:
            here = one_line(desk.document.name, 20)
        marked = len(self.query_one(LineList).marked)
        forms = "all word forms" if self._all_forms else "these words"
        parts = [f"{marked} marked"] if marked else []
        self.query_one("#scope", Static).update(" · ".join([*parts, forms, here]))
