"""What the screens share: the open project, its codes and documents, and the document in work.

Every change goes through here to the project and is durable before the caller hears of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from coder.errors import InputError
from coder.identity import Id
from coder.model import Code, Coding, Document, Suggestion
from coder.project import editing, finishing, muting, places, refusing
from coder.project.project import Project
from coder.project.suggesting import LEAST as SHOWN_FROM
from coder.store import log, records
from coder.suggest.muting import Muted
from coder.tui.document_in_work import DocumentInWork
from coder.tui.offers import Manner
from coder.tui.palette import code_colours

MAX_RECENT = 9
BLIND, LEAST, BESIDE = "blind", "least", "beside"


@dataclass
class Workspace:
    """What is known of the project; `as_of` tells up to which write."""

    project: Project
    codes: list[Code] = field(default_factory=list)
    colours: dict[Id, str] = field(default_factory=dict)
    names: dict[Id, str] = field(default_factory=dict)
    done: set[Id] = field(default_factory=set)
    by_document: Counter[Id] = field(default_factory=Counter)
    by_code: Counter[Id] = field(default_factory=Counter)
    current: DocumentInWork | None = None
    suggestions: dict[Id, list[Suggestion]] = field(default_factory=dict)
    recent: list[Id] = field(default_factory=list)
    blind: bool = False
    least: float = SHOWN_FROM
    beside: str = ""
    audit: bool = False
    muted: dict[Id, Muted] = field(default_factory=dict)
    as_of: int = -1
    _codes: dict[Id, Code] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.audit = self.project.settings.blind_audit
        self.blind = places.choice(self.project, BLIND, False) is True
        least = places.choice(self.project, LEAST, self.least)
        self.least = least if isinstance(least, float) else self.least
        beside = places.choice(self.project, BESIDE, "")
        self.beside = beside if isinstance(beside, str) else ""

    # ------------------------------------------------------------------ reading

    def refresh(self) -> None:
        """Read codebook, documents and one's own codings again, after a change or an undo."""
        self.codes = self.project.codes()
        self._codes = {code.id: code for code in self.codes}
        self.colours = code_colours(self.codes)
        self.muted = {one.code: one for one in muting.muted(self.project)}
        self.done = finishing.done_documents(self.project)
        with self.project.store.reading():
            self.names = records.document_names(self.project.store.db)
            rows = records.coding_counts(self.project.store.db, self.project.me.id)
        self.by_document, self.by_code = Counter(), Counter()
        for (document, code), count in rows.items():
            self.by_document[document] += count
            self.by_code[code] += count
        if self.current is not None and self.current.document.id not in self.names:
            self.current = None
        if self.current is not None:
            self.current.read(self._codes, self.colours)
            self._offer(self.current)
        self._note()

    def is_stale(self) -> bool:
        """Whether something was written to the project since, by another place or program."""
        with self.project.store.reading():
            return log.last_row(self.project.store.db) != self.as_of

    def catch_up(self) -> None:
        """Read again what was written since."""
        if self.is_stale():
            self.refresh()

    def code_named(self, code: Id) -> Code:
        """The code of an id; raises InputError if it is gone."""
        if code not in self._codes:
            raise InputError("That code is no longer in the codebook.", "Choose another one.")
        return self._codes[code]

    @property
    def can_suggest(self) -> bool:
        """Whether there is something to suggest by: terms, or codings of one's own."""
        return any(code.terms for code in self.codes) or self.by_code.total() > 0

    def hot_codes(self) -> dict[str, Code]:
        """The codes by their hot key, 1 to 9."""
        return {code.hotkey: code for code in self.codes if code.hotkey in set("123456789")}

    # ------------------------------------------------------------------ the document in work

    @property
    def document(self) -> Document | None:
        """The document in work, if there is one."""
        return None if self.current is None else self.current.document

    @property
    def codings(self) -> list[Coding]:
        """One's own codings in the document in work."""
        return [] if self.current is None else self.current.codings

    def work(self) -> DocumentInWork:
        """The document in work; raises InputError if there is none."""
        if self.current is None:
            raise InputError("No transcript is open.", "Open one first.")
        return self.current

    def first_document(self) -> Id | None:
        """The document to begin with: the last one worked in, else the first."""
        last = places.last_document(self.project)
        return last if last in self.names else next(iter(self.names), None)

    def open(self, document: Id) -> DocumentInWork:
        """Take a document in work."""
        self.remember()
        self.current = DocumentInWork(self.project, document, self._codes, self.colours)
        self._offer(self.current)
        if not self.recent:
            self.recent = editing.recent_codes(self.project, MAX_RECENT)
        return self.current

    def remember(self) -> None:
        """Keep where one is in the document in work, if that is new."""
        current = self.current
        if current is not None and current.position != current.left_at:
            current.left_at = current.position
            places.remember_place(self.project, current.document.id, current.position)

    # ------------------------------------------------------------------ suggestions

    def take_suggestions(self, document: Id, suggestions: list[Suggestion]) -> None:
        """Keep what the engine suggests for a document."""
        self.suggestions[document] = suggestions
        if self.current is not None and self.current.document.id == document:
            self._offer(self.current)

    def set_least(self, least: float) -> None:
        """Show suggestions from this score on, and remember it."""
        places.choose(self.project, LEAST, least)
        self.least = least
        self._offer(self.current)

    def set_beside(self, whose: str) -> None:
        """Show others' codings beside the text: of all, of one coder by id, or "" of nobody."""
        places.choose(self.project, BESIDE, whose)
        self.beside = whose

    def set_blind(self, blind: bool) -> None:
        """Show no suggestions, or show them again, and remember it."""
        places.choose(self.project, BLIND, blind)
        self.blind = blind
        self._offer(self.current)

    def set_audit(self, audit: bool) -> None:
        """Withhold suggestions in the segments of the blind audit, or show them again."""
        self.audit = audit
        self._offer(self.current)

    def unmute(self, code: Id) -> None:
        """Let the suggestions of a code be heard again, and remember it."""
        muting.unmute(self.project, code)
        self._mute()

    # ------------------------------------------------------------------ acts

    def act(self, write: Callable[[Document], Iterable[Id]], used: Id | None = None) -> None:
        """Let something write codings of the document in work, and read those again.

        `write` returns the ids of the codings that it wrote. What others wrote meanwhile is read
        before, so that it is not passed over.
        """
        self.catch_up()
        work = self.work()
        gone, fresh = work.reread(write(work.document))
        self._count(gone, -1)
        self._count(fresh, 1)
        if used is not None:
            self.use(used)
        self._note()

    def use(self, code: Id) -> None:
        """Remember a code as the one used last."""
        self.recent = [code, *(one for one in self.recent if one != code)][:MAX_RECENT]

    def reject(self, suggestion: Suggestion) -> None:
        """Refuse a suggestion: it is not shown again."""
        self.catch_up()
        work = self.work()
        editing.reject(self.project, work.document, suggestion)
        work.refuse(suggestion)
        self._mute()
        self._note()

    def give_reason(self, suggestion: Suggestion, reason: str) -> None:
        """Say why a suggestion was refused."""
        self.catch_up()
        refusing.give_reason(self.project, self.work().document, suggestion, reason)
        self._note()

    def act_on_memo(self, write: Callable[[], object]) -> None:
        """Let something write a memo, and read again which codings have one."""
        self.catch_up()
        write()
        self.work().read_memos()
        self._note()

    # ------------------------------------------------------------------ inside

    def _offer(self, current: DocumentInWork | None) -> None:
        if current is not None:
            found = self.suggestions.get(current.document.id, ())
            muted = self.muted.keys()
            current.offer(found, Manner(self.least, self.blind, self.audit, muted))

    def _mute(self) -> None:
        """Find out again which codes are muted."""
        before = self.muted
        self.muted = {one.code: one for one in muting.muted(self.project)}
        if before.keys() != self.muted.keys():
            self._offer(self.current)

    def _count(self, codings: Iterable[Coding], step: int) -> None:
        for one in codings:
            self.by_document[one.document] += step
            self.by_code[one.code] += step

    def _note(self) -> None:
        with self.project.store.reading():
            self.as_of = log.last_row(self.project.store.db)
