"""From a figure of agreement to what is behind it: places, spots to decide, pairs of coders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.amounts import counted
from coder.analysis.agreement.confusion import NONE
from coder.analysis.agreement.tables import NO_OTHER, short
from coder.identity import Id
from coder.printable import one_line
from coder.project.differences import Difference, behind_codes, behind_each, behind_pair
from coder.tui.agreement_lines import which_places
from coder.tui.reconciling_panes import Chosen
from coder.tui.screens.differences import Answer, DifferencesScreen
from coder.tui.screens.help import HelpScreen

if TYPE_CHECKING:
    from coder.tui.screens.agreement import AgreementScreen


@dataclass(frozen=True, slots=True)
class Behind:
    """The places behind a figure, in words whose they are, and the codes that they are of."""

    words: str
    codes: frozenset[Id]
    places: Sequence[Difference]


def drill(screen: AgreementScreen) -> None:
    """Show the places behind the figure under the cursor."""
    behind = _behind(screen)
    if behind is None:
        return

    def go(answer: Answer | None) -> None:
        if answer is not None and answer.decide:
            _to_spots(screen, behind, answer.place)
        elif answer is not None:
            screen.app.go_to(answer.place.document.id, answer.place.start)

    count = counted(len(behind.places), "place")
    screen.app.push_screen(DifferencesScreen(f"{behind.words} ({count})", behind.places), go)


def spots(screen: AgreementScreen) -> None:
    """Go to the spots behind the figure under the cursor, to decide them."""
    behind = _behind(screen)
    if behind is not None:
        _to_spots(screen, behind, None)


def pairs(screen: AgreementScreen) -> None:
    """Show Cohen's kappa of every two coders for the code under the cursor."""
    line = screen.line
    if line is None or screen.seen is None:
        screen.say("choose a code in the table of codes first")
        return
    names = [coder.name for coder in screen.seen.table.coders]
    told = [
        f"{names[one]} and {names[other]}: "
        + (f"– ({figure.reason})" if figure.value is None else short(figure.value))
        for one, other, figure in line.pairs
    ]
    words = f"Cohen's kappa of every two coders, {line.row.name}\n\n" + "\n".join(
        one_line(text) for text in told
    )
    screen.app.push_screen(HelpScreen("pairs of coders", words, ()))


def _behind(screen: AgreementScreen) -> Behind | None:
    """What is behind the figure under the cursor; None, and said why, where that is nothing."""
    seen = screen.seen
    if seen is None or screen.view == "group":
        screen.say("the places are behind the figures of single codes")
        return None
    row, column = screen.cell
    every = [one.id for one in seen.table.codes]
    if screen.view == "confusion":
        ids = {one.name: one.id for one in seen.table.codes} | {NO_OTHER: NONE}
        pair = [ids[row], ids[column]]
        words = f"{row} of one coder, {column} of another"
        found = Behind(
            words, frozenset(pair) - {NONE}, behind_pair(seen.found, screen.asked, *pair)
        )
    else:
        line = screen.line
        told, wanted = which_places(seen.table, screen.column)
        if line is not None and line.kind == "all":
            places = behind_each(seen.found, screen.asked, wanted)
        else:
            chosen = every if line is None or not line.row.id else [line.row.id]
            places = behind_codes(seen.found, screen.asked, chosen, wanted)
            every = chosen
        found = Behind(f"{row}: {told}", frozenset(every), places)
    if not found.places:
        screen.say("there is no such place")
        return None
    return found


def _to_spots(screen: AgreementScreen, behind: Behind, at: Difference | None) -> None:
    """Go to the spots of some places, and there to the one at a place."""
    from coder.tui.screens.reconciling import ReconcilingScreen

    spans: defaultdict[Id, list[tuple[int, int]]] = defaultdict(list)
    for one in behind.places:
        spans[one.document.id].append((one.start, one.end))
    places = tuple((document, tuple(found)) for document, found in spans.items())
    screen.app.action_place("reconcile")
    there = screen.app.get_screen("reconcile", ReconcilingScreen)
    only = Chosen(codes=behind.codes, places=places, words=behind.words)
    there.narrow(only, None if at is None else (at.document.id, at.start))
