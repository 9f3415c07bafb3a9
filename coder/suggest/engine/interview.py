"""Where one is in an interview: what the codes given so far say of the next segment.

A reader goes through a document in order. Before each segment `RunningInterview.features` tells,
per code, what was coded before; `passed` then takes the codes that the segment got. Only what
stands before a segment is used, never its own codes or those after it; the *words* of what follows
are known, since the whole transcript is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

QUESTION = 5
"""Least number of words of an interviewer's segment that asks something."""
AHEAD = 6
"""How many segments ahead the words are looked at, up to the next question."""
FADING_AHEAD, FADING_QUESTION, FADING_ASKED = 0.85, 0.85, 0.3
NEAR, RECENT, LAST = 1.0, 3.0, 8.0
"""How fast codings fade, in segments: weight exp(-distance / this)."""
DENSITY = 0.2


@dataclass(frozen=True, slots=True)
class Setting:
    """The segments of a document, in order: turn numbers, who asks, and words in each."""

    turns: np.ndarray
    interviewer: np.ndarray
    words: np.ndarray

    @property
    def asks(self) -> np.ndarray:
        """Which segments ask something."""
        return self.interviewer & (self.words >= QUESTION)

    def part(self, chosen: slice) -> Setting:
        """Some segments that follow each other."""
        return Setting(self.turns[chosen], self.interviewer[chosen], self.words[chosen])


class RunningInterview:
    """The state of reading one document; `habits` is what earlier documents tell (`Habits`)."""

    def __init__(self, setting: Setting, habits: Habits) -> None:
        codes = len(habits.given)
        self._setting, self._habits = setting, habits
        self._near, self._recent = np.zeros(codes), np.zeros(codes)
        self._last, self._since = np.zeros(codes, bool), math.inf
        self._in_turn, self._seen = np.zeros(codes, bool), np.zeros(codes, bool)
        self._asked_since = np.zeros(codes)
        self._question = np.zeros(codes)
        self._density = 0.0
        self._at = 0

    def features(self) -> dict[str, np.ndarray | float]:
        """What is known before the segment at hand, per code or for all codes."""
        at, setting = self._at, self._setting
        if at and setting.turns[at] != setting.turns[at - 1]:
            self._in_turn[:] = False
        asked = self._asked_since > 0
        return {
            "near": self._near.copy(),
            "recent": self._recent.copy(),
            "recent_asked": self._recent * asked,
            "recent_interviewer": self._recent * setting.interviewer[at],
            "last": self._last * math.exp(-self._since / LAST),
            "turn": self._in_turn.astype(float),
            "seen": self._seen.astype(float),
            "follows": self._habits.follows(self._last),
            "question": self._question.copy(),
            "density": self._density,
        }

    def passed(self, given: np.ndarray, terms: np.ndarray) -> None:
        """Go on: the codes given to the segment (bool per code), and what its terms said."""
        at = self._at
        self._near = (self._near + given) * math.exp(-1.0 / NEAR)
        self._recent = (self._recent + given) * math.exp(-1.0 / RECENT)
        if self._setting.asks[at]:
            self._asked_since += 1
            self._question = np.maximum(self._question * FADING_ASKED, terms)
        else:
            self._question = self._question * FADING_QUESTION
        self._asked_since[given] = 0
        if given.any():
            self._habits.note(self._last, given)
            self._last, self._since = given.copy(), 1.0
        else:
            self._since += 1.0
        self._in_turn |= given
        self._seen |= given
        self._density = (1 - DENSITY) * self._density + DENSITY * bool(given.any())
        self._at += 1


@dataclass
class Habits:
    """How often codes were given, and which follows which; grows with what is read."""

    given: np.ndarray
    followed: np.ndarray
    segments: float = 0.0

    def share(self) -> np.ndarray:
        """Log of how much more often than evenly a code was given, of all codings; 0 at first."""
        codes = len(self.given)
        return np.asarray(np.log(codes * (self.given + 0.5) / (self.given.sum() + 0.5 * codes)))

    def follows(self, last: np.ndarray) -> np.ndarray:
        """Log of how much more often than usual a code comes after the last ones."""
        if not last.any():
            return np.zeros(len(self.given))
        usual = (self.given + 0.5) / (self.given.sum() + 0.5 * len(self.given))
        after = self.followed[last].sum(axis=0)
        return np.asarray(np.log((after + 4.0 * usual) / (after.sum() + 4.0) / usual))

    def note(self, last: np.ndarray, given: np.ndarray) -> None:
        """Count the codes of one segment, after those of the last coded one."""
        self.given += given
        self.segments += 1
        if last.any():
            self.followed[np.ix_(last, given & ~last)] += 1

    def copy(self) -> Habits:
        """The same counts, to go on from apart."""
        return Habits(self.given.copy(), self.followed.copy(), self.segments)


def no_habits(codes: int) -> Habits:
    """What is known of how often codes are given before anything was coded."""
    return Habits(np.zeros(codes), np.zeros((codes, codes)))


def read_habits(documents: Sequence[np.ndarray], codes: int) -> Habits:
    """The habits in documents (segments x codes, bool)."""
    habits = no_habits(codes)
    for given in documents:
        last = np.zeros(codes, bool)
        for row in given[given.any(axis=1)]:
            habits.note(last, row)
            last = row
    return habits


def ahead(scores: np.ndarray, setting: Setting) -> np.ndarray:
    """What the words of the next segments say, up to the next question: faded noisy-or."""
    doubt, asks = np.ones(scores.shape), setting.asks
    here = np.arange(len(scores))
    for step in range(1, AHEAD + 1):
        here = here[here + step < len(scores)]
        here = here[~asks[here + step]]
        doubt[here] *= 1.0 - scores[here + step] * FADING_AHEAD**step
    return np.asarray(1.0 - doubt)
