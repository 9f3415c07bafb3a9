"""The places of the program: which key leads there and which screen shows it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from textual.screen import Screen

from coder.tui.widgets.place_bar import PlaceBar

if TYPE_CHECKING:
    from coder.tui.app import CoderApp


@dataclass(frozen=True, slots=True)
class Place:
    """One place; its screen is imported when somebody goes there first.

    Those that are not `listed` are left out of the line at the top, which is full, but where one
    is at them.
    """

    name: str
    key: str
    title: str
    module: str
    screen: str
    listed: bool = True


PLACES = (
    Place("coding", "f2", "Coding", "coding", "CodingScreen"),
    Place("overview", "f3", "Overview", "overview", "OverviewScreen"),
    Place("codebook", "f4", "Codebook", "codebook", "CodebookScreen"),
    Place("quotations", "f5", "Quotations", "quotations", "QuotationsScreen"),
    Place("frequencies", "f6", "Frequencies", "frequencies", "FrequenciesScreen"),
    Place("search", "slash,f7", "Search", "search", "SearchScreen"),
    Place("agreement", "f8", "Agreement", "agreement", "AgreementScreen", listed=False),
    Place("reconcile", "f9", "Reconcile", "reconciling", "ReconcilingScreen", listed=False),
    Place("leads", "Q", "Look next", "leads", "LeadsScreen", listed=False),
    Place("unsettled", "U", "Merge questions", "unsettled", "UnsettledScreen", listed=False),
)


def make_screen(place: Place) -> Screen[None]:
    """The screen of a place."""
    module = import_module(f"coder.tui.screens.{place.module}")
    screen = getattr(module, place.screen)()
    if not isinstance(screen, Screen):
        raise TypeError(place.screen)
    return screen


def place_bar(app: CoderApp, here: str) -> PlaceBar:
    """The line that tells the places, for the top of one of them."""
    shown = [place for place in PLACES if place.listed or place.name == here]
    places = [(place.name, place.title) for place in shown]
    return PlaceBar(places, here, app.workspace.project.path.stem, app.key_of)
