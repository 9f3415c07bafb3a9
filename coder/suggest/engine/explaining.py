"""Why a code is suggested: the very numbers that made its score, with what stands behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

import numpy as np

from coder.explanation import Alike, Before, Clue, Explanation, Hit, Taught
from coder.identity import Id
from coder.suggest.engine.clues import LearnedWords
from coder.suggest.engine.combiner import FEATURES
from coder.suggest.engine.engine import Engine
from coder.suggest.engine.hearing import Heard, Said
from coder.suggest.engine.interview import AHEAD
from coder.suggest.engine.track import apart_from

LIKE = 0.12
"""Segments that are less like one than this are not named."""
MOST_HITS, MOST_CLUES = 4, 5
LEAST_SHARE = 0.02
LEARNED = [FEATURES.index(name) for name in ("learned", "loose_learned", "learned_more")]
AHEAD_SHARE, QUESTION_SHARE = FEATURES.index("terms_ahead"), FEATURES.index("question")
FOLLOWS = FEATURES.index("follows")


class Explainer:
    """Explains suggestions for one document; `features` are those of `walk_through`."""

    def __init__(self, engine: Engine, heard: Heard, said: Said, features: np.ndarray) -> None:
        self._engine, self._heard, self._said = engine, heard, said
        self._features = features
        self._words = LearnedWords(engine, heard)
        self._places = engine.places(heard)

    def explain(self, pairs: Iterable[tuple[int, int]]) -> Iterator[Explanation]:
        """The explanations for pairs of a segment and the column of a code, in their order."""
        wanted = list(pairs)
        numbers = sorted({number for number, _ in wanted})
        rows = self._engine.rows(self._heard)[numbers]
        lines = dict(zip(numbers, self._engine.learner.likenesses(rows), strict=True))
        coefficients = self._engine.coefficients
        for number, column in wanted:
            features = self._features[number, column]
            shares = features * np.array(coefficients.values)
            alike, unlike = self._neighbours(number, column, lines[number])
            yield Explanation(
                tuple(coefficients.parts(features).items()),
                tuple(zip(FEATURES, features.tolist(), shares.tolist(), strict=True)),
                tuple(self._hits(number, column, shares)),
                tuple(self._clues(number, column, shares)),
                alike,
                unlike,
                self._before(number, column),
                self._taught(number, column),
            )

    # ------------------------------------------------------------------ words

    def _hits(self, number: int, column: int, shares: np.ndarray) -> Iterator[Hit]:
        """The terms of a code here, and the next ones ahead and in the question if they count."""
        code, asks = self._engine.codes[column], self._heard.setting.asks
        yield from list(self._hits_at(number, number, code, "here"))[:MOST_HITS]
        if shares[AHEAD_SHARE] >= LEAST_SHARE:
            for there in range(number + 1, min(number + AHEAD + 1, len(self._heard))):
                hits = list(self._hits_at(number, there, code, "ahead"))
                if hits and not asks[there]:
                    yield hits[0]
                    break
        if shares[QUESTION_SHARE] >= LEAST_SHARE:
            for asked in reversed(np.flatnonzero(asks[:number]).tolist()):
                hits = list(self._hits_at(number, asked, code, "question"))
                if hits:
                    yield hits[0]
                    break

    def _hits_at(self, number: int, there: int, code: Id, where: str) -> Iterator[Hit]:
        """The terms of a code in one segment, as sure as they are without what was said here."""
        track, said = self._engine.track, self._engine.said_of(self._heard.document)
        pieces = self._heard.found[there].get(code, ())
        nothing = np.zeros(len(self._engine.codes), bool)
        given = nothing if said is None else said.given[number]
        absent = nothing if said is None else said.absent[number]
        with apart_from(track, self._heard.found[number], given, absent):
            for piece in track.judged(code, pieces):
                right, wrong = track.counts(code, piece.term)
                yield Hit(piece.term, piece.text, piece.spans, piece.score, right, wrong, where)

    def _clues(self, number: int, column: int, shares: np.ndarray) -> Iterator[Clue]:
        """The words that were learned to speak for a code, or against it, the strongest first."""
        learned = float(self._features[number, column, FEATURES.index("learned")])
        scale = float(shares[LEARNED].sum()) / learned if abs(learned) > 1e-9 else 0.0
        if not scale:
            return
        bearing, values = self._words.values(number, column)
        for at in np.argsort(-np.abs(values), kind="stable")[:MOST_CLUES]:
            share = float(values[at]) * scale
            if abs(share) >= LEAST_SHARE:
                yield Clue(bearing.words[at], bearing.spans[at], share)

    # ------------------------------------------------------------------ segments

    @cached_property
    def _known(self) -> tuple[np.ndarray, np.ndarray]:
        """Which codes the segments learned from have, and which they lack: segments x codes."""
        engine = self._engine
        given, lacking = engine.decided()
        return given, lacking | (~given & np.asarray(given.any(axis=1))[:, None])

    @cached_property
    def _counts(self) -> tuple[np.ndarray, np.ndarray]:
        return self._engine.taught()

    def _neighbours(
        self, number: int, column: int, likeness: np.ndarray
    ) -> tuple[Alike | None, Alike | None]:
        """The likest segment that has the code, and the likest that was decided on and lacks it."""
        found = []
        having, lacking = self._known
        for those in (having[:, column], lacking[:, column]):
            likely = np.where(those, likeness, -1.0)
            if self._places[number] >= 0:
                likely[self._places[number]] = -1.0
            found.append(self._alike(likely))
        return found[0], found[1]

    def _alike(self, likeness: np.ndarray) -> Alike | None:
        if not len(likeness) or likeness.max() < LIKE:
            return None
        place = int(np.argmax(likeness))
        document, number = self._engine.key(place)
        segment = self._engine.heard(document).segments[number]
        return Alike(document, segment.start, segment.end, round(float(likeness[place]), 4))

    # ------------------------------------------------------------------ what was coded

    def _before(self, number: int, column: int) -> Before:
        """Where the code was given before in this document."""
        given, setting = self._said.given[:number], self._heard.setting
        times = np.flatnonzero(given[:, column])
        coded = np.flatnonzero(given.any(axis=1))
        after = None
        if len(coded) and self._features[number, column, FOLLOWS] > 0:
            last = np.flatnonzero(given[coded[-1]])
            after = next((self._engine.codes[one] for one in last if one != column), None)
        if not len(times):
            return Before(after=after)
        last_time = int(times[-1])
        return Before(
            len(times),
            number - last_time,
            bool(setting.turns[last_time] == setting.turns[number]),
            bool(setting.asks[last_time + 1 : number + 1].any()),
            after,
        )

    def _taught(self, number: int, column: int) -> Taught:
        """How many segments the code was said to apply to, or not, this one left out."""
        given, absent = (int(counts[column]) for counts in self._counts)
        said = self._engine.said_of(self._heard.document)
        if said is not None:
            given -= int(said.given[number, column])
            absent -= int(said.absent[number, column])
        return Taught(given, absent)
