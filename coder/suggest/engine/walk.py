"""Going through a document with the engine: features before each segment, and probabilities."""

from __future__ import annotations

import numpy as np

from coder.suggest.engine.apart import (
    learned_ahead,
    learned_apart,
    terms_apart,
    terms_of_questions,
)
from coder.suggest.engine.combiner import FEATURES, probabilities
from coder.suggest.engine.engine import Engine
from coder.suggest.engine.hearing import Heard, Said
from coder.suggest.engine.interview import RunningInterview
from coder.suggest.engine.sense import unheard

SHORT = 4.0
"""Words from which a segment is less and less a short one."""
LOOSE = 3
"""A document of at most so many segments is a loose text, such as an answer in a survey."""
FULL = 3.0
"""Log of the codings of a code from which on what was learned of it counts in full."""


class Walk:
    """One going-through of a document, from its first segment on.

    What was said of the segment at hand is known neither to its words nor to its context.
    """

    def __init__(self, engine: Engine, heard: Heard) -> None:
        self._engine, self.heard = engine, heard
        self._habits = engine.habits(heard.document)
        self._interview = RunningInterview(heard.setting, self._habits)
        self._meaning = unheard(len(heard), len(engine.codes))
        self.at = 0
        self.refresh()

    def refresh(self) -> None:
        """Take in what the engine learned since."""
        engine, heard = self._engine, self.heard
        said, at, learner = engine.said_of(heard.document), self.at, engine.learner
        self._terms, self._terms_ahead = terms_apart(engine.track, heard, said, at)
        self._asked = terms_of_questions(engine.track, heard, said)
        learned = learned_apart(learner, engine.rows(heard), engine.places(heard))
        self._learned = learned.scores
        self._learned_ahead = learned_ahead(learned, heard.setting, at)
        if engine.sense is not None and heard.vectors is not None:
            self._meaning = engine.sense.of(heard.document, heard.vectors, heard.setting)

    def features(self) -> np.ndarray:
        """The features of every code for the segment at hand: codes x features."""
        at, setting = self.at, self.heard.setting
        terms, learned = self._terms[at], self._learned[at]
        words = int(setting.words[at])
        length = float(np.log1p(words))
        loose = float(len(self.heard) <= LOOSE)
        given, share = np.log1p(self._habits.given), self._habits.share()
        values: dict[str, np.ndarray | float] = {
            **self._interview.features(),
            "terms": terms,
            "terms_ahead": self._terms_ahead[at],
            "learned": learned,
            "learned_ahead": self._learned_ahead[at],
            "learned_more": learned * np.minimum(given / FULL, 1.0),
            "share": share,
            "length": length,
            "short": float(1.0 / (1.0 + np.exp(words - SHORT))),
            "interviewer": float(setting.interviewer[at]),
            "all": 1.0,
            "loose": loose,
            "loose_terms": loose * terms,
            "loose_learned": loose * learned,
            "loose_share": loose * share,
            "loose_length": loose * length,
            "rival_terms": _lead(terms),
            "rival_learned": _lead(learned),
            **self._meaning.features(at),
        }
        found = np.empty((len(terms), len(FEATURES)))
        for number, name in enumerate(FEATURES):
            found[:, number] = values[name]
        return found

    def passed(self, given: np.ndarray) -> None:
        """Go on to the next segment; this one got these codes (bool per code)."""
        self._interview.passed(given, self._asked[self.at])
        self.at += 1


def walk_through(engine: Engine, heard: Heard, given: np.ndarray) -> np.ndarray:
    """The features of all segments of a document (segments x codes x features).

    `given` (segments x codes, bool) are the coder's codes; each segment's features know only those
    of the segments before it.
    """
    walk = Walk(engine, heard)
    found = np.empty((len(heard), len(engine.codes), len(FEATURES)))
    for number in range(len(heard)):
        found[number] = walk.features()
        walk.passed(given[number])
    return found


def rank(engine: Engine, heard: Heard, said: Said) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities (segments x codes) of a document, and the features they come from."""
    features = walk_through(engine, heard, said.given)
    return probabilities(engine.coefficients.logits(features)), features


def _lead(scores: np.ndarray) -> np.ndarray:
    """How far each code is before the best of the others."""
    if len(scores) < 2:
        return np.zeros_like(scores)
    best, second = np.sort(scores)[::-1][:2]
    return np.asarray(np.where(scores == best, scores - second, scores - best))
