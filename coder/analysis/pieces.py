"""Codings cut at the turns they run over, and what can be counted about the pieces.

Positions are Unicode code points of the document's canonical text, ends exclusive. A word
character is a letter or a digit, as in `coder.model.count_words`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from coder.identity import Id
from coder.model import Coding, Document, Segment, Turn

Span = tuple[int, int]
Count = Callable[[Iterable["Piece"]], int]

_WORD = re.compile(r"[^\W_](?:\S*[^\W_])?")
_WORD_CHARACTER = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a coding that lies in one turn.

    `coding` numbers the codings (pieces of one coding share it), `turn` is an index in
    `Document.turns`; it is None, and the span empty, for a coding outside all turns.
    """

    coding: int
    code: Id
    person: Id
    document: Id
    turn: int | None
    start: int
    end: int


def distinct(codings: Iterable[Coding]) -> list[Coding]:
    """Codings without repetition: one per coder, code and span; in an order of their own."""
    found = {(c.document, c.start, c.end, c.code, c.coder): c for c in codings}
    return [found[key] for key in sorted(found)]


def cut(
    codings: Sequence[Coding],
    documents: Mapping[Id, Document],
    turns: Mapping[Id, Collection[int]],
) -> list[Piece]:
    """The pieces of all codings that lie in the given turns (indexes per document).

    A coding has a piece in each turn of which it holds a word character; one that holds none
    (a bracket, three dots) has a piece in each turn it overlaps. A coding that lies in other
    turns only has no piece at all; one outside all turns has a single empty piece.
    """
    spans = {key: _Spans.of_turns(document) for key, document in documents.items()}
    pieces: list[Piece] = []
    for number, coding in enumerate(codings):
        text = documents[coding.document].text
        found = _held(text, spans[coding.document], coding.start, coding.end)
        parts: list[tuple[int | None, int, int]] = [
            hit for hit in found if hit[0] in turns[coding.document]
        ]
        if not found:
            parts = [(None, coding.start, coding.start)]
        pieces += [
            Piece(number, coding.code, coding.coder, coding.document, turn, start, end)
            for turn, start, end in parts
        ]
    return pieces


def turn_finder(document: Document) -> Callable[[int, int], list[Turn]]:
    """A function that finds the turns of which a span holds word characters, or else overlaps."""
    spans = _Spans.of_turns(document)

    def find(start: int, end: int) -> list[Turn]:
        return [document.turns[index] for index, _, _ in _held(document.text, spans, start, end)]

    return find


def count_codings(pieces: Iterable[Piece]) -> int:
    """Number of codings the pieces come from."""
    return len({piece.coding for piece in pieces})


def count_documents(pieces: Iterable[Piece]) -> int:
    """Number of documents the pieces lie in."""
    return len({piece.document for piece in pieces})


def count_characters(pieces: Iterable[Piece]) -> int:
    """Number of characters under the pieces, each once however many pieces cover it."""
    return sum(end - start for spans in _unions(pieces).values() for start, end in spans)


def segment_counter(
    documents: Mapping[Id, Document], segments: Mapping[Id, Sequence[Segment]]
) -> Count:
    """A function that counts the segments of which the pieces hold a word character."""
    spans = {key: _Spans.of_segments(segments[key]) for key in documents}
    cache: dict[tuple[Id, int, int], frozenset[tuple[Id, int]]] = {}

    def held(piece: Piece) -> frozenset[tuple[Id, int]]:
        key = (piece.document, piece.start, piece.end)
        if key not in cache:
            text = documents[piece.document].text
            cache[key] = frozenset(
                (piece.document, index)
                for index, start, end in spans[piece.document].overlaps(piece.start, piece.end)
                if _WORD_CHARACTER.search(text, start, end)
            )
        return cache[key]

    return lambda pieces: len(frozenset().union(*(held(piece) for piece in pieces)))


def word_counter(documents: Mapping[Id, Document]) -> Count:
    """A function that counts the words that lie under the pieces, wholly or in part."""
    words = {key: _word_spans(document) for key, document in documents.items()}

    def count(pieces: Iterable[Piece]) -> int:
        total = 0
        for document, spans in _unions(pieces).items():
            starts, ends = words[document]
            counted = 0
            for start, end in spans:
                first = max(bisect_right(ends, start), counted)
                last = bisect_left(starts, end)
                total += max(last - first, 0)
                counted = max(counted, last)
        return total

    return count


def _held(text: str, spans: _Spans, start: int, end: int) -> list[tuple[int, int, int]]:
    """Index, start and end of the overlaps that hold a word character, of all if none does."""
    found = list(spans.overlaps(start, end))
    spoken = [hit for hit in found if _WORD_CHARACTER.search(text, hit[1], hit[2])]
    return spoken or found


def _unions(pieces: Iterable[Piece]) -> dict[Id, list[Span]]:
    """Per document the spans under the pieces, sorted and joined where they touch."""
    spans: defaultdict[Id, list[Span]] = defaultdict(list)
    for piece in pieces:
        spans[piece.document].append((piece.start, piece.end))
    return {document: _joined(found) for document, found in spans.items()}


def _joined(spans: list[Span]) -> list[Span]:
    """Spans sorted, without overlap."""
    union: list[Span] = []
    for start, end in sorted(spans):
        if union and start <= union[-1][1]:
            union[-1] = (union[-1][0], max(end, union[-1][1]))
        else:
            union.append((start, end))
    return union


def _word_spans(document: Document) -> tuple[list[int], list[int]]:
    """Starts and ends of all words spoken, as `count_words` sees them turn by turn."""
    starts: list[int] = []
    ends: list[int] = []
    for turn in sorted(document.turns, key=lambda turn: turn.start):
        spoken = document.text[turn.start : turn.end]
        for match in _WORD.finditer(spoken):
            starts.append(turn.start + match.start())
            ends.append(turn.start + match.end())
    return starts, ends


@dataclass(frozen=True, slots=True)
class _Spans:
    """Spans in order of their starts that do not overlap, each with its index at home."""

    starts: list[int]
    ends: list[int]
    indexes: list[int]

    @classmethod
    def of_turns(cls, document: Document) -> _Spans:
        """The turns of a document."""
        return cls._of([(turn.start, turn.end) for turn in document.turns])

    @classmethod
    def of_segments(cls, segments: Sequence[Segment]) -> _Spans:
        """The segments of a document."""
        return cls._of([(segment.start, segment.end) for segment in segments])

    @classmethod
    def _of(cls, spans: list[Span]) -> _Spans:
        order = sorted(range(len(spans)), key=lambda index: spans[index])
        return cls([spans[i][0] for i in order], [spans[i][1] for i in order], order)

    def overlaps(self, start: int, end: int) -> Iterable[tuple[int, int, int]]:
        """Index, start and end of the overlap of every span that `[start, end)` overlaps."""
        for place in range(bisect_right(self.ends, start), bisect_left(self.starts, end)):
            low, high = max(start, self.starts[place]), min(end, self.ends[place])
            if low < high:
                yield self.indexes[place], low, high
