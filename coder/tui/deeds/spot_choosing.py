"""Which spots are shown, how and in which order, and the way to the figures that they make."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from coder.analysis.agreement.tables import NO_OTHER
from coder.analysis.reconciliation.queue import Order
from coder.analysis.reconciliation.spots import Difference
from coder.tui.reconciling_panes import Chosen, choose
from coder.tui.screens.choosing import ChooseOne
from coder.tui.widgets.spot_list import SpotList

if TYPE_CHECKING:
    from coder.tui.screens.reconciling import ReconcilingScreen


def change_order(screen: ReconcilingScreen) -> None:
    """Show the spots in another order, from the first that is to be decided."""
    orders = list(Order)
    screen.order = orders[(orders.index(screen.order) + 1) % len(orders)]
    screen.show()
    screen.query_one(SpotList).begin()


def pick(screen: ReconcilingScreen) -> None:
    """Choose which spots to show."""
    board = screen.board
    if board is None:
        return
    by_code = Counter(code for case in board.cases for code in case.spot.codes)
    named = [code for code in screen.app.workspace.codes if code.id in by_code]
    choices = [
        Chosen(),
        Chosen(undecided=True),
        Chosen(differing=True),
        *(Chosen(codes=frozenset([one.id])) for one in named),
    ]
    counts = [len(choose(board.cases, choice)) for choice in choices[:3]]
    counts += [by_code[one.id] for one in named]
    words = [
        "all spots",
        "all undecided ones",
        "all where coders differ",
        *(one.name for one in named),
    ]
    told = [f"{word} ({count})" for count, word in zip(counts, words, strict=True)]

    def chosen(number: int | None) -> None:
        if number is not None:
            screen.only = choices[number]
            screen.show()

    now = choices.index(screen.only) if screen.only in choices else 0
    screen.app.push_screen(ChooseOne("Which spots?", told, now), chosen)


def hide(screen: ReconcilingScreen) -> None:
    """Call the coders by letters, in another order at each spot, or by name again."""
    screen.hidden = not screen.hidden
    screen.say("coders by letter, in another order at each spot" if screen.hidden else "by name")


def turn(screen: ReconcilingScreen) -> None:
    """Show the whole turns of spots, or only the lines around them again."""
    screen.turns = not screen.turns
    screen.say("with the whole turn" if screen.turns else "with the lines around it")


def confusion(screen: ReconcilingScreen) -> None:
    """Show codes x codes, at the figure that the spot counts in."""
    from coder.tui.screens.agreement import AgreementScreen

    cells: list[tuple[str, str]] = []
    case = screen.current
    if case is not None:
        names = {code.id: code.name for code in screen.app.workspace.codes}
        one, *others = [names.get(code, "?") for code in case.spot.codes]
        if case.spot.difference is Difference.SOME:
            others = [NO_OTHER]
        cells = [pair for other in others or [one] for pair in ((one, other), (other, one))]
    screen.app.action_place("agreement")
    screen.app.get_screen("agreement", AgreementScreen).point_at("confusion", cells)
