"""Searching what was said, and coding what is found."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Static

from coder.amounts import counted
from coder.printable import one_line
from coder.project.project import open_project
from coder.project.searching import Passage, codes_on, passages
from coder.store.search import Wanted, is_plain, terms
from coder.tui.deeds import finding
from coder.tui.hit_lines import hit_line, turn_around
from coder.tui.places import place_bar
from coder.tui.screens.place import AskingPlace
from coder.tui.telling import Telling
from coder.tui.widgets.key_foot import KeyFoot
from coder.tui.widgets.line_list import LineList

PAUSE = 0.15
"""Seconds without a key after which a search begins."""

FORMS_TOLD = 8


class SearchScreen(AskingPlace):
    """A line to type in, the segments with hits, and the turn around the chosen one."""

    CSS = """
    SearchScreen #query { width: 1fr; border: round $foreground-muted; }
    SearchScreen #query:focus { border: round $accent; }
    SearchScreen #scope { width: auto; padding: 1 1; color: $text-muted; }
    SearchScreen #top { height: 3; }
    SearchScreen LineList { height: 1fr; border-top: solid $panel; }
    SearchScreen LineList:focus { border-top: solid $accent; }
    SearchScreen #around { height: 4; padding: 0 1; border-top: solid $panel; }
    SearchScreen.tall #around { height: 7; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="search.leave"),
        Binding("slash", "ask", "Search", id="search.again", show=False, key_display="/"),
        Binding("ctrl+t", "scope", "Here/all", id="search.scope"),
        Binding("ctrl+l", "forms", "Word forms", id="search.forms"),
        Binding("c", "do('pick')", "Code", id="code.pick"),
        Binding(
            "full_stop", "do('repeat')", "Repeat", id="code.repeat", key_display=".", show=False
        ),
        *(
            Binding(str(n), f"do('hot','{n}')", f"Hot code {n}", id=f"code.hot.{n}", show=False)
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
        self._everywhere = True
        self._all_forms = True
        self._looked = ""

    def compose(self) -> ComposeResult:
        """The line, the hits, the turn, and what was done."""
        yield place_bar(self.app, "search")
        with Horizontal(id="top"):
            query = Input(id="query")
            query.border_title = "Words to look for in what was said"
            query.border_subtitle = 'wisselen   "op papier"   wissel*'
            yield query
            yield Static(id="scope", markup=False)
        yield LineList(id="hits")
        yield Static(id="around", markup=False)
        yield Static(id="status", markup=False)
        yield KeyFoot()

    def arrive(self) -> None:
        """Begin in the line, and search again: texts and codings may have changed."""
        self.query_one(Input).focus()
        self._show_scope()
        self.look()

    def changed(self, said: str) -> None:
        """Search again after an act."""
        self._said = said
        self.look()

    # ------------------------------------------------------------------ searching

    @work(exclusive=True, group="search")
    async def look(self) -> None:
        """Find the words as typed, then in all their forms, and show what is found."""
        query = self.query_one(Input).value
        await asyncio.sleep(PAUSE)
        words: Sequence[str] = ()
        with Telling(lambda _: self._take([], [], "type a word" if query.strip() else "")):
            words = terms(query)
        if not words:
            return
        with Telling(lambda error: self._take([], [], f"{error.problem} {error.remedy}")):
            await self._find(query, None)
            if self._all_forms and any(map(is_plain, words)):
                wanted = await self._forms(query)
                if wanted is not None:
                    await self._find(query, wanted)

    async def _forms(self, query: str) -> list[Wanted] | None:
        """The words in all their forms; None where they cannot be had, which is said."""
        looked = self._looked
        self.say(f"{looked}  looking for more word forms …")
        with Telling(lambda error: self.say(f"{looked}  no word forms: {error.problem}")):
            return await self.app.suggestions.forms(query)
        return None

    async def _find(self, query: str, wanted: Sequence[Wanted] | None) -> None:
        desk, path = self.app.workspace, self.project.path
        document = None if self._everywhere or desk.document is None else desk.document.id

        def search() -> tuple[list[Passage], list[list[str]]]:
            with open_project(path) as project:
                found = passages(project, query, document, wanted=wanted)
                names = {code.id: code.name for code in project.codes()}
                coded = codes_on(project, found)
                return found, [[names[one] for one in some if one in names] for some in coded]

        found, coded = await asyncio.to_thread(search)
        forms = [form for one in wanted or () for form in one.forms]
        told = ", ".join(one_line(form) for form in forms[:FORMS_TOLD])
        more = " …" if len(forms) > FORMS_TOLD else ""
        where = (
            f"{len({one.document for one in found})} of {counted(len(desk.names), 'transcript')}"
        )
        many = f"{counted(len(found), 'segment')} in "
        many += where if document is None else "this transcript"
        self._take(found, coded, f"{many}{f': {told}{more}' if told else ''}")

    def _take(self, found: Sequence[Passage], coded: Sequence[Sequence[str]], looked: str) -> None:
        """Show hits with the names of the codes that are on them, and say what was looked for."""
        self._found, self._looked = found, looked
        keys = [f"{one.document}/{one.start}" for one in found]

        def line(number: int, width: int) -> Text:
            return hit_line(found[number], coded[number], width)

        self.query_one(LineList).show(keys, line)
        self.say(looked)

    # ------------------------------------------------------------------ keys

    def action_leave(self) -> None:
        """Back to the line, and from there to the text."""
        if self.query_one(Input).has_focus or not self.query_one(Input).value:
            self.app.action_place("coding")
        else:
            self.query_one(Input).focus()

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

    def action_do(self, deed: str, *arguments: str) -> None:
        """Put a code on the chosen hits."""
        self.app.attempt(partial(finding.DEEDS[deed], self, *arguments))

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
        """Say what was saved on the marked hits, and show it."""
        self.query_one(LineList).unmark()
        self.changed(text)

    def say(self, looked: str) -> None:
        """Say something quietly, behind what was saved last."""
        text = "  ".join(part for part in (self._said, looked) if part)
        self.query_one("#status", Static).update(text)

    def _show_scope(self) -> None:
        desk = self.app.workspace
        here = "all transcripts"
        if not self._everywhere and desk.document is not None:
            here = one_line(desk.document.name, 20)
        marked = len(self.query_one(LineList).marked)
        forms = "all word forms" if self._all_forms else "these words"
        parts = [f"{marked} marked"] if marked else []
        self.query_one("#scope", Static).update(" · ".join([*parts, forms, here]))
