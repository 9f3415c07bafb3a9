"""Items of a term in order on the words of a segment, with gaps, without backtracking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from coder.linguistic import Analysis, Token
from coder.suggest.spelling import joins
from coder.suggest.vocabulary import Hit, Vocabulary


@dataclass(frozen=True, slots=True)
class Step:
    """One place in a sequence: the items that fit it, and how many words may stand before it."""

    numbers: frozenset[int]
    gap: int = 0


class Match(NamedTuple):
    """Where a term is found: indexes into `Reading.tokens` and the reason at each."""

    places: tuple[int, ...]
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A segment as matching sees it.

    `tokens` are its words without fillers, `indexes` their places in the analysis, `hits` what
    each fits, and `places` where each item of the terms is fitted, in order.
    """

    analysis: Analysis
    tokens: tuple[Token, ...]
    indexes: tuple[int, ...]
    hits: tuple[Mapping[int, Hit], ...]
    places: Mapping[int, Sequence[int]]
    apart: Mapping[int, Sequence[Match]]


def read(analysis: Analysis, vocabulary: Vocabulary) -> Reading:
    """The words of a segment with what each fits."""
    kept = [(i, token) for i, token in enumerate(analysis.tokens) if not token.word.filler]
    tokens = tuple(token for _, token in kept)
    hits = tuple(vocabulary.hits(token.word) for token in tokens)
    places: dict[int, list[int]] = {}
    for place, found in enumerate(hits):
        for number in found:
            places.setdefault(number, []).append(place)
    apart = _written_apart(tokens, vocabulary)
    return Reading(analysis, tokens, tuple(i for i, _ in kept), hits, places, apart)


def find(steps: tuple[Step, ...], reading: Reading) -> list[Match]:
    """Every place of a sequence, shortest first where they overlap, in order of the text.

    Time grows with words times gap times steps: for each step only the latest start that
    reaches a word is kept.
    """
    reached: dict[int, tuple[int, ...]] = {}
    for order, step in enumerate(steps):
        here = _places(step, reading)
        if order == 0:
            reached = {place: (place,) for place in here}
        else:
            reached = {
                place: (*path, place)
                for place in here
                if (path := _latest(reached, place, step.gap)) is not None
            }
        if not reached:
            return []
    return [
        Match(
            path, tuple(_best(step, reading.hits[p]) for step, p in zip(steps, path, strict=True))
        )
        for path in _apart(reached)
    ]


def _places(step: Step, reading: Reading) -> list[int]:
    if len(step.numbers) == 1:
        return list(reading.places.get(next(iter(step.numbers)), ()))
    return sorted({p for number in step.numbers for p in reading.places.get(number, ())})


def _latest(reached: Mapping[int, tuple[int, ...]], place: int, gap: int) -> tuple[int, ...] | None:
    """The path with the latest start that ends at most `gap` words before a place."""
    paths = [reached[p] for p in range(place - 1, place - 2 - gap, -1) if p in reached]
    return max(paths, default=None)


def _apart(reached: Mapping[int, tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Paths that do not overlap, the earliest end first."""
    chosen: list[tuple[int, ...]] = []
    for place in sorted(reached):
        if not chosen or reached[place][0] > chosen[-1][-1]:
            chosen.append(reached[place])
    return chosen


def _best(step: Step, hits: Mapping[int, Hit]) -> Hit:
    """The surest reason of a word for a step; by text where equally sure."""
    found = [hits[number] for number in step.numbers if number in hits]
    return min(found, key=lambda hit: (-hit.quality, hit.kind, hit.text))


def _written_apart(tokens: tuple[Token, ...], vocabulary: Vocabulary) -> dict[int, list[Match]]:
    """Words of the terms written as two words ("warmte net"), by number of the item."""
    found: dict[int, list[Match]] = {}
    for place in range(len(tokens) - 1):
        first, second = tokens[place].word, tokens[place + 1].word
        if not joins(first.form, second.form, first.known and second.known):
            continue
        for ending in dict.fromkeys((second.form, *second.lemmas[:1])):
            for number, hit in vocabulary.written_apart(first.form, ending):
                matches = found.setdefault(number, [])
                if not matches or matches[-1].places[0] != place:
                    matches.append(Match((place, place + 1), (hit,)))
    return found
