"""How far the coders of a project agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from coder import __version__
from coder.amounts import counted
from coder.analysis.agreement.agreement import Agreement, Compared
from coder.analysis.agreement.asking import SPANS, Asked, check
from coder.analysis.agreement.comparing import Group, compare
from coder.analysis.agreement.confusion import confusion
from coder.analysis.agreement.parts import doubled
from coder.analysis.agreement.spread import Ruler, Spread, overlaps, spread
from coder.analysis.agreement.taking_part import TakingPart, taking_part
from coder.analysis.agreement.units import Judged, Span, Unit, judge
from coder.analysis.outline import code_rows, lineages
from coder.analysis.selection import CONSENSUS
from coder.analysis.table import PATH_SEPARATOR, Row, distinct_names
from coder.errors import InputError
from coder.identity import Id
from coder.model import Code, Coder, Coding, Document, Role
from coder.project.counting import with_descendants
from coder.project.namesakes import namesakes
from coder.project.project import Project
from coder.segment import segments, sentences
from coder.store.coded import Coded, coded_now

_BROKEN_SHOWN = 20

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Material:
    """What coders gave to the documents they all judged, and who they are.

    `own` is the same as `judged` where codings do not count for the codes above theirs.
    """

    part: TakingPart
    documents: tuple[Document, ...]
    judged: tuple[Judged | Spread, ...]
    own: tuple[Judged | Spread, ...]
    codes: tuple[Row, ...]
    left_out: tuple[str, ...]
    unsettled: tuple[str, ...]


def agree(project: Project, asked: Asked, *, with_confusion: bool = False) -> Agreement:
    """The agreement table of a project, with the confusion of codes where that is asked for.

    Raises InputError where no two coders are done with one transcript, where one of those
    compared was corrected in two ways at one place, and for settings that mean nothing.
    """
    coded, _ = coded_now(project.store)
    return compared(coded, material(coded, asked), asked, with_confusion=with_confusion)


def compared(
    coded: Coded, found: Material, asked: Asked, *, with_confusion: bool = False
) -> Agreement:
    """The table of material that is read already."""
    groups, broken = _groups(found, coded.codes, asked)
    lines = compare(
        found.judged,
        len(found.part.coders),
        found.codes,
        asked.measures,
        groups,
        own=found.own,
        draws=asked.draws,
        seed=asked.seed,
    )
    return Agreement(
        asked,
        found.part.coders,
        tuple(
            Compared(one.id, one.name, found.part.judges[one.id], _size(judged))
            for one, judged in zip(found.documents, found.judged, strict=True)
        ),
        found.codes,
        lines,
        confusion(found.judged, [row.id for row in found.codes]) if with_confusion else {},
        found.left_out,
        found.unsettled,
        broken,
        __version__,
    )


def material(coded: Coded, asked: Asked) -> Material:
    """What the coders gave, as `asked` wants it."""
    check(asked)
    documents = {one.id: one for one in coded.documents}
    chosen = _chosen(documents, asked.documents, "transcript")
    rows = _rows(_chosen({code.id: code for code in coded.codes}, asked.codes, "code"))
    texts = {eid: document.revision for eid, document in documents.items()}
    current = [one for one in coded.codings if one.revision == texts.get(one.document)]
    counts = Counter((one.coder, one.document) for one in current)
    part = taking_part(
        {one.id: one.name for one in chosen},
        _people(_told_apart(coded.coders), asked.coders),
        coded.done,
        counts,
        assume_done=asked.assume_done,
    )
    kept = tuple(one for one in chosen if one.id in part.judges)
    _refuse_disputed(kept, coded.disputed)
    own = judged = _laid(kept, current, part, asked)
    if asked.subcodes:
        judged = _laid(kept, _for_codes_above(current, coded.codes), part, asked)
    left_out = (*part.left_out, *_more_left_out(coded, asked, part, counts))
    ids = {row.id for row in rows} | {coder.id for coder in part.coders}
    return Material(part, kept, judged, own, rows, left_out, namesakes(coded, ids))


def unit_spans(document: Document, unit: Unit, turns: Iterable[int]) -> list[Span]:
    """The units in some turns (by index) of a document, in text order."""
    chosen = sorted(set(turns))
    match unit:
        case Unit.SEGMENT:
            inside = set(chosen)
            return sorted((s.start, s.end) for s in segments(document) if s.turn in inside)
        case Unit.SENTENCE:
            return sorted(
                (turn.start + start, turn.start + end)
                for turn in (document.turns[index] for index in chosen)
                for start, end in sentences(document.text[turn.start : turn.end])
            )
        case Unit.TURN:
            return sorted((document.turns[i].start, document.turns[i].end) for i in chosen)


def _laid(
    documents: Sequence[Document], codings: Iterable[Coding], part: TakingPart, asked: Asked
) -> tuple[Judged | Spread, ...]:
    by_document: defaultdict[Id, list[Coding]] = defaultdict(list)
    for coding in codings:
        by_document[coding.document].append(coding)
    return tuple(
        _judged(one, by_document[one.id], _numbers(part, one.id), asked) for one in documents
    )


def _judged(
    document: Document, given: Sequence[Coding], coders: Mapping[Id, int], asked: Asked
) -> Judged | Spread:
    turns = turns_compared(document, asked)
    if asked.unit == SPANS:
        return spread(document, Ruler(document, turns), given, coders)
    return judge(document, unit_spans(document, Unit(asked.unit), turns), given, coders)


def turns_compared(document: Document, asked: Asked) -> list[int]:
    """The indexes of the turns that count."""
    return [
        index
        for index, turn in enumerate(document.turns)
        if not (asked.without_interviewer and turn.role is Role.INTERVIEWER)
    ]


def _numbers(part: TakingPart, document: Id) -> dict[Id, int]:
    return {part.coders[number].id: number for number in part.judges[document]}


def _size(judged: Judged | Spread) -> int:
    return len(judged.spans) if isinstance(judged, Judged) else judged.length


def _chosen(every: Mapping[Id, _T], ids: Sequence[Id], what: str) -> list[_T]:
    """Those of the ids, or all; raises InputError for one that is not there any more."""
    gone = [eid for eid in ids if eid not in every]
    if gone:
        raise InputError(f"There is no {what} {gone[0]} any more.", f"Choose another {what}.")
    return [one for eid, one in every.items() if not ids or eid in ids]


def _people(coders: Sequence[Coder], ids: Sequence[Id]) -> list[Coder]:
    """The coders of the ids, or all persons."""
    if not ids:
        return [one for one in coders if one.kind != CONSENSUS]
    return _chosen({one.id: one for one in coders}, ids, "coder")


def _told_apart(coders: Sequence[Coder]) -> list[Coder]:
    """The coders, those of one name with a number."""
    names = distinct_names([one.name for one in coders])
    return [replace(one, name=name) for one, name in zip(coders, names, strict=True)]


def _rows(codes: Sequence[Code]) -> tuple[Row, ...]:
    """The codes in reading order, those of one name with the codes above them or a number."""
    rows = code_rows(codes)
    often = Counter(row.name for row in rows)
    names = distinct_names(
        [row.name if often[row.name] == 1 else PATH_SEPARATOR.join(row.path) for row in rows]
    )
    return tuple(replace(row, name=name) for row, name in zip(rows, names, strict=True))


def _refuse_disputed(documents: Sequence[Document], disputed: Collection[Id]) -> None:
    """Raise InputError where it is open which text of a document holds."""
    names = [one.name for one in documents if one.id in disputed]
    if names:
        raise InputError(
            f"'{names[0]}' was corrected in two ways at one place, so its words are not settled.",
            "Answer 'coder merge questions' first, or compare other transcripts (--document).",
        )


def _for_codes_above(every: Sequence[Coding], codes: Sequence[Code]) -> list[Coding]:
    """The codings, and each again for every code above its own."""
    above = lineages(code_rows(codes))
    return [replace(one, code=code) for one in every for code in above.get(one.code, (one.code,))]


def _more_left_out(
    coded: Coded, asked: Asked, part: TakingPart, counts: Mapping[tuple[Id, Id], int]
) -> list[str]:
    lines = []
    consensus = {one.id for one in coded.coders if one.kind == CONSENSUS}
    if not asked.coders and any(coder in consensus for coder, _ in counts):
        lines.append("The consensus is left out; name it as a coder to compare with it.")
    judges = {(part.coders[n].id, eid) for eid, found in part.judges.items() for n in found}
    lost = sum((one.coder, one.document) in judges for one in coded.lost)
    if lost:
        codings = counted(lost, "coding")
        lines.append(f"Left out: {codings} of words that a correction took out.")
    return lines


def _groups(
    found: Material, codes: Sequence[Code], asked: Asked
) -> tuple[list[Group], tuple[str, ...]]:
    """The exclusive groups, and where coders gave two of their codes at once, in words."""
    groups, told = [], []
    for top in (
        _chosen({code.id: code for code in codes}, asked.groups, "code") if asked.groups else ()
    ):
        inside = set(with_descendants(codes, top))
        members = _rows([code for code in codes if code.id in inside])
        names = {row.id: row.name for row in members}
        places = _broken(found, [row.id for row in members], asked)
        told += [
            f"{found.part.coders[coder].name}, {document.name} {start}-{end}: "
            f"{names[one]} and {names[other]}"
            for document, coder, (one, other), start, end in places
        ]
        groups.append(Group(Row(top.id, f"group {top.name}"), members, len(places)))
    more = len(told) - _BROKEN_SHOWN
    shown = told[:_BROKEN_SHOWN] + ([f"and {more:,} more"] if more > 0 else [])
    return groups, tuple(shown)


def _broken(
    found: Material, members: Sequence[Id], asked: Asked
) -> list[tuple[Document, int, tuple[Id, Id], int, int]]:
    """Document, coder, two codes and place of the words that have both."""
    places = []
    for document, judged in zip(found.documents, found.own, strict=True):
        if isinstance(judged, Spread):
            ruler = Ruler(document, turns_compared(document, asked))
            places += [
                (document, one.coder, one.codes, one.start, one.end)
                for one in overlaps(judged, ruler, members)
            ]
        else:
            places += [
                (document, coder, pair, *judged.spans[number])
                for number, coder, pair in doubled(judged, members)
            ]
    return places
