"""What the screens share: the open project, the document in work, and one's own codings in it.

Every change goes through here to the project and is durable before the caller hears of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from coder.errors import InputError
from coder.identity import Id
from coder.model import Code, Coding, Document, Origin, Segment, Suggestion
from coder.oplog.undo import Batch
from coder.project import coding as codings_of_project
from coder.project import editing, memos, places
from coder.project.project import Project
from coder.segment import segments
from coder.store import records
from coder.tui.drawing import Hint
from coder.tui.margin import Mark
from coder.tui.palette import code_colours

MAX_RECENT = 9


@dataclass
class Workspace:
    """The state of the coding screen; `codings` are one's own, in the document in work."""

    project: Project
    codes: list[Code] = field(default_factory=list)
    names: dict[Id, str] = field(default_factory=dict)
    document: Document | None = None
    segments: list[Segment] = field(default_factory=list)
    codings: list[Coding] = field(default_factory=list)
    suggestions: dict[Id, list[Suggestion]] = field(default_factory=dict)
    recent: list[Id] = field(default_factory=list)
    blind: bool = False
    least: float = 0.5
    _refused: set[tuple[int, int, Id]] = field(default_factory=set)
    _memos: set[Id] = field(default_factory=set)
    _open: dict[tuple[int, int], list[Suggestion]] = field(default_factory=dict)

    def refresh(self) -> None:
        """Read codebook, documents and codings again, after a change or an undo."""
        self.codes = self.project.codes()
        with self.project.store.reading():
            self.names = records.document_names(self.project.store.db)
        if self.document is not None and self.document.id not in self.names:
            self.document = None
        if self.document is not None:
            self._read_document(self.document.id)

    def open(self, document: Id) -> int:
        """Take a document in work; returns the position where one left it."""
        self.remember(None)
        self._read_document(document)
        return places.last_place(self.project, document)

    def remember(self, position: int | None) -> None:
        """Keep where one is in the document in work."""
        if self.document is not None and position is not None:
            places.remember_place(self.project, self.document.id, position)

    def first_document(self) -> Id | None:
        """The document to begin with: the last one worked in, else the first."""
        last = places.last_document(self.project)
        return last if last in self.names else next(iter(self.names), None)

    # ------------------------------------------------------------------ what to show

    def marks(self) -> list[Mark]:
        """One's own codings as marks for the margin."""
        colours = code_colours(self.codes)
        names = {code.id: code.name for code in self.codes}
        return [
            Mark(
                one.id,
                one.start,
                one.end,
                names[one.code],
                colours[one.code],
                one.important,
                one.id in self._memos,
            )
            for one in self.codings
            if one.code in names
        ]

    def hints(self) -> list[Hint]:
        """The open suggestions as hints, by segment; none in blind mode."""
        names = {code.id: code.name for code in self.codes}
        found = {} if self.blind else self._open
        return [
            Hint(
                start,
                end,
                tuple(names[one.code] for one in group),
                tuple(span for one in group for piece in one.evidence for span in piece.spans),
            )
            for (start, end), group in found.items()
        ]

    def open_suggestions(self, segment: Segment | None = None) -> list[Suggestion]:
        """Suggestions that are sure enough, not refused, and not coded yet.

        Of the document in work in order of the text, or of one segment, the surest first. None
        in blind mode.
        """
        if self.blind:
            return []
        if segment is not None:
            return self._open.get((segment.start, segment.end), [])
        return [one for group in self._open.values() for one in group]

    def take_suggestions(self, document: Id, suggestions: list[Suggestion]) -> None:
        """Keep what the engine suggests for a document."""
        self.suggestions[document] = suggestions
        self._sift()

    def set_least(self, least: float) -> None:
        """Show suggestions from this score on."""
        self.least = least
        self._sift()

    def codings_at(self, start: int, end: int) -> list[Coding]:
        """One's own codings that overlap a span, the shortest first."""
        found = [one for one in self.codings if one.start < end and start < one.end]
        return sorted(found, key=lambda one: (one.end - one.start, one.start, one.id))

    def counts(self) -> tuple[Counter[Id], Counter[Id]]:
        """How many codings one has per document, and per code."""
        with self.project.store.reading():
            rows = records.coding_counts(self.project.store.db, self.project.me.id)
        by_document: Counter[Id] = Counter()
        by_code: Counter[Id] = Counter()
        for (document, code), count in rows.items():
            by_document[document] += count
            by_code[code] += count
        return by_document, by_code

    def code_named(self, code: Id) -> Code:
        """The code of an id; raises InputError if it is gone."""
        for one in self.codes:
            if one.id == code:
                return one
        raise InputError("That code is no longer in the codebook.", "Choose another one.")

    def hot_codes(self) -> dict[str, Code]:
        """The codes by their hot key, 1 to 9."""
        return {code.hotkey: code for code in self.codes if code.hotkey in set("123456789")}

    # ------------------------------------------------------------------ acts

    def code(self, span: tuple[int, int], code: Code) -> str:
        """Put a code on a span; returns what to say."""
        document = self._document()
        eid = codings_of_project.code_span(self.project, document, *span, code)
        self._used(code.id)
        self._reread([eid])
        return f"saved: {code.name}"

    def accept(self, suggestion: Suggestion) -> str:
        """Make a coding of a suggestion; returns what to say."""
        eid = editing.accept(self.project, self._document(), suggestion)
        self._used(suggestion.code)
        self._reread([eid])
        return f"saved: {self.code_named(suggestion.code).name} (suggested)"

    def reject(self, suggestion: Suggestion) -> str:
        """Refuse a suggestion; returns what to say."""
        editing.reject(self.project, self._document(), suggestion)
        self._refused.add((suggestion.start, suggestion.end, suggestion.code))
        self._sift()
        return f"refused: {self.code_named(suggestion.code).name}"

    def remove(self, codings: Sequence[Coding]) -> str:
        """Delete codings; returns what to say."""
        editing.remove(self.project, codings)
        self._reread([one.id for one in codings])
        return f"removed: {', '.join(self.code_named(one.code).name for one in codings)}"

    def recode(self, coding: Coding, code: Code) -> str:
        """Change the code of a coding in place; returns what to say."""
        before = self.code_named(coding.code).name
        editing.change_code(self.project, [coding], code)
        self._used(code.id)
        self._reread([coding.id])
        return f"saved: {before} is now {code.name}"

    def move(self, coding: Coding, span: tuple[int, int]) -> str:
        """Move the edges of a coding; returns what to say."""
        editing.move_edges(self.project, coding, self._document(), *span)
        self._reread([coding.id])
        return f"saved: {self.code_named(coding.code).name} moved"

    def toggle_important(self, codings: Sequence[Coding]) -> str:
        """Mark codings as important, or no longer if all are; returns what to say."""
        important = not all(one.important for one in codings)
        editing.set_important(self.project, codings, important)
        self._reread([one.id for one in codings])
        return "saved: important" if important else "saved: no longer important"

    def undo(self) -> Batch | None:
        """Take back the last act."""
        batch = codings_of_project.undo(self.project)
        self.refresh()
        return batch

    def redo(self) -> Batch | None:
        """Do the act again that was taken back last."""
        batch = codings_of_project.redo(self.project)
        self.refresh()
        return batch

    # ------------------------------------------------------------------ inside

    def _document(self) -> Document:
        if self.document is None:
            raise InputError("No transcript is open.", "Open one first.")
        return self.document

    def _used(self, code: Id) -> None:
        self.recent = [code, *(one for one in self.recent if one != code)][:MAX_RECENT]

    def _read_document(self, document: Id) -> None:
        with self.project.store.reading():
            self.document = records.document(self.project.store.db, document)
        self.segments = segments(self.document)
        self._read_codings()
        if not self.recent:
            self.recent = _recent_codes(self.project)

    def _read_codings(self) -> None:
        document = self._document()
        self.codings = codings_of_project.codings(
            self.project, document=document, coder=self.project.me.id
        )
        self._refused = editing.refused(self.project, document.id)
        self.read_memos()
        self._sift()

    def read_memos(self) -> None:
        """Read again which codings have a memo."""
        self._memos = {one.target for one in memos.memos(self.project, "coding") if one.target}

    def _reread(self, ids: Sequence[Id]) -> None:
        """Bring a few codings up to date, without reading all of them."""
        with self.project.store.reading():
            fresh = records.codings_by_id(self.project.store.db, ids)
        kept = [one for one in self.codings if one.id not in set(ids)]
        self.codings = sorted([*kept, *fresh], key=lambda one: (one.start, one.end, one.id))
        self._sift()

    def _sift(self) -> None:
        """Find the suggestions that are open, by segment."""
        self._open = {}
        if self.document is None:
            return
        known = {code.id for code in self.codes}
        coded: dict[Id, list[tuple[int, int]]] = {}
        for one in self.codings:
            coded.setdefault(one.code, []).append((one.start, one.end))
        for found in self.suggestions.get(self.document.id, []):
            place = (found.start, found.end)
            if (
                found.score >= self.least
                and found.code in known
                and (*place, found.code) not in self._refused
                and not any(a < place[1] and place[0] < b for a, b in coded.get(found.code, ()))
            ):
                self._open.setdefault(place, []).append(found)


def _recent_codes(project: Project) -> list[Id]:
    """The codes that one used last, from the log."""
    mine = codings_of_project.codings(project, coder=project.me.id)
    latest = sorted(mine, key=lambda one: (one.created_ms, one.id), reverse=True)
    manual = [one.code for one in latest if one.origin is not Origin.BATCH]
    return list(dict.fromkeys(manual))[:MAX_RECENT]
