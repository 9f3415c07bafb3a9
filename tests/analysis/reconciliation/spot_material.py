"""One line of text, coded by hand: `given("anna", "a", 0, 9)` is a coding of it."""

from __future__ import annotations

from hypothesis import strategies as st

from coder.analysis.reconciliation.spots import find_spots
from coder.model import Coding, Document, Turn

TEXT = "Een huis met een tuin. Een straat zonder huizen, en dan nog een plein met bomen."
DOCUMENT = Document("d", TEXT, (Turn(0, len(TEXT)),))
PEOPLE = ("anna", "bas", "carla")


def given(coder, code, start, end, number=0):
    key = f"{coder}{code}{start}-{end}#{number}"
    return Coding(key, DOCUMENT.id, DOCUMENT.revision, code, coder, start, end, TEXT[start:end])


def spots(*codings, coders=PEOPLE):
    return find_spots(DOCUMENT, codings, coders)


def spot(*codings, coders=PEOPLE):
    """The only spot of these codings."""
    (found,) = spots(*codings, coders=coders)
    return found


def spans(pieces):
    return [(piece.start, piece.end, piece.code) for piece in pieces]


@st.composite
def some_codings(draw, coders=(*PEOPLE, "dirk")):
    places = st.tuples(st.sampled_from(coders), st.sampled_from("abc"), st.integers(0, len(TEXT)))
    found = draw(st.lists(st.tuples(places, st.integers(1, 30)), max_size=25))
    return [
        given(coder, code, start, min(start + length, len(TEXT)), number)
        for number, ((coder, code, start), length) in enumerate(found)
        if start < len(TEXT)
    ]
