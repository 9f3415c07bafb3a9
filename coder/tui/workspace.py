"""What the screens share: the open project, the document in work, and one's own codings in it.

Every change goes through here to the project and is durable before the caller hears of it. After
an act only what it touched is read and worked out again.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field

from coder.errors import InputError
from coder.identity import Id
from coder.model import Code, Coding, Document, Segment, Suggestion
from coder.oplog.undo import Batch
from coder.project import coding as codings_of_project
from coder.project import editing, finishing, memos, places
from coder.project.project import Project
from coder.segment import segments
from coder.store import log, records
from coder.tui.drawing import Hint
from coder.tui.margin import Mark
from coder.tui.offers import Offers, segments_within
from coder.tui.palette import code_colours
from coder.tui.spreading import Spread

MAX_RECENT = 9
BLIND, LEAST = "blind", "least"


@dataclass
class Workspace:
    """The state of the coding screen; `codings` are one's own, in the document in work."""

    project: Project
    codes: list[Code] = field(default_factory=list)
    colours: dict[Id, str] = field(default_factory=dict)
    names: dict[Id, str] = field(default_factory=dict)
    document: Document | None = None
    segments: list[Segment] = field(default_factory=list)
    codings: list[Coding] = field(default_factory=list)
    suggestions: dict[Id, list[Suggestion]] = field(default_factory=dict)
    recent: list[Id] = field(default_factory=list)
    done: set[Id] = field(default_factory=set)
    offers: Offers = field(default_factory=lambda: Offers((), lambda _: set(), lambda _: set()))
    blind: bool = False
    least: float = 0.5
    _by_document: Counter[Id] = field(default_factory=Counter)
    _by_code: Counter[Id] = field(default_factory=Counter)
    _codes: dict[Id, Code] = field(default_factory=dict)
    _marks: dict[Id, Mark] = field(default_factory=dict)
    _coded: dict[int, list[Id]] = field(default_factory=dict)
    _placed: Spread[Coding] = field(default_factory=lambda: Spread(lambda one: one.id))
    _refused: dict[int, set[Id]] = field(default_factory=dict)
    _memos: dict[Id, str] = field(default_factory=dict)
    as_of: int = -1
    _changed_marks: dict[Hashable, Mark | None] = field(default_factory=dict)
    _changed_hints: set[int] = field(default_factory=set)
    position: int | None = None
    _kept: int | None = None

    def __post_init__(self) -> None:
        self.blind = places.choice(self.project, BLIND, False) is True
        least = places.choice(self.project, LEAST, self.least)
        self.least = least if isinstance(least, float) else self.least

    # ------------------------------------------------------------------ reading

    def refresh(self) -> None:
        """Read codebook, documents and codings again, after a change or an undo."""
        self.codes = self.project.codes()
        self._codes = {code.id: code for code in self.codes}
        self.colours = code_colours(self.codes)
        self.done = finishing.done_documents(self.project)
        with self.project.store.reading():
            self.names = records.document_names(self.project.store.db)
            rows = records.coding_counts(self.project.store.db, self.project.me.id)
        self._by_document.clear()
        self._by_code.clear()
        for (document, code), count in rows.items():
            self._by_document[document] += count
            self._by_code[code] += count
        if self.document is not None and self.document.id not in self.names:
            self.document = None
        if self.document is not None:
            self._read_document(self.document.id)
        self._note()

    def is_stale(self) -> bool:
        """Whether something was written to the project since, by another place or program."""
        with self.project.store.reading():
            return log.largest_lam(self.project.store.db) != self.as_of

    def open(self, document: Id) -> int:
        """Take a document in work; returns the position where one left it."""
        self.remember()
        self._read_document(document)
        self.position = None
        self._kept = places.last_place(self.project, document)
        return self._kept

    def remember(self) -> None:
        """Keep where one is in the document in work, if that is new."""
        if self.document is not None and self.position not in (None, self._kept):
            self._kept = self.position
            places.remember_place(self.project, self.document.id, self.position or 0)

    def first_document(self) -> Id | None:
        """The document to begin with: the last one worked in, else the first."""
        last = places.last_document(self.project)
        return last if last in self.names else next(iter(self.names), None)

    # ------------------------------------------------------------------ what to show

    def marks(self) -> list[Mark]:
        """One's own codings as marks for the margin."""
        return list(self._marks.values())

    def hints(self) -> list[Hint]:
        """The open suggestions as hints, by segment; none in blind mode."""
        return [] if self.blind else [self.hint(number) for number in self.offers.numbers()]

    def take_changes(self) -> tuple[dict[Hashable, Mark | None], dict[Hashable, Hint | None]]:
        """What acts changed since this was asked last: marks by id, hints by span."""
        marks, numbers = self._changed_marks, self._changed_hints
        self._changed_marks, self._changed_hints = {}, set()
        hints: dict[Hashable, Hint | None] = {}
        for number in numbers:
            one = self.hint(number)
            hints[one.start, one.end] = one if one.names and not self.blind else None
        return marks, hints

    def hint(self, number: int) -> Hint:
        """The open suggestions of one segment as a hint."""
        found = self.offers.at(number)
        segment = self.segments[number]
        return Hint(
            segment.start,
            segment.end,
            tuple(self._codes[one.code].name for one in found),
            tuple(span for one in found for piece in one.evidence for span in piece.spans),
        )

    def open_at(self, number: int) -> list[Suggestion]:
        """The open suggestions of a segment, the surest first; none in blind mode."""
        return [] if self.blind else self.offers.at(number)

    def codings_at(self, start: int, end: int) -> list[Coding]:
        """One's own codings that overlap a span, the shortest first."""
        return sorted(self._placed.within((start, end)), key=lambda one: (one.end - one.start, one.start, one.id))

    def counts(self) -> tuple[Counter[Id], Counter[Id]]:
        """How many codings one has per document, and per code."""
        return self._by_document, self._by_code

    def code_named(self, code: Id) -> Code:
        """The code of an id; raises InputError if it is gone."""
        if code not in self._codes:
            raise InputError("That code is no longer in the codebook.", "Choose another one.")
        return self._codes[code]

    def hot_codes(self) -> dict[str, Code]:
        """The codes by their hot key, 1 to 9."""
        return {code.hotkey: code for code in self.codes if code.hotkey in set("123456789")}

    def memo_on(self, coding: Id) -> str:
        """The memo on a coding, or ""."""
        return self._memos.get(coding, "")

    # ------------------------------------------------------------------ choices

    def take_suggestions(self, document: Id, suggestions: list[Suggestion]) -> None:
        """Keep what the engine suggests for a document."""
        self.suggestions[document] = suggestions
        if self.document is not None and self.document.id == document:
            self.offers.take(suggestions, self._codes.keys())

    def set_least(self, least: float) -> None:
        """Show suggestions from this score on, and remember it."""
        self.least = self.offers.least = least
        self.offers.sift()
        places.choose(self.project, LEAST, least)

    def set_blind(self, blind: bool) -> None:
        """Show no suggestions, or show them again, and remember it."""
        self.blind = blind
        places.choose(self.project, BLIND, blind)

    # ------------------------------------------------------------------ acts

    def act(self, write: Callable[[Document], Iterable[Id]], used: Id | None = None) -> None:
        """Let something write codings of the document in work, and read those again.

        `write` returns the ids of the codings that it wrote.
        """
        touched = list(write(self.work()))
        if used is not None:
            self.recent = [used, *(one for one in self.recent if one != used)][:MAX_RECENT]
        self._reread(touched)
        self._note()

    def reject(self, suggestion: Suggestion) -> None:
        """Refuse a suggestion: it is not shown again."""
        editing.reject(self.project, self.work(), suggestion)
        for number in segments_within(self.segments, (suggestion.start, suggestion.end)):
            self._refused.setdefault(number, set()).add(suggestion.code)
            self._sift([number])
        self._note()

    def reread_verdicts(self) -> None:
        """Read again which suggestions were refused."""
        self._read_refused()
        self.offers.sift()
        self._changed_hints.update(range(len(self.segments)))

    def undo(self, *, rest: bool = False) -> Batch | None:
        """Take back the last act."""
        batch = codings_of_project.undo(self.project, rest=rest)
        self.refresh()
        return batch

    def redo(self, *, rest: bool = False) -> Batch | None:
        """Do the act again that was taken back last."""
        batch = codings_of_project.redo(self.project, rest=rest)
        self.refresh()
        return batch

    def read_memos(self) -> None:
        """Read again which codings have a memo."""
        before, self._memos = self._memos, self._coding_memos()
        changed = before.keys() ^ self._memos.keys()
        for one in self.codings:
            if one.id in changed:
                self._mark(one)
        self._note()

    def work(self) -> Document:
        """The document in work; raises InputError if there is none."""
        if self.document is None:
            raise InputError("No transcript is open.", "Open one first.")
        return self.document

    # ------------------------------------------------------------------ inside

    def _note(self) -> None:
        with self.project.store.reading():
            self.as_of = log.largest_lam(self.project.store.db)

    def _read_document(self, document: Id) -> None:
        with self.project.store.reading():
            fresh = records.document(self.project.store.db, document)
        if fresh != self.document:
            self.document = fresh
            self.segments = segments(fresh)
        self.codings = codings_of_project.codings(
            self.project, document=fresh, coder=self.project.me.id
        )
        self._memos = self._coding_memos()
        self._marks = {}
        self._changed_marks, self._changed_hints = {}, set()
        self._coded = {}
        self._placed.replace(self.codings)
        for one in self.codings:
            self._place(one)
        self._read_refused()
        self.offers = Offers(
            self.segments,
            lambda number: set(self._coded.get(number, ())),
            lambda number: self._refused.get(number, set()),
            least=self.least,
        )
        self.offers.take(self.suggestions.get(document, ()), self._codes.keys())
        if not self.recent:
            self.recent = editing.recent_codes(self.project, MAX_RECENT)

    def _read_refused(self) -> None:
        self._refused = {}
        for start, end, code in editing.refused(self.project, self.work().id):
            for number in segments_within(self.segments, (start, end)):
                self._refused.setdefault(number, set()).add(code)

    def _reread(self, ids: Sequence[Id]) -> None:
        """Bring a few codings up to date, without reading all of them."""
        wanted = set(ids)
        with self.project.store.reading():
            fresh = records.codings_by_id(self.project.store.db, ids)
        gone = [one for one in self.codings if one.id in wanted]
        for one in gone:
            self._marks.pop(one.id, None)
            self._changed_marks[one.id] = None
            for number in segments_within(self.segments, (one.start, one.end)):
                self._coded[number].remove(one.code)
            self._count(one, -1)
        self.codings = [one for one in self.codings if one.id not in wanted]
        self._placed.update(dict.fromkeys(wanted) | {one.id: one for one in fresh})
        for one in fresh:
            insort(self.codings, one, key=lambda one: (one.start, one.end, one.id))
            self._place(one)
            self._count(one, 1)
        for one in (*gone, *fresh):
            self._sift(segments_within(self.segments, (one.start, one.end)))

    def _place(self, coding: Coding) -> None:
        """Note where a coding stands."""
        for number in segments_within(self.segments, (coding.start, coding.end)):
            self._coded.setdefault(number, []).append(coding.code)
        self._mark(coding)

    def _mark(self, coding: Coding) -> None:
        if coding.code in self._codes:
            mark = Mark(
                coding.id,
                coding.start,
                coding.end,
                self._codes[coding.code].name,
                self.colours[coding.code],
                coding.important,
                coding.id in self._memos,
            )
            self._marks[coding.id] = self._changed_marks[coding.id] = mark

    def _sift(self, numbers: Iterable[int]) -> None:
        found = list(numbers)
        self.offers.sift(found)
        self._changed_hints.update(found)

    def _coding_memos(self) -> dict[Id, str]:
        found = memos.memos(self.project, "coding")
        return {one.target: one.text for one in found if one.target}

    def _count(self, coding: Coding, step: int) -> None:
        self._by_document[coding.document] += step
        self._by_code[coding.code] += step
