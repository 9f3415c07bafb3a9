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

    `brief` is what it is called at the top where there is little room: ten of them fit in 80 cells.
    """

    name: str
    key: str
    title: str
    brief: str
    module: str
    screen: str


PLACES = (
    Place("coding", "f2", "Coding", "Code", "coding", "CodingScreen"),
    Place("overview", "f3", "Overview", "Docs", "overview", "OverviewScreen"),
    Place("codebook", "f4", "Codebook", "Book", "codebook", "CodebookScreen"),
    Place("quotations", "f5", "Quotations", "Quote", "quotations", "QuotationsScreen"),
    Place("frequencies", "f6", "Frequencies", "Freq", "frequencies", "FrequenciesScreen"),
    Place("search", "slash,f7", "Search", "Find", "search", "SearchScreen"),
    Place("agreement", "f8", "Agreement", "Agree", "agreement", "AgreementScreen"),
    Place("reconcile", "f9", "Reconcile", "Decide", "reconciling", "ReconcilingScreen"),
    Place("leads", "Q", "Look next", "Next", "leads", "LeadsScreen"),
    Place("unsettled", "U", "Merge questions", "Ask", "unsettled", "UnsettledScreen"),
)

ABOUT = {
    "coding": "Read and code a transcript.",
    "overview": "The transcripts: how far each is, import, done.",
    "codebook": "The codes: edit, merge, split, import, export.",
    "quotations": "What was coded, to read, change and export.",
    "frequencies": "How often what was coded, as a table.",
    "search": "Words in what was said.",
    "agreement": "How far coders agree, with the places behind.",
    "reconcile": "Where coders differ, decided spot by spot.",
    "leads": "Segments that may need a code.",
    "unsettled": "What merging asks; merging the files of others.",
}
"""What one does at a place, for the palette and the help."""


def make_screen(place: Place) -> Screen[None]:
    """The screen of a place."""
    module = import_module(f"coder.tui.screens.{place.module}")
    screen = getattr(module, place.screen)()
    if not isinstance(screen, Screen):
        raise TypeError(place.screen)
    return screen


def place_bar(app: CoderApp, here: str) -> PlaceBar:
    """The line that tells the places, for the top of one of them."""
    places = [(place.name, place.title, place.brief) for place in PLACES]
    return PlaceBar(places, here, app.workspace.project.path.stem, app.key_of)
