"""Segments worth a look, each with a code to decide on; and pairs that were coded differently.

They come from the same engine as suggestions and are decided on in the same way: nothing is coded
until a person accepts it, and what is refused does not come back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from coder.identity import Id
from coder.model import Code, Document, Origin, Suggestion
from coder.oplog.operation import Draft
from coder.project.accepting import verdict_drafts
from coder.project.coding import coding_draft
from coder.project.project import Project
from coder.project.searching import Passage
from coder.project.survey import Survey
from coder.store import records
from coder.suggest.audit import is_audited
from coder.suggest.bands import band

if TYPE_CHECKING:
    import numpy as np

    from coder.suggest.engine.corpus import Corpus
    from coder.suggest.engine.hearing import Heard
    from coder.suggest.engine.queues import Open

MOST = 50


@dataclass(frozen=True, slots=True)
class Lead:
    """A segment and a code that may apply to it, with the probability.

    `terms` are the words that the code's terms find; `beside` is the likest segment that has the
    code, if that is why, and `likeness` their cosine.
    """

    place: Passage
    code: Id
    score: float
    terms: tuple[str, ...] = ()
    beside: Passage | None = None
    likeness: float = 0.0

    @property
    def suggestion(self) -> Suggestion:
        """The lead as a suggestion, to accept or refuse."""
        return Suggestion(
            self.place.document, self.place.start, self.place.end, self.code, self.score
        )


@dataclass(frozen=True, slots=True)
class Clash:
    """Two segments much alike (cosine), and the codes that only one of them got."""

    one: Passage
    other: Passage
    likeness: float
    only_one: tuple[Id, ...]
    only_other: tuple[Id, ...]


def more_like(found: Survey, code: Code, most: int = MOST) -> list[Lead]:
    """Segments like those that have a code and without it, the likest first."""
    from coder.suggest.engine import queues

    engine = found.learned.engine
    table, column = _offered(found, None), engine.numbers[code.id]
    free = queues.without(table, column)
    scores = _ranked(found, free, lambda heard: queues.by_words(engine, heard))
    return [
        Lead(
            found.passage(*one.key, code.id),
            code.id,
            round(one.score, 4),
            _terms(found, *one.key, code.id),
            found.passage(*one.neighbour),
            round(one.likeness, 4),
        )
        for one in queues.more_like(table, scores, column, most)
    ]


def likely(found: Survey, document: Document | None = None, most: int = MOST) -> list[Lead]:
    """Segments without a code that most likely need one, of one document or of all."""
    from coder.suggest.engine import queues

    table = _offered(found, document)
    return _opened(found, queues.likely(table, _probabilities(found, table), most))


def uncertain(found: Survey, document: Document | None = None, most: int = MOST) -> list[Lead]:
    """Segments without a code of which a decision teaches most, unsure ones of rare codes first."""
    from coder.suggest.engine import queues

    table = _offered(found, document)
    return _opened(found, queues.uncertain(table, _probabilities(found, table), most))


def clashes(found: Survey, most: int = MOST) -> list[Clash]:
    """Pairs of segments much alike that this person coded differently, the likest first."""
    from coder.suggest.engine.conflicts import conflicts

    codes = found.learned.engine.codes
    return [
        Clash(
            found.passage(*one.one),
            found.passage(*one.other),
            round(one.likeness, 4),
            tuple(codes[column] for column in one.only_one),
            tuple(codes[column] for column in one.only_other),
        )
        for one in conflicts(found.corpus, most)
    ]


def decide(project: Project, accepted: Sequence[Lead], refused: Sequence[Lead], label: str) -> int:
    """Accept and refuse leads as one act that can be undone; returns the number of codings made.

    Several that are accepted together say so in their origin. What this person coded in the
    meantime is left alone.
    """
    me = project.me.id
    origin = Origin.SUGGESTION if len(accepted) == 1 else Origin.BATCH
    made = 0

    def drafts() -> list[Draft]:
        nonlocal made
        db = project.store.db
        texts = {
            eid: records.document(db, eid)
            for eid in dict.fromkeys(one.place.document for one in (*accepted, *refused))
        }
        taken = {
            (one.document, one.start, one.end, one.code) for one in records.codings(db, coder=me)
        }
        found: list[Draft] = []
        made = 0
        for one in accepted:
            span = (one.place.start, one.place.end)
            document = texts[one.place.document]
            if (document.id, *span, one.code) not in taken:
                made += 1
                found.append(coding_draft(document, *span, code=one.code, coder=me, origin=origin))
                found += verdict_drafts(project, document, one.suggestion, "accept", origin)
        for one in refused:
            document = texts[one.place.document]
            found += verdict_drafts(project, document, one.suggestion, "reject", Origin.SUGGESTION)
        return found

    project.store.write(label, drafts)
    return made


def lead_row(lead: Lead, name: str) -> dict[str, Any]:
    """A lead as the flat record that lists and scripts show; positions in the document."""
    return {
        **_place(lead.place, ""),
        "code": name,
        "code_id": lead.code,
        "probability": lead.score,
        "band": band(lead.score),
        "terms": list(lead.terms),
        **(_place(lead.beside, "like_") if lead.beside else {}),
        **({"likeness": lead.likeness} if lead.beside else {}),
    }


def clash_row(clash: Clash, names: dict[Id, str]) -> dict[str, Any]:
    """A pair that was coded differently as the flat record that lists and scripts show."""
    return {
        **_place(clash.one, ""),
        "codes": [names[code] for code in clash.only_one],
        **_place(clash.other, "other_"),
        "other_codes": [names[code] for code in clash.only_other],
        "likeness": clash.likeness,
    }


def _place(place: Passage, prefix: str) -> dict[str, Any]:
    return {
        f"{prefix}document": place.name,
        f"{prefix}document_id": place.document,
        f"{prefix}speaker": place.speaker,
        f"{prefix}start": place.start,
        f"{prefix}end": place.end,
        f"{prefix}text": place.text,
    }


def _opened(found: Survey, opens: Iterable[Open]) -> list[Lead]:
    codes = found.learned.engine.codes
    return [
        Lead(
            found.passage(*one.key, codes[one.code]),
            codes[one.code],
            round(one.probability, 4),
            _terms(found, *one.key, codes[one.code]),
        )
        for one in opens
    ]


def _terms(found: Survey, document: Id, number: int, code: Id) -> tuple[str, ...]:
    pieces = found.heard[document].found[number].get(code, ())
    return tuple(dict.fromkeys(piece.text for piece in pieces))


def _offered(found: Survey, document: Document | None) -> Corpus:
    """The table of all segments, of which only those of one document, if given, are offered.

    Those of a blind audit are not.
    """
    import numpy as np

    shown = [
        (document is None or eid == document.id) and not _is_withheld(found, eid, number)
        for eid, number in found.corpus.keys
    ]
    return replace(found.corpus, offered=found.corpus.offered & np.array(shown, bool))


def _is_withheld(found: Survey, document: Id, number: int) -> bool:
    segment = found.heard[document].segments[number]
    return found.audit and is_audited(document, segment.start, segment.end)


def _probabilities(found: Survey, table: Corpus) -> np.ndarray:
    """How likely each code is for the segments without one, as coded now: segments x codes."""
    from coder.suggest.engine.queues import uncoded
    from coder.suggest.engine.walk import rank

    learned = found.learned
    free = uncoded(table)
    return _ranked(found, free, lambda one: rank(learned.engine, one, learned.said(one))[0])


def _ranked(found: Survey, free: np.ndarray, rank: Callable[[Heard], np.ndarray]) -> np.ndarray:
    """The scores of all segments (x codes); 0 in documents in which none is free."""
    import numpy as np

    codes = len(found.learned.engine.codes)
    scores = np.zeros((len(free), codes))
    start = 0
    for heard in found.heard.values():
        part = slice(start, start + len(heard))
        if free[part].any():
            scores[part] = rank(heard)
        start = part.stop
    return scores
