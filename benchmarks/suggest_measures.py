"""What is counted of ranked suggestions: first and first three, onsets, shown ones, keys pressed.

Neutral codes (given by one of two coders) count neither way: they are left out of every ranking
and every count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from coder.model import Code
from training.fit_suggestions import calibration_error
from training.gold import Gold

FIRST = 3
LEAST, MOST = 0.4, 3
"""The display rule: from this probability on, and at most so many a segment."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A document and a score for every unit and code (units x codes)."""

    gold: Gold
    scores: np.ndarray

    def ranking(self, unit: int) -> np.ndarray:
        """The codes of a unit, the best first, without the neutral ones."""
        order = np.argsort(-self.scores[unit], kind="stable")
        return np.asarray(order[~self.gold.neutral[unit][order]])


def ranks(documents: Sequence[Ranked], onsets: bool = False) -> dict[str, float]:
    """P@1 (the first code is right), R@3 (share of a unit's codes in the first 3) and n."""
    first, three = [], []
    for one in documents:
        wanted = one.gold.onsets() if onsets else one.gold.coded
        for unit in np.flatnonzero(wanted):
            order, given = one.ranking(int(unit)), one.gold.given[unit]
            first.append(bool(given[order[0]]))
            three.append(given[order[:FIRST]].sum() / min(FIRST, int(given.sum())))
    n = len(first)
    return {
        "p@1": float(np.mean(first)) if n else 0.0,
        "r@3": float(np.mean(three)) if n else 0.0,
        "n": n,
    }


def both(documents: Sequence[Ranked]) -> dict[str, dict[str, float]]:
    """The ranks of all coded units, and of onsets."""
    return {"all": ranks(documents), "onset": ranks(documents, onsets=True)}


def shown_of(one: Ranked, least: float = LEAST) -> np.ndarray:
    """What the display rule would show of a document: units x codes, bool."""
    scores = np.where(one.gold.neutral, -1.0, one.scores)
    order = np.argsort(-scores, axis=1, kind="stable")[:, :MOST]
    among = np.zeros(scores.shape, bool)
    np.put_along_axis(among, order, True, axis=1)
    return np.asarray(among & (scores >= least))


def counted(documents: Sequence[Ranked], shown: Sequence[np.ndarray]) -> dict[str, float]:
    """Precision, coverage (the share of gold codes that is shown), micro and macro F1."""
    said = np.concatenate(list(shown))
    meant = np.concatenate([one.gold.given for one in documents])
    right = (said & meant).sum(axis=0)
    both_ways = said.sum(axis=0) + meant.sum(axis=0)
    used = meant.any(axis=0)
    return {
        "precision": float(right.sum() / max(said.sum(), 1)),
        "coverage": float(right.sum() / max(meant.sum(), 1)),
        "micro_f1": float(2 * right.sum() / max(both_ways.sum(), 1)),
        "macro_f1": float(np.mean(2 * right[used] / np.maximum(both_ways[used], 1))),
    }


def best_expected(likely: np.ndarray) -> float:
    """The threshold from which on F1 is highest, expected from the probabilities alone."""
    ordered = np.sort(likely.ravel())[::-1]
    expected = 2 * np.cumsum(ordered) / (np.arange(1, ordered.size + 1) + ordered.sum())
    return float(ordered[int(np.argmax(expected))])


def needs_code(documents: Sequence[Ranked]) -> float:
    """Average precision of "needs a code", by the best score of each unit."""
    scores, needs = [], []
    for one in documents:
        clear = one.gold.coded | ~one.gold.neutral.any(axis=1)
        best = np.where(one.gold.neutral, -1.0, one.scores).max(axis=1)
        scores.append(best[clear])
        needs.append(one.gold.coded[clear])
    right = np.concatenate(needs)[np.argsort(-np.concatenate(scores), kind="stable")]
    precision = np.cumsum(right) / np.arange(1, right.size + 1)
    return float(precision[right].mean()) if right.any() else 0.0


def calibration(documents: Sequence[Ranked], least: float = 0.0) -> float:
    """The calibration error over all pairs of unit and code whose probability is at least this."""
    likely = np.concatenate([one.scores[~one.gold.neutral] for one in documents])
    right = np.concatenate([one.gold.given[~one.gold.neutral] for one in documents])
    chosen = likely >= least
    return calibration_error(likely[chosen], right[chosen]) if chosen.any() else 0.0


def keystrokes(documents: Sequence[Ranked], codes: Sequence[Code]) -> dict[str, float]:
    """Keys per coding under the screen's key map, each coding in the cheapest way.

    Getting to a coded unit is one key (`n`). A code costs: its hot key 1; `.` 1, if it was the last
    one; the first of those shown 1 (`a`), another 2 (`s` and its digit), and once a unit 1 more to
    see them (`Enter`); else the picker: `c`, letters until the name is the only one, `Enter`.
    """
    letters = _letters([code.name for code in codes])
    hot = [bool(code.hotkey) for code in codes]
    keys = read = made = 0
    for one in documents:
        shown, last = shown_of(one), -1
        read += len(one.scores)
        for unit in map(int, np.flatnonzero(one.gold.coded)):
            keys += 1
            seen = False
            offered = [int(code) for code in one.ranking(unit) if shown[unit, code]]
            for code in sorted(
                map(int, np.flatnonzero(one.gold.given[unit])), key=lambda c: c != last
            ):
                made += 1
                ways = [2 + letters[code]] + [1] * (hot[code] or code == last)
                if code in offered:
                    ways.append((1 if offered[0] == code else 2) + (not seen))
                keys += min(ways)
                if code in offered:
                    seen = seen or min(ways) == ways[-1]
                    offered.remove(code)
                last = code
    coded = sum(int(one.gold.coded.sum()) for one in documents)
    return {"per_coding": keys / max(made, 1), "with_reading": (keys + read - coded) / max(made, 1)}


def _letters(names: Sequence[str]) -> list[int]:
    """For each name, how many of its first letters no other name begins with."""
    found = []
    for name in names:
        others = [other for other in names if other != name]
        size = 1
        while size < len(name) and any(other.startswith(name[:size]) for other in others):
            size += 1
        found.append(size)
    return found


def by_document(documents: Sequence[Ranked]) -> Mapping[str, dict[str, object]]:
    """The figures of each document."""
    return {
        one.gold.name: {**both([one]), "shown": counted([one], [shown_of(one)])}
        for one in documents
    }
