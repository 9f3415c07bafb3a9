"""Reconciling: the spots where coders differ, one after the other, decided with one key each."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widgets import Static

from coder.analysis.reconciliation.queue import Case, Order, in_order
from coder.errors import CoderError
from coder.identity import Id
from coder.printable import one_line
from coder.project.comparing import Board, Wanted, kept, read_again, read_board
from coder.project.project import open_project
from coder.resolved import Piece
from coder.tui.deeds import settling
from coder.tui.keymap import SELECTING, bindings
from coder.tui.places import place_bar
from coder.tui.reconciling_panes import UNDECIDED, Standing, about, picture, status
from coder.tui.screens.place import Place
from coder.tui.spot_lines import queue_line
from coder.tui.telling import Telling
from coder.tui.widgets.key_foot import KeyFoot
from coder.tui.widgets.line_list import MOVES, LineList
from coder.tui.widgets.spot_view import SpotView

BESIDE = 108
"""From this width on the queue stands beside the text, else above it."""


class SpotList(LineList, inherit_bindings=False):
    """The queue: as any list, but Space accepts what is proposed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        Binding("enter", "choose", "To the text", id="row.choose", show=False),
    ]


class ReconcilingScreen(Place):
    """The queue, the words with what each coder gave, and what is proposed and why."""

    CSS = """
    ReconcilingScreen #spots { layout: vertical; height: 1fr; }
    ReconcilingScreen.beside #spots { layout: horizontal; }
    ReconcilingScreen SpotList { height: 6; border-bottom: solid $panel; }
    ReconcilingScreen SpotList:focus { border-bottom: solid $accent; }
    ReconcilingScreen.beside SpotList { width: 2fr; height: 100%; border: none; }
    ReconcilingScreen.beside SpotList { border-right: solid $panel; }
    ReconcilingScreen.beside SpotList:focus { border-right: solid $accent; }
    ReconcilingScreen SpotView { height: 1fr; }
    ReconcilingScreen.beside SpotView { width: 3fr; height: 100%; }
    ReconcilingScreen #about { height: auto; max-height: 6; padding: 0 1; }
    ReconcilingScreen #about { border-top: solid $panel; }
    """
    AUTO_FOCUS = "SpotList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="reconcile.leave", show=False),
        Binding(
            "space", "do('propose')", "Proposal", id="reconcile.proposal", tooltip="Take it, go on."
        ),
        *(
            Binding(
                f"{n}",
                f"do('take','{n}')",
                f"Version {n}",
                id=f"reconcile.version.{n}",
                show=n == 1,
            )
            for n in range(1, 10)
        ),
        Binding(
            "i", "do('shared')", "Shared", id="reconcile.shared", tooltip="Words that all share."
        ),
        Binding(
            "u", "do('whole')", "Whole", id="reconcile.whole", tooltip="All words given to it."
        ),
        Binding("e", "do('edges')", "Edges", id="coding.edges", tooltip="Move them; e saves."),
        *bindings(key for key in SELECTING if key.action.startswith("grow")),
        Binding("c", "do('other')", "Code", id="code.pick", tooltip="Another code."),
        Binding("x", "do('nothing')", "None", id="reconcile.none", tooltip="None of these."),
        Binding("m", "do('reason')", "Reason", id="memo.write", tooltip="Why; before or after."),
        Binding("P", "do('park')", "Park", id="reconcile.park", tooltip="To be talked about."),
        Binding("d", "do('reopen')", "Reopen", id="reconcile.reopen", show=False),
        Binding("B", "do('rules')", "By rule", id="reconcile.rules", tooltip="Many at once."),
        Binding("n", "next(1)", "Next open", id="reconcile.next", show=False),
        Binding("N", "next(-1)", "Previous open", id="reconcile.previous", show=False),
        Binding("o", "do('order')", "Order", id="reconcile.order", show=False),
        Binding("l", "do('pick')", "Pick some", id="reconcile.pick", show=False),
        Binding("h", "do('hide')", "Hide names", id="whose", show=False),
        Binding("X", "do('export')", "Export", id="export", show=False),
        Binding("z,ctrl+z", "step_back(False)", "Undo", id="undo"),
        Binding("Z,ctrl+y", "step_back(True)", "Redo", id="redo", show=False),
    ]
    HELP = (
        "Every place where coders gave codes is a spot: = the same words, ~ other edges, ≠ other "
        "codes, 1/3 some only, ÷ one has in pieces what another has whole, ∅ the codings decided "
        "on are gone. Space takes what is proposed, 1-9 that version, i the shared words, u all "
        "words, e other edges, c "
        "another code, x none of these. Each is saved at once and z takes it back; what "
        "coders gave themselves never changes. ✓ decided, ! changed since (decide again), … "
        "parked. Only transcripts that two coders are done with (D, F3) are compared."
    )

    def __init__(self) -> None:
        super().__init__()
        self.board: Board | None = None
        self.shown: list[Case] = []
        self.order = Order.PLACE
        self.only: Standing = Standing()
        self.hidden = False
        self.figures: dict[Id, str] = {}
        self.near: dict[Id, tuple[int, int]] = {}
        self.reasons: dict[str, str] = {}
        self.edging: Piece | None = None
        self._edged: Case | None = None
        self._said = ""

    def compose(self) -> ComposeResult:
        """The queue and the words, what is known of the spot, and what was done."""
        yield place_bar(self.app, "reconcile")
        with Container(id="spots"):
            yield SpotList(id="queue")
            yield SpotView(id="words")
        yield Static(id="about", markup=False)
        yield Static(id="status", markup=False)
        yield KeyFoot()

    def on_resize(self) -> None:
        """Put the queue beside the text where there is room."""
        self.set_class(self.size.width >= BESIDE, "beside")

    # ------------------------------------------------------------------ reading

    def arrive(self) -> None:
        """Read again: codings may have changed."""
        self.app.attempt(self.app.workspace.catch_up)
        self.look()

    def changed(self, said: str) -> None:
        """Read again after an act that may have touched any transcript."""
        self._said = said
        self.app.attempt(self.app.workspace.refresh)
        self.look()

    @work(exclusive=True, group="look")
    async def look(self) -> None:
        """Read the spots, and show them; not in a blind round, in which one sees nobody's work."""
        if self.app.workspace.blind:
            self.board = None
            self.show("Blind mode: nobody's codings are compared (b on the coding screen ends it).")
            return
        path = self.project.path

        def read() -> Board:
            with open_project(path) as project:
                return read_board(project, Wanted())

        def measure() -> dict[Id, str]:
            with open_project(path) as project:
                return settling.alphas(project)

        if self.board is None:
            self.say("reading ...")
        with Telling(self._nothing):
            self.board = await asyncio.to_thread(read)
            self.show("" if self._said == "reading ..." else self._said)
            self.figures = await asyncio.to_thread(measure)
            self.show_here()

    def _nothing(self, error: CoderError) -> None:
        self.board = None
        self.show(f"{error.problem} {error.remedy}")

    # ------------------------------------------------------------------ what is shown

    def show(self, said: str = "") -> None:
        """Fill the queue again; the cursor stays with its spot."""
        self._said = said
        board = self.board
        chosen = () if board is None else tuple(filter(self.only.has, board.cases))
        self.shown = in_order(chosen, self.order)
        self.near = {} if board is None else kept(board)
        self.edging = None
        desk = self.app.workspace
        names = {code.id: code.name for code in desk.codes}
        documents = {} if board is None else board.documents

        def line(number: int, width: int) -> Text:
            case = self.shown[number]
            return queue_line(case, documents[case.spot.document], names, width)

        self.query_one(SpotList).show([settling.key_of(case) for case in self.shown], line)
        self.show_here()

    def show_here(self) -> None:
        """Show the spot under the cursor."""
        case, board = self.current, self.board
        desk = self.app.workspace
        if case is None or board is None:
            self.query_one(SpotView).show(None)
            self.query_one("#about", Static).update("")
        else:
            self.query_one(SpotView).show(
                picture(board, case, desk, hidden=self.hidden, edging=self.edging)
            )
            self.query_one("#about", Static).update(
                about(
                    board,
                    case,
                    desk,
                    self.figures,
                    hidden=self.hidden,
                    reason=self.reason_for(case),
                    near=self.near,
                )
            )
        number = self.query_one(SpotList).current
        told = status(board, self.shown, number, self.order, self.only)
        line = "  ".join(filter(None, (self._said, told)))
        self.query_one("#status", Static).update(one_line(line))

    def reason_for(self, case: Case) -> str:
        """The reason written for a decision that is still to come."""
        return self.reasons.get(settling.key_of(case), "")

    @property
    def current(self) -> Case | None:
        """The spot under the cursor."""
        number = self.query_one(SpotList).current
        return self.shown[number] if number is not None and number < len(self.shown) else None

    def on_line_list_highlighted(self) -> None:
        """Show the spot that the cursor went to."""
        if self.edging is not None and self._edged is not self.current:
            self.edging = None
        self.show_here()

    def on_line_list_chosen(self) -> None:
        """Go to the text."""
        case = self.current
        if case is not None:
            self.app.go_to(case.spot.document, case.spot.start)

    def on_spot_view_chosen(self, event: SpotView.Chosen) -> None:
        """Take the version that was chosen with the mouse."""
        self.app.attempt(partial(settling.take_lane, self, event.lane))

    # ------------------------------------------------------------------ keys

    def action_do(self, deed: str, *arguments: str) -> None:
        """Do something with the spot."""
        self._said = ""
        if deed != "edges":
            self.edging = None
        self.app.attempt(partial(settling.DEEDS[deed], self, *arguments))

    def act(self, case: Case, write: Callable[[], str], *, on: bool = True) -> None:
        """Decide something that is saved before it is said, and go on to the next open spot."""
        said = self.app.attempt(write)
        if said is None or self.board is None:
            return
        found = self.query_one(SpotList)
        here, key = found.current or 0, settling.key_of(case)
        self.board = read_again(self.project, self.board, case.spot.document)
        self.show(said)
        keys = [settling.key_of(one) for one in self.shown]
        found.go(keys.index(key) if key in keys else here)
        now = self.current
        if on and now is not None and now.state not in UNDECIDED:
            self.action_next(1)

    def action_next(self, step: int) -> None:
        """Go to the next spot that is not decided; stay where there is none."""
        found = self.query_one(SpotList)
        here = found.current or 0
        places = range(here + 1, len(self.shown)) if step > 0 else range(here - 1, -1, -1)
        number = next((n for n in places if self.shown[n].state in UNDECIDED), None)
        if number is not None:
            found.go(number)
        elif not any(case.state in UNDECIDED for case in self.shown):
            self.say("all of these are decided")

    def begin_edges(self, case: Case, piece: Piece | None) -> None:
        """Move the edges of a piece, until it is saved or left (None)."""
        self.edging, self._edged = piece, case
        self.show_here()

    def action_grow(self, edge: str, by: str, step: int) -> None:
        """Move an edge by a word or a character."""
        self.app.attempt(partial(settling.grow, self, edge, by, step))

    def action_leave(self) -> None:
        """Leave the edges as they were; else take the filter away; else go back to the text."""
        if self.edging is not None:
            self.edging = None
            self.say("edges left as they were")
        elif self.only != Standing():
            self.only = Standing()
            self.show()
        else:
            self.app.action_place("coding")

    def say(self, text: str) -> None:
        """Say something quietly."""
        self._said = text
        self.show_here()
