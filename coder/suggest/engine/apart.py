"""What terms and learned words say of a document, each segment apart from what was said of itself.

So a segment's own codes never reach its own suggestions: neither through its own score, nor through
the scores of the segments ahead of it, which are looked at too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from coder.suggest.engine.hearing import Heard, Said
from coder.suggest.engine.interview import AHEAD as TERMS_AHEAD
from coder.suggest.engine.interview import Setting, ahead
from coder.suggest.engine.kernel import KernelLearner
from coder.suggest.engine.track import TrackRecord, apart_from

AHEAD, FADING = 4, 0.8
"""Segments ahead whose learned scores count, up to the next question, and how these fade."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned of a document: rows and places of its segments, and scores (x codes).

    `places` are those among the segments learned from, -1 for others.
    """

    learner: KernelLearner
    rows: csr_matrix
    places: np.ndarray
    scores: np.ndarray


def learned_apart(learner: KernelLearner, rows: csr_matrix, places: np.ndarray) -> Learned:
    """What is learned of segments; of those learned from, as if they were not."""
    scores = np.array(learner.scores(rows))
    known = places >= 0
    if known.any():
        scores[known] = learner.without_itself(places[known])
    return Learned(learner, rows, places, scores)


def learned_ahead(learned: Learned, setting: Setting, first: int = 0) -> np.ndarray:
    """What was learned of the segments ahead of each, faded and added up: segments x codes.

    Segments before `first` are not looked at; theirs are 0.
    """
    found, asks = np.zeros_like(learned.scores), setting.asks
    going = np.arange(first, len(found))
    for step in range(1, AHEAD + 1):
        going = going[going + step < len(found)]
        going = going[~asks[going + step]]
        here = going[~setting.interviewer[going + step]]
        if len(here):
            found[here] += _as_seen(learned, here, here + step) * FADING**step
    return found


def terms_apart(
    track: TrackRecord, heard: Heard, said: Said | None, first: int = 0
) -> tuple[np.ndarray, np.ndarray]:
    """What the terms say of each segment, and of those ahead of it: segments x codes, twice.

    `said` is what the track record holds of the document; of segments before `first` it is not set
    apart.
    """
    terms = track.scores(heard.found)
    coming = ahead(terms, heard.setting)
    if said is None:
        return terms, coming
    decided = (said.given | said.absent).any(axis=1)
    terms = terms.copy()
    for number in map(int, np.flatnonzero(decided)):
        found = heard.found[number]
        if number < first or not found:
            continue
        window = slice(number, number + TERMS_AHEAD + 1)
        with apart_from(track, found, said.given[number], said.absent[number]):
            seen = track.scores(heard.found[window])
        terms[number] = seen[0]
        coming[number] = ahead(seen, heard.setting.part(window))[0]
    return terms, coming


def terms_of_questions(track: TrackRecord, heard: Heard, said: Said | None) -> np.ndarray:
    """What terms say of the segments that ask something, by the other documents; else 0."""
    scores = np.zeros((len(heard), track.codes))
    asks = np.flatnonzero(heard.setting.asks)
    if said is not None:
        track.add(heard, said, -1)
    scores[asks] = track.scores([heard.found[number] for number in asks])
    if said is not None:
        track.add(heard, said)
    return scores


def _as_seen(learned: Learned, here: np.ndarray, there: np.ndarray) -> np.ndarray:
    """The scores of segments `there` as those `here` see them: without what these taught."""
    learner, places = learned.learner, learned.places
    scores = np.array(learned.scores[there])
    taught = places[here] >= 0
    both = taught & (places[there] >= 0)
    if both.any():
        scores[both] = learner.without_both(places[there[both]], places[here[both]])
    fresh = taught & ~both
    if fresh.any():
        rows = learned.rows[there[fresh]]
        scores[fresh] = learner.without(rows, scores[fresh], places[here[fresh]])
    return scores
