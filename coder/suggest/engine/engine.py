"""The engine: learns from what one coder said, and ranks codes for segments by probability.

Its state follows from the documents and what was said of them, whatever the order it came in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.sparse import csr_matrix

from coder.identity import Id
from coder.suggest.engine.combiner import Coefficients
from coder.suggest.engine.hearing import Heard, Said
from coder.suggest.engine.interview import Habits, read_habits
from coder.suggest.engine.kernel import KernelLearner
from coder.suggest.engine.meaning_space import Cards
from coder.suggest.engine.sense import Sense
from coder.suggest.engine.track import TrackRecord, plain_scores
from coder.suggest.engine.vectors import Space, space

MOST = 4000
"""Segments learned from at most: coded ones first, then others. Memory is 4 bytes x its square."""
AT_ONCE, FEW = 512, 32
"""Segments learned at a time; with more new ones than a few, too many mean to learn all anew."""
EXPECTED, TERMS_EXPECT = 0.05, 0.5
"""Expected of a segment before learning: the greater of these and this share of its terms."""

Key = tuple[Id, int]
"""A document and the number of a segment in it."""


class Engine:
    """What was learned so far, for one coder and one set of codes.

    `cards` is what the codes say to a model of meaning.
    """

    def __init__(
        self, codes: Sequence[Id], coefficients: Coefficients, cards: Cards | None = None
    ) -> None:
        self.codes = tuple(codes)
        self.numbers = {code: number for number, code in enumerate(self.codes)}
        self.coefficients = coefficients
        self.track = TrackRecord(self.codes)
        self.space: Space = space(())
        self.learner = KernelLearner(0, len(self.codes))
        self.sense = None if cards is None else Sense(cards, len(self.codes))
        self._heard: dict[Id, Heard] = {}
        self._said: dict[Id, Said] = {}
        self._rows: tuple[Heard, Space, csr_matrix] | None = None

    def learn(self, documents: Mapping[Id, tuple[Heard, Said]]) -> None:
        """Know this, and only this, of these documents: what changed is learned or unlearned.

        Documents of which nothing was said teach nothing and may be left out.
        """
        told = {
            eid: pair
            for eid, pair in documents.items()
            if pair[1].given.any() or pair[1].absent.any()
        }
        same = told.keys() == self._said.keys() and all(
            heard is self._heard[eid] for eid, (heard, _) in told.items()
        )
        if not same:
            self._start(told)
            return
        for eid, (_, said) in told.items():
            self._update(eid, said)

    def begin(self, documents: Sequence[Heard]) -> None:
        """Go by the words of these documents, to be learned one by one with `extend`."""
        self.space = space(analysis for heard in documents for analysis in heard.analyses)
        self.learner = KernelLearner(len(self.space.columns), len(self.codes))
        if self.sense is not None:
            self.sense.start({heard.document: heard.vectors for heard in documents}, [], [])

    def extend(self, heard: Heard, said: Said) -> None:
        """Learn one more of the documents that it began with, coded segments first."""
        eid = heard.document
        self._heard[eid], self._said[eid] = heard, said
        self.track.add(heard, said)
        coded = said.given.any(axis=1)
        passed = said.absent.any(axis=1) & ~coded
        numbers = [*np.flatnonzero(coded).tolist(), *np.flatnonzero(passed).tolist()]
        keys = [(eid, number) for number in numbers[: max(MOST - len(self.learner), 0)]]
        self._add(keys)
        if self.sense is not None:
            for key in keys:
                self.sense.teach(key, self._target(key))

    def note(self, heard: Heard, number: int, given: np.ndarray, absent: np.ndarray) -> None:
        """Learn what was said of one segment (bool per code), beside all that is known."""
        eid = heard.document
        before = self._said.get(eid)
        shape = (len(heard), len(self.codes))
        said = Said(
            np.zeros(shape, bool) if before is None else before.given.copy(),
            np.zeros(shape, bool) if before is None else before.absent.copy(),
        )
        said.given[number], said.absent[number] = given, absent
        if before is None:
            told = {known: (self._heard[known], self._said[known]) for known in self._said}
            self._start({**told, eid: (heard, said)})
        else:
            self._update(eid, said)

    def habits(self, apart_from: Id) -> Habits:
        """How codes were given in all documents but one."""
        others = [said.given for eid, said in sorted(self._said.items()) if eid != apart_from]
        return read_habits(others, len(self.codes))

    def similar(self, row: csr_matrix) -> list[tuple[float, Key, np.ndarray]]:
        """The segments learned from, the likest first: likeness, where, and codes it got."""
        likeness = self.learner.likeness(row)
        found = []
        for place in np.argsort(-likeness, kind="stable"):
            eid, number = key = self.key(int(place))
            found.append((float(likeness[place]), key, self._said[eid].given[number]))
        return found

    def rows(self, heard: Heard) -> csr_matrix:
        """The vectors of a document's segments; those of the last document are kept."""
        kept = self._rows
        if kept is None or kept[0] is not heard or kept[1] is not self.space:
            kept = self._rows = (heard, self.space, self.space.rows(heard.analyses))
        return kept[2]

    def places(self, heard: Heard) -> np.ndarray:
        """Where a document's segments are among those learned from; -1 for others."""
        return self.learner.places([(heard.document, number) for number in range(len(heard))])

    def key(self, place: int) -> Key:
        """The segment at a place among those learned from."""
        key = self.learner.keys[place]
        if not isinstance(key, tuple):
            raise TypeError("segments are known by document and number")
        return key

    def decided(self) -> tuple[np.ndarray, np.ndarray]:
        """The codes that the segments learned from have, and those known absent, by place."""
        count = len(self.learner)
        given = np.zeros((count, len(self.codes)), bool)
        absent = np.zeros_like(given)
        for place in range(count):
            eid, number = self.key(place)
            said = self._said[eid]
            given[place], absent[place] = said.given[number], said.absent[number]
        return given, absent

    def taught(self) -> tuple[np.ndarray, np.ndarray]:
        """To how many segments each code was said to apply, and not to apply."""
        given, absent = np.zeros((2, len(self.codes)), int)
        for said in self._said.values():
            given += said.given.sum(axis=0)
            absent += said.absent.sum(axis=0)
        return given, absent

    def said_of(self, document: Id) -> Said | None:
        """What is known to have been said of a document."""
        return self._said.get(document)

    def heard(self, document: Id) -> Heard:
        """A document that was learned from."""
        return self._heard[document]

    # ------------------------------------------------------------------ inside

    def _start(self, told: Mapping[Id, tuple[Heard, Said]]) -> None:
        """Learn all anew: other documents mean other features."""
        self.learner = KernelLearner(0, len(self.codes))  # frees its memory before more is taken
        self._heard = {eid: heard for eid, (heard, _) in told.items()}
        self._said = {eid: said for eid, (_, said) in told.items()}
        self.track = TrackRecord(self.codes)
        for eid in sorted(told):
            self.track.add(self._heard[eid], self._said[eid])
        self.space = space(
            analysis for eid in sorted(told) for analysis in self._heard[eid].analyses
        )
        self.learner = KernelLearner(len(self.space.columns), len(self.codes))
        keys = self._chosen()
        self._add(keys)
        if self.sense is not None:
            vectors = {eid: self._heard[eid].vectors for eid in sorted(told)}
            self.sense.start(vectors, keys, [self._target(key) for key in keys])

    def _add(self, keys: Sequence[Key]) -> None:
        """Learn from segments that are new."""
        self.learner.expect(len(self.learner) + len(keys))
        for start in range(0, len(keys), AT_ONCE):
            part = keys[start : start + AT_ONCE]
            rows = self.space.rows([self._heard[eid].analyses[number] for eid, number in part])
            self.learner.add(part, rows, np.array([self._target(key) for key in part]))

    def _update(self, eid: Id, said: Said) -> None:
        before, heard = self._said[eid], self._heard[eid]
        changed = (before.given != said.given) | (before.absent != said.absent)
        numbers = np.flatnonzero(changed.any(axis=1))
        self._said[eid] = said
        told = np.asarray((said.given | said.absent).any(axis=1))
        fresh = list[Key]()
        for number in map(int, numbers):
            found, key = heard.found[number], (eid, number)
            self.track.add_segment(found, before.given[number], before.absent[number], -1)
            self.track.add_segment(found, said.given[number], said.absent[number])
            if not told[number]:
                if key in self.learner:
                    self._forget(key)
                continue
            if self.sense is not None:
                self.sense.teach(key, self._target(key))
            if key in self.learner:
                self.learner.teach(key, self._target(key))
            else:
                fresh.append(key)
        if len(fresh) > FEW and len(self.learner) + len(fresh) > MOST:
            self._start({known: (self._heard[known], self._said[known]) for known in self._said})
            return
        for _ in fresh:
            self._make_room(len(fresh))
        self._add(fresh)

    def _make_room(self, coming: int) -> None:
        """Forget the first segment without codes where so many more would be too many."""
        if len(self.learner) + coming <= MOST:
            return
        for place in range(len(self.learner)):
            eid, number = key = self.key(place)
            if not self._said[eid].given[number].any():
                self._forget(key)
                return
        self._forget(self.key(0))

    def _forget(self, key: Key) -> None:
        self.learner.remove(key)
        if self.sense is not None:
            self.sense.forget(key)

    def _chosen(self) -> list[Key]:
        """The segments to learn from: coded ones, then as many others as there is room for."""
        coded: list[Key] = []
        others: list[Key] = []
        for eid in sorted(self._said):
            said = self._said[eid]
            given = said.given.any(axis=1)
            coded += [(eid, int(number)) for number in np.flatnonzero(given)]
            passed = said.absent.any(axis=1) & ~given
            others += [(eid, int(number)) for number in np.flatnonzero(passed)]
        room = max(MOST - len(coded), 0)
        return coded[-MOST:] + others[len(others) - min(room, len(others)) :]

    def _target(self, key: Key) -> np.ndarray:
        """What a segment teaches: what was said of it less what was expected; 0 if unknown."""
        eid, number = key
        said = self._said[eid]
        terms = plain_scores([self._heard[eid].found[number]], self.numbers)[0]
        expected = np.maximum(EXPECTED, TERMS_EXPECT * terms)
        decided = said.given[number] | said.absent[number]
        return np.where(decided, said.given[number] - expected, 0.0)
