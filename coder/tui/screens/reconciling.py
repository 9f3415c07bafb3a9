"""Reconciling: the spots where coders differ, one after the other, decided with one key each."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.widgets import Static

from coder.analysis.reconciliation.queue import Case, Order, in_order
from coder.errors import CoderError
from coder.identity import Id
from coder.oplog.undo import Batch
from coder.printable import one_line
from coder.project.comparing import Board, document_of, kept
from coder.project.solving import Standing, board_again, open_board
from coder.tui.deeds import settling, spot_editing
from coder.tui.deeds.reconciling import DEEDS, IN_A_DRAFT
from coder.tui.places import place_bar
from coder.tui.reconciling_keys import HELP, KEYS
from coder.tui.reconciling_panes import BLIND, Chosen, about, choose, picture, status, why_none
from coder.tui.screens.place import TALL, Place
from coder.tui.spot_draft import Draft
from coder.tui.spot_lines import UNDECIDED, key_of
from coder.tui.telling import Telling
from coder.tui.to_compare import missing
from coder.tui.widgets.key_foot import KeyFoot
from coder.tui.widgets.spot_list import SpotList
from coder.tui.widgets.spot_view import SpotView

BESIDE = 108
"""From this width on the queue stands beside the text, else above it."""


class ReconcilingScreen(Place):
    """The queue, the words with what each coder gave, and what is proposed and why."""

    CSS_PATH = "../reconciling.tcss"
    AUTO_FOCUS = "SpotList"
    BINDINGS: ClassVar[list[BindingType]] = KEYS
    HELP = HELP

    def __init__(self) -> None:
        super().__init__()
        self.board: Board | None = None
        self.shown: list[Case] = []
        self.order = Order.PLACE
        self.only = Chosen()
        self.hidden = False
        self.standing: Standing | None = None
        self.near: dict[Id, tuple[int, int]] = {}
        self.reasons: dict[str, str] = {}
        self.draft: Draft | None = None
        self.turns = False
        self._drafted: Case | None = None
        self._said = self._said_at = self._why = ""
        self._aim: tuple[Id, int] | None = None

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
        """Put the queue beside the text where there is room; make it longer in a tall window."""
        self.set_class(self.size.width >= BESIDE, "beside")
        self.set_class(self.size.height >= TALL, "tall")

    # ------------------------------------------------------------------ reading

    def arrive(self) -> None:
        """Read again: codings may have changed."""
        self._said = ""
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
            self._show_none(BLIND)
            return
        if self.board is None:
            self.say("reading ...")
        with Telling(self._not_comparable):
            codes = [code.id for code in self.app.workspace.codes]
            self.board, self.standing = await asyncio.to_thread(
                open_board, self.project.path, codes
            )
            self.show("" if self._said == "reading ..." else self._said)
            if self._aim is not None:
                self.query_one(SpotList).go_to(*self._aim)
                self._aim = None

    def _not_comparable(self, error: CoderError) -> None:
        told = f"{error.problem} {error.remedy}"
        self._show_none(self.app.attempt(lambda: missing(self.project)) or told)

    def _show_none(self, why: str) -> None:
        self.board, self._why = None, why
        self.show()

    # ------------------------------------------------------------------ what is shown

    def show(self, said: str = "") -> None:
        """Fill the queue again; the cursor stays with its spot."""
        self._said = said
        board = self.board
        chosen = [] if board is None else choose(board.cases, self.only)
        self.shown = in_order(chosen, self.order)
        self.near = {} if board is None else kept(board)
        self.draft = None
        desk = self.app.workspace
        names = {code.id: code.name for code in desk.codes}
        documents = {} if board is None else board.documents
        why = self._why if board is None else why_none(board)
        self.query_one(SpotList).fill(self.shown, documents, names, why)
        self.set_class(not self.shown, "empty")
        self.show_here()

    def narrow(self, only: Chosen, at: tuple[Id, int] | None) -> None:
        """On arriving, show some spots, and go to the one at a place (document, position)."""
        self.only, self._aim, self._said = only, at, ""

    def show_here(self) -> None:
        """Show the spot under the cursor."""
        case, board = self.current, self.board
        desk = self.app.workspace
        if case is None or board is None:
            self.query_one(SpotView).show(None)
            self.query_one("#about", Static).update("")
        else:
            self.query_one(SpotView).show(
                picture(board, case, desk, hidden=self.hidden, draft=self.draft, turns=self.turns)
            )
            self.query_one("#about", Static).update(
                about(
                    board,
                    case,
                    desk,
                    self.standing,
                    hidden=self.hidden,
                    reason=self.reason_for(case),
                    near=self.near,
                    draft=self.draft,
                )
            )
        self._said_at = self._here()
        number = self.query_one(SpotList).current
        told = status(
            board,
            self.shown,
            number,
            order=self.order,
            only=self.only,
            standing=self.standing,
            brief=bool(self._said) and self.size.width < BESIDE,
        )
        if self.draft is not None:
            told = "" if self._said else spot_editing.HINT
        line = " · ".join(filter(None, (self._said, told)))
        self.query_one("#status", Static).update(one_line(line))

    def reason_for(self, case: Case) -> str:
        """The reason written for a decision that is still to come."""
        return self.reasons.get(key_of(case), "")

    @property
    def current(self) -> Case | None:
        """The spot under the cursor."""
        return self.query_one(SpotList).case

    def _here(self) -> str:
        """What the spot under the cursor is known by; what was said stays as long as it is this."""
        return "" if self.current is None else key_of(self.current)

    def on_line_list_highlighted(self) -> None:
        """Show the spot that the cursor went to."""
        if self.draft is not None and self._drafted is not self.current:
            self.draft = None
        if self._said_at != self._here():
            self._said = ""
        self.show_here()

    def on_line_list_chosen(self) -> None:
        """Save what is made by hand, else go to the text."""
        case = self.current
        if self.draft is not None:
            self.app.attempt(partial(spot_editing.save, self))
        elif case is not None:
            self.app.go_to(case.spot.document, case.spot.start)

    def on_spot_view_chosen(self, event: SpotView.Chosen) -> None:
        """Take the version that was chosen with the mouse."""
        self.app.attempt(partial(settling.take_lane, self, event.lane))

    # ------------------------------------------------------------------ keys

    def action_do(self, deed: str, *arguments: str) -> None:
        """Do something with the spot."""
        self._said = ""
        known = IN_A_DRAFT if self.draft is not None and deed in IN_A_DRAFT else DEEDS
        if known is DEEDS:
            self.draft = None
        self.app.attempt(partial(known[deed], self, *arguments))

    def act(self, case: Case, write: Callable[[], str], *, on: bool = True) -> None:
        """Decide something that is saved before it is said, and go on to the next open spot."""
        said = self.app.attempt(write)
        if said is None or self.board is None:
            return
        found = self.query_one(SpotList)
        here = found.current or 0
        self._read_again(case.spot.document)
        self.show(said)
        found.back_to(key_of(case), here)
        now = self.current
        if on and now is not None and now.state not in UNDECIDED:
            found.go_on(1)
        self._said_at = self._here()

    def stepped(self, act: Batch | None, said: str, /) -> None:
        """Show what undo or redo did; of an act in one transcript only that is read again."""
        document = self.app.attempt(lambda: document_of(self.project, act)) if act else None
        if document is None or self.board is None or document not in self.board.documents:
            self.changed(said)
            return
        self.app.attempt(self.app.workspace.refresh)
        before = self.board.cases
        self._read_again(document)
        self.show(said)
        self.query_one(SpotList).go_to_changed(before)
        self._said_at = self._here()

    def _read_again(self, document: Id) -> None:
        if self.board is not None and self.standing is not None:
            found = board_again(self.project, self.board, self.standing, document)
            self.board, self.standing = found

    def action_next(self, step: int) -> None:
        """Go to the next spot that is not decided; stay, and say so, where there is none."""
        if not self.query_one(SpotList).go_on(step):
            left = any(case.state in UNDECIDED for case in self.shown)
            self.say("none on this side (n, N: the other)" if left else "all of these are decided")

    def draw_up(self, draft: Draft) -> None:
        """Show a decision that is made by hand, until it is saved or left."""
        self.draft, self._drafted = draft, self.current
        self.query_one(SpotList).focus()
        self.show_here()

    def action_next_edge(self) -> None:
        """Take the next edge in hand, else go to the next pane."""
        if self.draft is None:
            self.focus_next()
        else:
            self.action_do("edge")

    def action_grow(self, edge: str, by: str, step: int) -> None:
        """Move an edge by a word or a character."""
        self.app.attempt(partial(spot_editing.grow, self, edge, by, step))

    def action_leave(self) -> None:
        """Leave the edges as they were; else take the filter away; else go back to the text."""
        if self.draft is not None:
            self.draft = None
            self.say("left as it was")
        elif self.only != Chosen():
            self.only = Chosen()
            self.show()
        else:
            self.app.action_place("coding")

    def say(self, text: str) -> None:
        """Say something quietly."""
        self._said = text
        self.show_here()
