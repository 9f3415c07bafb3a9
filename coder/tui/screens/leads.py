"""What to look at next: likely and unsure segments, what clashes, and more like a code."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from coder.errors import CoderError
from coder.identity import Id
from coder.model import Code
from coder.printable import one_line
from coder.project.leads import Clash, Lead
from coder.project.searching import Passage
from coder.tui.deeds import leading
from coder.tui.lead_lines import clash_around, clash_line, lead_around, lead_line
from coder.tui.met import note_lead
from coder.tui.places import place_bar
from coder.tui.screens.coding import CodingScreen
from coder.tui.screens.place import TALL, Place
from coder.tui.telling import Telling
from coder.tui.to_compare import NO_TRANSCRIPTS
from coder.tui.widgets.key_foot import KeyFoot
from coder.tui.widgets.line_list import LineList

BLIND = "Blind mode: nothing is suggested (b on the coding screen ends it)."
NO_CLASH = "No segments that are much alike have different codes of yours."


class Listing(Enum):
    """The lists, each with its words."""

    LIKELY = "Without a code, likely first"
    UNSURE = "Without a code, unsure first"
    CONFLICTS = "Much alike, coded differently"
    LIKE = "More like"


class LeadsScreen(Place):
    """A list of segments to decide on, one by one or some together, and the turn of one."""

    CSS = """
    LeadsScreen #about { height: 1; padding: 0 1; background: $panel; }
    LeadsScreen LineList { height: 1fr; }
    LeadsScreen #around { height: 6; padding: 0 1; border-top: solid $panel; }
    LeadsScreen.tall #around { height: 9; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="leads.leave"),
        Binding("a", "do('accept')", "Accept", id="suggestion.accept"),
        Binding("x", "do('refuse')", "Reject", id="suggestion.reject"),
        Binding("c", "do('other_code')", "Code", id="code.pick"),
        Binding("o", "other", "Other list", id="leads.other"),
        Binding("ctrl+t", "scope", "Here/all", id="search.scope"),
        Binding("z,ctrl+z", "step_back(False)", "Undo", id="undo"),
        Binding("Z,ctrl+y", "step_back(True)", "Redo", id="redo", show=False),
    ]
    HELP = (
        "Segments worth a look, from what you coded before. o goes on to the next list: likely "
        "ones, unsure ones, pairs much alike that you coded differently; G on a code of the "
        "codebook lists more like it. a accepts the code, x rejects it, c chooses another, for the "
        "marked ones (Space; * all) or else the one you are at; several are one act that z takes "
        "back. Enter goes to the text, Q comes back. Read a transcript in order first: out of "
        "order one misses what goes before. Not being listed does not mean that nothing applies."
    )

    def __init__(self) -> None:
        super().__init__()
        self._listing = Listing.LIKELY
        self._everywhere = False
        self._like: Code | None = None
        self._leads: list[Lead] = []
        self._clashes: list[Clash] = []
        self._names: dict[Id, str] = {}
        self._said = ""
        self._fresh = False
        self._seen: set[Passage] = set()

    def compose(self) -> ComposeResult:
        """What is listed, the list, the turn, and what was done."""
        yield place_bar(self.app, "leads")
        yield Static(id="about", markup=False)
        yield LineList(id="hits")
        yield Static(id="around", markup=False)
        yield Static(id="status", markup=False)
        yield KeyFoot()

    def on_resize(self) -> None:
        """Leave the room to the list where there is little."""
        self.set_class(self.size.height >= TALL, "tall")

    def arrive(self) -> None:
        """List anew: codings may have changed."""
        self._said = ""
        self.query_one(LineList).focus()
        self.look()

    def changed(self, said: str) -> None:
        """List anew after undo and redo."""
        self._said = said
        self.look()

    def list_like(self, code: Code) -> None:
        """List what is like a code."""
        self._like = code
        self._list(Listing.LIKE)

    # ------------------------------------------------------------------ listing

    @work(exclusive=True, group="leads")
    async def look(self) -> None:
        """Ask for the list, and show it when it is there."""
        desk = self.app.workspace
        self.app.attempt(desk.catch_up)
        self._names = {code.id: code.name for code in desk.codes}
        if desk.blind or not desk.names:
            self._show([], [], BLIND if desk.blind else NO_TRANSCRIPTS)
            return
        self._show_about("looking …")
        with Telling(self._failed):
            service, here = self.app.suggestions, self._document()
            match self._listing:
                case Listing.LIKE if self._like is not None:
                    self._show(await service.more_like(self._like.id), [], self._nothing_like())
                case Listing.CONFLICTS:
                    self._show([], await service.clashes(), NO_CLASH)
                case Listing.UNSURE:
                    self._show(await service.uncertain(here), [], self._none_left())
                case _:
                    self._show(await service.likely(here), [], self._none_left())

    def _failed(self, error: CoderError) -> None:
        self._show([], [], f"{error.problem} {error.remedy}")

    def _show(self, leads: Sequence[Lead], clashes: Sequence[Clash], nothing: str) -> None:
        """Show leads or pairs; a pair has two lines."""
        muted = () if self._listing is Listing.LIKE else self.app.workspace.muted
        self._leads = [one for one in leads if one.code in self._names and one.code not in muted]
        self._clashes = list(clashes)
        places = [one.place for one in self._leads]
        places += [place for one in self._clashes for place in (one.one, one.other)]
        keys = [f"{n // 2 if clashes else ''}{p.document}/{p.start}" for n, p in enumerate(places)]
        hits = self.query_one(LineList)
        hits.show(keys, self._line, nothing)
        if self._fresh:
            self._fresh = False
            hits.unmark()
            hits.action_edge(0)
        count = len(self._leads) + len(self._clashes)
        self._show_about(f"{count}" if count else "none")
        self.say("")

    def _line(self, number: int, width: int) -> Text:
        if self._clashes:
            return clash_line(self._clashes[number // 2], number % 2 == 1, self._names, width)
        one = self._leads[number]
        return lead_line(one, self._names[one.code], width)

    # ------------------------------------------------------------------ keys

    def action_leave(self) -> None:
        """Back to the text."""
        self.app.action_place("coding")

    def action_other(self) -> None:
        """Go on to the next list."""
        order = [one for one in Listing if one is not Listing.LIKE or self._like is not None]
        self._list(order[(order.index(self._listing) + 1) % len(order)])

    def action_scope(self) -> None:
        """List segments of all transcripts, or of the one in work."""
        self._everywhere = not self._everywhere
        self._list(self._listing)

    def action_do(self, deed: str) -> None:
        """Decide on the chosen leads."""
        if self._leads:
            self.app.attempt(partial(leading.DEEDS[deed], self))

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """Go to the text."""
        number = event.number
        if self._clashes:
            pair = self._clashes[number // 2]
            place = pair.other if number % 2 else pair.one
        else:
            place = self._leads[number].place
        self.app.go_to(place.document, place.start)

    def on_line_list_highlighted(self, event: LineList.Highlighted) -> None:
        """Show the turn around it, and why it is listed."""
        number, shown, tall = event.number, Text(), self.has_class("tall")
        if number is not None and self._clashes:
            shown = clash_around(self._clashes[number // 2], number % 2 == 1, tall=tall)
        elif number is not None:
            shown = lead_around(self._leads[number], tall=tall)
            self._seen.add(self._leads[number].place)
            self._note(self._leads[number])
        self.query_one("#around", Static).update(shown)
        self.say("")

    # ------------------------------------------------------------------ inside

    def _list(self, listing: Listing) -> None:
        """Show another list, from its first line on."""
        self._listing, self._fresh = listing, True
        if not self._away:
            self.arrive()

    def chosen(self) -> list[Lead]:
        """The marked leads, or else the one under the cursor."""
        return [self._leads[number] for number in self.query_one(LineList).chosen]

    def unseen(self, leads: Sequence[Lead]) -> int:
        """How many of some leads were never looked at in their turn."""
        return sum(one.place not in self._seen for one in leads)

    def name_of(self, code: Id) -> str:
        """The name of a code that is listed."""
        return self._names[code]

    def decided(self, gone: Sequence[Lead], said: str) -> None:
        """Take what was decided from the list, and say what was done."""
        self.query_one(LineList).unmark()
        self._said = said
        left = [one for one in self._leads if one not in gone]
        self._show(left, [], "All of these are decided. o: another list.")

    def say(self, text: str) -> None:
        """Say something quietly, behind what was done last."""
        marked = len(self.query_one(LineList).marked)
        parts = (self._said, f"{marked} marked" if marked else "", text)
        self.query_one("#status", Static).update("  ".join(part for part in parts if part))

    def _note(self, lead: Lead) -> None:
        """Note that a suggestion was seen; what is like a code was asked for, not suggested."""
        if self._listing is not Listing.LIKE:
            coding = self.app.get_screen("coding", CodingScreen)
            self.app.attempt(partial(note_lead, coding, lead))

    def _document(self) -> Id | None:
        """The transcript that is listed, None for all."""
        document = self.app.workspace.document
        return None if self._everywhere or document is None else document.id

    def _none_left(self) -> str:
        here, done = self._document(), self.app.workspace.done
        scope = self.app.key_of("search.scope")
        if here in done:
            return f"You are done with this transcript: nothing of it is listed; {scope}: all."
        if here is None and done.issuperset(self.app.workspace.names):
            return "You are done with all transcripts: nothing of them is listed."
        if here is None:
            return "Nothing is left that a code is suggested for."
        return f"Nothing is left here that a code is suggested for; {scope}: all transcripts."

    def _nothing_like(self) -> str:
        coded = self._like is not None and self.app.workspace.by_code[self._like.id]
        return "Nothing else may be like it." if coded else "Nothing is coded with it yet."

    def _show_about(self, count: str) -> None:
        document = self.app.workspace.document
        where = "all transcripts"
        if self._document() is not None and document is not None:
            where = one_line(document.name, 24)
        words = self._listing.value
        if self._listing is Listing.LIKE and self._like is not None:
            words, where = f"{words} ▌{one_line(self._like.name, 40)}", "all transcripts"
        elif self._listing is Listing.CONFLICTS:
            where = "all transcripts"
        self.query_one("#about", Static).update(f"{words} · {where} · {count}   o: other list")
