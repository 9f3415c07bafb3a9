"""The document in work: its segments, one's own codings in it, and which suggestions are open.

After an act only what it touched is read and worked out again; what is to be drawn again is kept
until the screen asks for it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Hashable, Iterable, Mapping, Sequence

from coder.identity import Id
from coder.model import Code, Coding, Document, Memo, Role, Segment, Suggestion
from coder.project import coding as codings_of_project
from coder.project import editing, memos, places
from coder.project.project import Project
from coder.segment import segments
from coder.store import records
from coder.suggest.audit import is_audited
from coder.suggest.reasons import words_behind
from coder.tui.drawing import Hint, Note
from coder.tui.margin import Mark
from coder.tui.offers import Cut, Manner, Offers
from coder.tui.spreading import Spread


class DocumentInWork:
    """One document as the coding screen knows it; `codings` are one's own, by place."""

    def __init__(
        self, project: Project, document: Id, codes: Mapping[Id, Code], colours: Mapping[Id, str]
    ) -> None:
        self._project = project
        self.document: Document = self._stored(document)
        self.segments: Sequence[Segment] = segments(self.document)
        self._cut = Cut(self.segments)
        self.codings: list[Coding] = []
        self._codes, self._colours = codes, colours
        self.left_at = self.position = places.last_place(project, document)
        self._marks: dict[Id, Mark] = {}
        self._memos: dict[Id, str] = {}
        self._notes: list[Memo] = []
        self._noted: list[Note] = []
        self._placed: Spread[Coding] = Spread(lambda one: one.id)
        self._coded: dict[int, list[Id]] = {}
        self._refused: dict[int, set[Id]] = {}
        self._changed_marks: dict[Hashable, Mark | None] = {}
        self._changed_hints: set[int] = set()
        self.offers = self._no_offers()
        self._read_codings()

    # ------------------------------------------------------------------ reading

    def read(self, codes: Mapping[Id, Code], colours: Mapping[Id, str]) -> None:
        """Read all of it again; what is suggested has to be offered again afterwards."""
        self._codes, self._colours = codes, colours
        fresh = self._stored(self.document.id)
        if fresh != self.document:
            self.document = fresh
            self.segments = segments(fresh)
            self._cut = Cut(self.segments)
            self.pass_over_changes()
        self.offers = self._no_offers()
        self._read_codings()

    def reread(self, ids: Iterable[Id]) -> tuple[list[Coding], list[Coding]]:
        """Read a few codings again; returns them as they were, and as they are."""
        wanted = set(ids)
        with self._project.store.reading():
            fresh = records.codings_by_id(self._project.store.db, list(wanted))
        gone = [one for one in self.codings if one.id in wanted]
        for one in gone:
            self._marks.pop(one.id, None)
            self._changed_marks[one.id] = None
            for number in self._cut.within((one.start, one.end)):
                self._coded[number].remove(one.code)
        self.codings = [one for one in self.codings if one.id not in wanted]
        changes: dict[Hashable, Coding | None] = dict.fromkeys(wanted)
        self._placed.update(changes | {one.id: one for one in fresh})
        for one in fresh:
            insort(self.codings, one, key=lambda one: (one.start, one.end, one.id))
            self._place(one)
        for one in (*gone, *fresh):
            self._sift(self._cut.within((one.start, one.end)))
        return gone, fresh

    def read_memos(self) -> None:
        """Read again which codings and words have a memo."""
        before, self._memos = self._memos, self._coding_memos()
        self._read_notes()
        changed = before.keys() ^ self._memos.keys()
        for one in self.codings:
            if one.id in changed:
                self._mark(one)

    def read_refusals(self) -> None:
        """Read again which suggestions were refused."""
        self._refused = self._refusals()
        self._sift(range(len(self.segments)))

    # ------------------------------------------------------------------ suggestions

    def offer(self, suggestions: Iterable[Suggestion], manner: Manner) -> None:
        """Take what is suggested, to be shown as one chose."""
        before = {number: self._hint(number) for number in self.offers.numbers()}
        self.offers.least, self.offers.blind = manner.least, manner.blind
        self.offers.audited = self._audited() if manner.audit else frozenset()
        self.offers.muted = manner.muted
        self.offers.take(suggestions, self._codes.keys())
        now = {number: self._hint(number) for number in self.offers.numbers()}
        self._changed_hints.update(
            number for number in {*before, *now} if before.get(number) != now.get(number)
        )

    def refuse(self, suggestion: Suggestion) -> None:
        """Show a suggestion no more, wherever its segments are."""
        for number in self._cut.within((suggestion.start, suggestion.end)):
            self._refused.setdefault(number, set()).add(suggestion.code)
            self._sift([number])

    # ------------------------------------------------------------------ what to show

    def codes_on(self, span: tuple[int, int]) -> set[Id]:
        """One's own codes that stand on exactly this span."""
        first, last = (find(self.codings, span, key=_span) for find in (bisect_left, bisect_right))
        return {one.code for one in self.codings[first:last]}

    def marks(self) -> list[Mark]:
        """One's own codings as marks for the margin."""
        return list(self._marks.values())

    def hints(self) -> list[Hint]:
        """The open suggestions as hints, by segment."""
        return [self._hint(number) for number in self.offers.numbers()]

    def notes(self) -> list[Note]:
        """One's own memos on words, as signs for the margin."""
        return self._noted

    def take_changes(self) -> tuple[dict[Hashable, Mark | None], dict[Hashable, Hint | None]]:
        """What acts changed since this was asked last: marks by id, hints by span."""
        marks, numbers = self._changed_marks, self._changed_hints
        self.pass_over_changes()
        hints: dict[Hashable, Hint | None] = {}
        for number in numbers:
            one = self._hint(number)
            hints[one.start, one.end] = one if one.names else None
        return marks, hints

    def pass_over_changes(self) -> None:
        """Take it that all is drawn as it is now."""
        self._changed_marks, self._changed_hints = {}, set()

    def codings_at(self, start: int, end: int) -> list[Coding]:
        """One's own codings that overlap a span, the shortest first."""
        found = self._placed.within((start, end))
        return sorted(found, key=lambda one: (one.end - one.start, one.start, one.id))

    def memo_on(self, coding: Id) -> str:
        """The memo on a coding, or ""."""
        return self._memos.get(coding, "")

    def notes_at(self, start: int, end: int) -> list[Memo]:
        """One's own memos on words that overlap a span, by place."""
        return [
            one
            for one in self._notes
            if one.start is not None and one.end is not None and one.start < end and start < one.end
        ]

    # ------------------------------------------------------------------ inside

    def _stored(self, document: Id) -> Document:
        with self._project.store.reading():
            return records.document(self._project.store.db, document)

    def _read_codings(self) -> None:
        self.codings = codings_of_project.codings(
            self._project, document=self.document, coder=self._project.me.id
        )
        self._memos = self._coding_memos()
        self._read_notes()
        self._changed_marks.update(dict.fromkeys(self._marks))
        self._marks, self._coded = {}, {}
        self._placed.replace(self.codings)
        for one in self.codings:
            self._place(one)
        self._refused = self._refusals()

    def _coding_memos(self) -> dict[Id, str]:
        found = memos.memos(self._project, "coding")
        return {one.target: one.text for one in found if one.target}

    def _read_notes(self) -> None:
        found = memos.memos(self._project, "span", self.document.id)
        mine = [one for one in found if one.coder == self._project.me.id and one.start is not None]
        self._notes = sorted(mine, key=lambda one: (one.start, one.end, one.created_ms))
        self._noted = [
            Note(one.id, one.start, one.end)
            for one in self._notes
            if one.start is not None and one.end is not None
        ]

    def _refusals(self) -> dict[int, set[Id]]:
        found: dict[int, set[Id]] = {}
        for start, end, code in editing.refused(self._project, self.document.id):
            for number in self._cut.within((start, end)):
                found.setdefault(number, set()).add(code)
        return found

    def _audited(self) -> frozenset[int]:
        """The segments of the blind audit; of what the interviewer said nothing is suggested."""
        turns, eid = self.document.turns, self.document.id
        return frozenset(
            number
            for number, one in enumerate(self.segments)
            if turns[one.turn].role is not Role.INTERVIEWER and is_audited(eid, one.start, one.end)
        )

    def _no_offers(self) -> Offers:
        return Offers(
            self.segments,
            lambda number: set(self._coded.get(number, ())),
            lambda number: self._refused.get(number, set()),
        )

    def _hint(self, number: int) -> Hint:
        found = self.offers.at(number)
        segment = self.segments[number]
        return Hint(
            segment.start,
            segment.end,
            tuple(self._codes[one.code].name for one in found),
            tuple(span for one in found for span in words_behind(one)),
        )

    def _place(self, coding: Coding) -> None:
        """Note where a coding stands."""
        for number in self._cut.within((coding.start, coding.end)):
            self._coded.setdefault(number, []).append(coding.code)
        self._mark(coding)

    def _mark(self, coding: Coding) -> None:
        if coding.code in self._codes:
            mark = Mark(
                coding.id,
                coding.start,
                coding.end,
                self._codes[coding.code].name,
                self._colours[coding.code],
                coding.important,
                coding.id in self._memos,
            )
            self._marks[coding.id] = self._changed_marks[coding.id] = mark

    def _sift(self, numbers: Iterable[int]) -> None:
        found = list(numbers)
        self.offers.sift(found)
        self._changed_hints.update(found)


def _span(coding: Coding) -> tuple[int, int]:
    return coding.start, coding.end
