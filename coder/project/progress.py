"""How far each transcript is: what one reads at once, and what needs its text.

Progress is one's own: the codings of others are not in it.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass

from coder.identity import Id
from coder.model import Coding, Document, Origin, Role, Suggestion
from coder.project import editing, places
from coder.project.project import Project
from coder.segment import segments
from coder.store import records

_BY_HAND = (Origin.MANUAL, Origin.SUGGESTION)
"""How codings come about where the person read the words."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a transcript without its text.

    `speakers` holds name and role in alphabetical order; `done` the names of the coders who say
    that they are done, `mine` whether one is oneself among them; `codings` are one's own.
    `revisions` are the versions of its text.
    """

    id: Id
    name: str
    turns: int
    codings: int
    speakers: tuple[tuple[str, Role], ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    mine: bool = False
    revisions: tuple[Id, ...] = ()

    @property
    def version(self) -> tuple[object, ...]:
        """What its extent depends on: the text and who the interviewer is."""
        return (self.id, self.revisions, self.speakers)


@dataclass(frozen=True, slots=True)
class Extent:
    """How much there is to code: words, and the segments offered (not the interviewer's).

    `offered` are spans in code points of the text, in its order.
    """

    words: int
    offered: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the segments offered are coded, and how many are seen; open suggestions.

    `suggestions` is None where none were asked for yet.
    """

    offered: int
    coded: int
    seen: int
    suggestions: int | None = None


def standings(project: Project) -> list[Standing]:
    """Where the live transcripts stand, by name; one quick read whatever their length."""
    db, me = project.store.db, bytes.fromhex(project.me.id)
    with project.store.reading():
        names = records.document_names(db)
        counts: Counter[Id] = Counter()
        for (document, _), count in records.coding_counts(db, project.me.id).items():
            counts[document] += count
        turns: Counter[Id] = Counter()
        speakers: defaultdict[Id, dict[str, Role]] = defaultdict(dict)
        for key, speaker, role, count in db.execute(
            "SELECT document, speaker, role, count(*) FROM turn "
            "GROUP BY document, speaker, role ORDER BY document, speaker"
        ):
            turns[key.hex()] += count
            if speaker:
                speakers[key.hex()][speaker] = Role(role)
        attributes: defaultdict[Id, list[tuple[str, str]]] = defaultdict(list)
        for key, name, value in db.execute(
            "SELECT document, key, value FROM attribute WHERE deleted = 0 ORDER BY key, id"
        ):
            attributes[key.hex()].append((name, value))
        done: defaultdict[Id, list[tuple[str, bool]]] = defaultdict(list)
        for key, coder, name in db.execute(
            "SELECT DISTINCT f.document, c.id, c.name FROM done f "
            "LEFT JOIN same_person s ON s.coder = f.coder "
            "JOIN coder c ON c.id = coalesce(s.target, f.coder) "
            "WHERE f.deleted = 0 AND f.done = 1 ORDER BY c.name"
        ):
            done[key.hex()].append((name, coder == me))
        revisions: defaultdict[Id, list[Id]] = defaultdict(list)
        for key, revision in db.execute(
            "SELECT document, id FROM revision WHERE deleted = 0 ORDER BY id"
        ):
            revisions[key.hex()].append(revision.hex())
        warned = {
            key.hex(): tuple(map(str, json.loads(warnings)))
            for key, warnings in db.execute("SELECT id, warnings FROM document WHERE deleted = 0")
        }
    return [
        Standing(
            eid,
            name,
            turns[eid],
            counts[eid],
            tuple(speakers[eid].items()),
            tuple(attributes[eid]),
            warned[eid],
            tuple(who for who, _ in done[eid]),
            any(mine for _, mine in done[eid]),
            tuple(revisions[eid]),
        )
        for eid, name in names.items()
    ]


def read_extent(project: Project, document: Id) -> Extent:
    """Read a transcript and cut it into segments; raises KeyError if it is gone."""
    with project.store.reading():
        return extent(records.document(project.store.db, document))


def extent(document: Document) -> Extent:
    """How much of a transcript there is to code."""
    offered = tuple(
        (one.start, one.end)
        for one in segments(document)
        if document.turns[one.turn].role is not Role.INTERVIEWER
    )
    return Extent(document.words, offered)


def read_progress(
    project: Project,
    standing: Standing,
    whole: Extent,
    suggestions: Sequence[Suggestion] | None = None,
    least: float = 0.0,
) -> Progress:
    """How far one is in a transcript; `suggestions` for it count from the score `least` on.

    What counts as seen is everything up to the furthest place that one left it at, coded by hand,
    or refused a suggestion at; all of it where one says that it is done.
    """
    with project.store.reading():
        mine = records.codings(project.store.db, document=standing.id, coder=project.me.id)
    refused = editing.refused(project, standing.id)
    reached = max(
        [
            places.last_place(project, standing.id),
            *(one.end - 1 for one in mine if one.origin in _BY_HAND),
            *(end - 1 for _, end, _ in refused),
        ]
    )
    total = len(whole.offered)
    seen = bisect_right(whole.offered, reached, key=lambda span: span[0]) if reached else 0
    return Progress(
        total,
        len(_touched(whole, mine)),
        total if standing.mine else seen,
        None
        if suggestions is None
        else _count_open([one for one in suggestions if one.score >= least], mine, refused),
    )


def _touched(whole: Extent, codings: Sequence[Coding]) -> set[int]:
    """The numbers of the segments offered that a coding overlaps."""
    found: set[int] = set()
    for one in codings:
        first = bisect_right(whole.offered, one.start, key=lambda span: span[1])
        last = bisect_left(whole.offered, one.end, key=lambda span: span[0])
        found.update(range(first, last))
    return found


def _count_open(
    suggestions: Sequence[Suggestion], codings: Sequence[Coding], refused: Set[tuple[int, int, Id]]
) -> int:
    """How many suggestions are neither coded at their place nor refused."""
    coded: defaultdict[Id, list[tuple[int, int]]] = defaultdict(list)
    for one in codings:
        coded[one.code].append((one.start, one.end))
    return sum(
        (one.start, one.end, one.code) not in refused
        and not any(start < one.end and one.start < end for start, end in coded[one.code])
        for one in suggestions
    )
