"""The codebook: its codes as a tree, what they mean, where they are used, and what to mend."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from coder.analysis.code_review import Overlap, overlaps
from coder.identity import Id
from coder.model import Code
from coder.printable import one_line
from coder.project import coding as codings_of_project
from coder.project.coding import code_counts
from coder.project.counting import own_codings
from coder.project.joining import circular_merges, merged_away
from coder.project.project import Project, open_project
from coder.store import records
from coder.tui.code_findings import (
    NOTHING,
    Listing,
    headings,
    merged_findings,
    overlap_findings,
    quotation_findings,
    unused_findings,
)
from coder.tui.deeds import code_joining, codes
from coder.tui.deeds.codebook import DEEDS, forget_suggestions, terms_by_code
from coder.tui.palette import code_colours
from coder.tui.places import place_bar
from coder.tui.widgets.code_details import CodeDetails
from coder.tui.widgets.codes_pane import CodesPane
from coder.tui.widgets.finding_list import Finding, FindingList
from coder.tui.widgets.key_foot import KeyFoot

if TYPE_CHECKING:
    from coder.tui.app import CoderApp

MOST_LISTED = 200
NO_CODES = "No codes yet: A makes one, i imports a codebook."

REST = 0.06
"""Seconds for which the highlight rests before quotations are read."""
Result = TypeVar("Result")


class CodebookScreen(Screen[None]):
    """Codes at the left; what the chosen one means and a list at the right."""

    app: CoderApp

    AUTO_FOCUS = "CodeTree"
    HELP = (
        "The codes with your own codings: alone, and with those of the codes below. "
        "Every change is saved at once, and z takes it back. The list at the right is one of "
        "four (L): quotations, codes never used, codes that overlap, codes merged into others. "
        "G lists segments like the coded ones, V proposes terms from your quotations."
    )
    CSS_PATH = "../codebook.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "do('edit')", "Edit", id="codebook.edit"),
        Binding("A", "do('add')", "New", id="codebook.add"),
        Binding("d", "do('remove')", "Remove", id="codebook.remove"),
        Binding("M", "do('merge')", "Merge", id="codebook.merge"),
        Binding("T", "do('split')", "Split", id="codebook.split"),
        Binding("slash", "search", "Search", id="codebook.search", key_display="/"),
        Binding("L", "list", "Lists", id="codebook.list"),
        Binding("escape", "app.place('coding')", "Back", id="codebook.back"),
        Binding("G", "do('like')", "More like it", id="code.like"),
        Binding("V", "do('propose')", "Proposed terms", id="codebook.propose"),
        Binding("z,ctrl+z", "do('undo')", "Undo", id="undo"),
        Binding("Z,ctrl+y", "do('redo')", "Redo", id="redo", show=False),
        Binding("E", "do('rename')", "Rename", id="codebook.rename"),
        Binding("U", "do('add_under')", "New under", id="codebook.add_under"),
        Binding("P", "do('move_under')", "Move under", id="codebook.move_under"),
        Binding("C", "do('recolour')", "Colour", id="codebook.recolour"),
        Binding("m", "do('memo')", "Memo", id="codebook.memo", show=False),
        Binding("i", "do('import')", "Import", id="codebook.import", show=False),
        Binding("X", "do('export')", "Export", id="export", show=False),
        Binding("ctrl+up", "do('up')", "Move up", id="codebook.up", show=False),
        Binding("ctrl+down", "do('down')", "Move down", id="codebook.down", show=False),
        Binding(
            "ctrl+right",
            "do('inward')",
            "Put under the one above",
            id="codebook.inward",
            show=False,
        ),
        Binding(
            "ctrl+left", "do('outward')", "Put one level up", id="codebook.outward", show=False
        ),
        *(
            Binding(key, f"do('{key}')", f"Hot key {key}", id=f"codebook.hot.{key}", show=False)
            for key in "1234567890"
        ),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.codes: list[Code] = []
        self.colours: dict[Id, str] = {}
        self.documents: dict[Id, str] = {}
        self.merged: dict[Id, list[Code]] = {}
        self._own: Counter[Id] = Counter()
        self._shown: Id | None = None
        self._listing = Listing.QUOTATIONS
        self._overlaps: list[Overlap] | None = None

    def compose(self) -> ComposeResult:
        """Tree, meaning, lists."""
        yield place_bar(self.app, "codebook")
        with Horizontal(id="book"):
            yield CodesPane(id="codes-pane")
            with Vertical(id="book-right"):
                with VerticalScroll(id="about"):
                    yield CodeDetails(id="details", markup=False)
                yield Static(id="listings", markup=False)
                yield FindingList(id="findings")
        yield Static(id="status", markup=False)
        yield KeyFoot()

    def on_screen_resume(self) -> None:
        """Read the codebook as it is now."""
        self.app.attempt(self.reread)

    @property
    def project(self) -> Project:
        """The open project."""
        return self.app.workspace.project

    @property
    def current(self) -> Code | None:
        """The highlighted code, if there is one."""
        code = self.query_one(CodesPane).current
        return next((one for one in self.codes if one.id == code), None)

    def chosen(self) -> Code | None:
        """The highlighted code; says so where there is none."""
        if self.current is None:
            self.say(NO_CODES)
        return self.current

    def reread(self) -> None:
        """Read the codes and counts again and show them."""
        project = self.project
        self.codes = project.codes()
        self.colours = code_colours(self.codes)
        self.merged = merged_away(project)
        with project.store.reading():
            self.documents = records.document_names(project.store.db)
        self._own = code_counts(project)
        self._overlaps = None
        self.query_one(CodesPane).show(self.codes, self._own, self.colours)
        self._show_code()

    def act(self, act: Callable[[], Result], said: Callable[[Result], str]) -> Result | None:
        """Do something that is saved before it is said; None where it could not be done."""
        done = self.app.attempt(lambda: (act(),))
        if done is None:
            return None
        before = terms_by_code(self.codes)
        self.app.attempt(self.reread)
        if terms_by_code(self.codes) != before:
            forget_suggestions(self.app.workspace, self.codes)
        self.say(said(done[0]))
        return done[0]

    def say(self, text: str) -> None:
        """Say quietly what was done."""
        self.query_one("#status", Static).update(one_line(text))

    def show_code(self, code: Id) -> None:
        """Highlight a code."""
        self.query_one(CodesPane).go_to(code)
        self._show_code()

    # ------------------------------------------------------------------ messages and keys

    def on_code_tree_moved(self) -> None:
        """Show what is known of the code, once the highlight rests."""
        if self.query_one(CodesPane).current != self._shown:
            self.settle()

    def on_code_tree_chosen(self) -> None:
        """Go on to its quotations."""
        self._listing = Listing.QUOTATIONS
        self._show_list()
        self.query_one(FindingList).focus()

    def on_finding_list_chosen(self, event: FindingList.Chosen) -> None:
        """Go to the text, to the code, or bring a merged code back."""
        one = event.finding
        if one.document is not None:
            self.app.go_to(one.document, one.start)
        elif one.merged:
            held = [code for group in self.merged.values() for code in group]
            code_joining.unmerge(self, next(code for code in held if code.id == one.code))
        else:
            here = self.query_one(CodesPane).current == one.code
            self.show_code(one.other if here and one.other else one.code)

    def action_do(self, deed: str) -> None:
        """Do what a key stands for."""
        self.app.attempt(partial(DEEDS[deed], self))

    def action_search(self) -> None:
        """Search the codes by a few letters."""
        self.query_one(CodesPane).search()

    def action_list(self) -> None:
        """Show the next of the lists."""
        order = list(Listing)
        self._listing = order[(order.index(self._listing) + 1) % len(order)]
        self._show_list()

    # ------------------------------------------------------------------ inside

    @work(exclusive=True, group="settle")
    async def settle(self) -> None:
        """Wait a moment, so that running through the codes is not held up by their quotations."""
        await asyncio.sleep(REST)
        self._show_code()

    @work(exclusive=True, group="compare")
    async def compare(self, path: Path, codes: list[Code]) -> None:
        """Find out which codes one often puts on the same words, on a connection of its own."""

        def compared() -> list[Overlap]:
            with open_project(path) as project:
                mine = codings_of_project.codings(project, coder=project.me.id)
            return overlaps(codes, mine)

        found = await self.app.attempted(asyncio.to_thread(compared))
        if found is not None:
            self._overlaps = found
            self._show_list()

    def _show_code(self) -> None:
        code = self.current
        self._shown = code.id if code else None
        colour = self.colours.get(code.id, "") if code else ""
        held = self.merged.get(code.id, []) if code else []
        notes = 0 if code is None else self.app.attempt(lambda: codes.memo_count(self, code)) or 0
        none = "No code is chosen." if self.codes else NO_CODES
        self.query_one(CodeDetails).show(code, colour, held, notes, none)
        self._show_list()

    def _show_list(self) -> None:
        """Fill the list that is chosen, with the names of all lists above it."""
        desk, code = self.app.workspace, self.current
        names = {one.id: one.name for one in self.codes}
        more = 0
        found: list[Finding] = []
        nothing = NOTHING[self._listing] if self.codes else ""
        match self._listing:
            case Listing.QUOTATIONS if code is not None:
                quoted = self.app.attempt(lambda: own_codings(self.project, self.codes, code)) or []
                more = max(len(quoted) - MOST_LISTED, 0)
                shown = quoted[:MOST_LISTED]
                found = quotation_findings(shown, self.documents, code.id, names)
            case Listing.UNUSED:
                used = self.app.attempt(lambda: code_counts(self.project, everybody=True))
                found = unused_findings(self.codes, used or {}, self._own, blind=desk.blind)
            case Listing.OVERLAPS if self._overlaps is None:
                nothing = "Looking for codes on the same words …"
                self.compare(self.project.path, self.codes)
            case Listing.OVERLAPS:
                found = overlap_findings(self.codes, self._overlaps or [])
            case Listing.MERGED:
                circular = self.app.attempt(lambda: circular_merges(self.project)) or []
                found = merged_findings(self.codes, self.merged, circular)
        self.query_one(FindingList).show(found, nothing, more)
        self.query_one("#listings", Static).update(headings(self._listing, len(found) + more))
