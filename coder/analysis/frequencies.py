"""How often each code was used: by document, speaker, role, coder or document attribute.

One table holds one measure. A coding that runs over turns of several speakers counts in the
column of each, and once in the total; so do a document, a segment, a character and a word. The
total column and the figures for any code are therefore counted, never added up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from coder.analysis import wording
from coder.analysis.columns import Split, split_by, table_columns
from coder.analysis.measures import Measure, Value
from coder.analysis.outline import code_rows, lineages
from coder.analysis.pieces import (
    Count,
    Piece,
    count_characters,
    count_codings,
    count_documents,
    segment_counter,
    word_counter,
)
from coder.analysis.selection import select
from coder.analysis.table import Cell, Column, Row, Table, denominator
from coder.errors import InputError
from coder.identity import Id
from coder.model import Code, Coder, Coding, Document, Segment

_ANY: Final = ""

Counts = dict[Id, tuple[int, ...]]


def frequencies(
    codes: Sequence[Code],
    codings: Iterable[Coding],
    documents: Sequence[Document],
    coders: Sequence[Coder],
    segments: Mapping[Id, Sequence[Segment]] | None = None,
    *,
    by: str = "document",
    measure: Measure = Measure.CODINGS,
    value: Value = Value.COUNT,
    descendants: bool = True,
    without_interviewer: bool = False,
    whose: Collection[Id] | None = None,
) -> Table:
    """The table of one measure for all codes, those never used with zero.

    `by` is "", "document", "speaker", "role", "coder" or the name of a document attribute
    ("attribute:NAME" for one that is called like another choice). With `descendants` a code's
    cells count its subcodes in, a thing under several of them once, and `Table.own` counts
    without. `whose` are the coders whose codings count; None takes all persons and leaves the
    consensus out. Codings in other documents or of other codes than those given do not count.
    `segments` (per document id) are needed for the measure of that name, and give denominators
    otherwise. Positions of codings are those in the text of the documents given.

    Raises InputError for an unknown attribute or coder, for missing segments, and for documents
    per 1,000 words.
    """
    _check(measure, value, documents, segments)
    texts = {document.id: document for document in documents}
    documents = list(texts.values())
    known = segments if segments is not None and texts.keys() <= segments.keys() else None
    rows = code_rows(codes)
    lines = lineages(rows)
    found = select(codings, lines, texts, coders, whose, without_interviewer=without_interviewer)
    split = split_by(by, documents, found.people)
    falls = [_columns_of(piece, split, texts) for piece in found.pieces]
    columns = table_columns(
        split,
        documents,
        found.turns,
        known,
        used=[key for keys in falls for key in keys],
        total_label=wording.total_label(measure, found.active),
    )
    counter = _counter(measure, texts, segments)
    placed = list(zip(found.pieces, falls, strict=True))
    alone = _counts(placed, {code: (code,) for code in lines}, columns, counter)
    figures = _counts(placed, lines, columns, counter) if descendants else alone
    subcodes = descendants and any(row.parent for row in rows)
    facts = wording.Facts(
        by=split.by,
        measure=measure,
        value=value,
        documents=documents,
        selection=found,
        words=denominator(columns[-1], "words") or 0,
        subcodes=subcodes,
        without_interviewer=without_interviewer,
        overlapping=any(sum(line[:-1]) > line[-1] for line in figures.values()),
    )
    return _table(facts, rows, columns, figures, alone)


def _table(
    facts: wording.Facts,
    rows: tuple[Row, ...],
    columns: tuple[Column, ...],
    figures: Counts,
    alone: Counts,
) -> Table:
    """The counts as figures of the kind asked for, with the words that explain them."""
    whole = figures[_ANY]

    def line(counts: tuple[int, ...]) -> tuple[Cell, ...]:
        return _shown(counts, whole, columns, facts.value)

    return Table(
        title=wording.title(facts),
        counted=wording.counted(facts),
        by=facts.by,
        measure=facts.measure.value,
        value=facts.value.value,
        unit=wording.unit(facts.measure, facts.value),
        rows=rows,
        columns=columns,
        cells=tuple(line(figures[row.id]) for row in rows),
        totals=line(whole),
        own=tuple(line(alone[row.id]) for row in rows) if facts.subcodes else (),
        whose=tuple(person.name for person in facts.selection.active),
        turns="without interviewer" if facts.without_interviewer else "all",
        notes=wording.notes(facts),
    )


def _check(
    measure: Measure,
    value: Value,
    documents: Sequence[Document],
    segments: Mapping[Id, Sequence[Segment]] | None,
) -> None:
    """Raises InputError for a question that has no answer."""
    if measure is Measure.DOCUMENTS and value is Value.PER_1000_WORDS:
        raise InputError(
            "Documents per 1,000 words would say nothing.",
            "Ask for documents as a count or percentage, or for codings per 1,000 words.",
        )
    if measure is Measure.SEGMENTS:
        missing = [d.name for d in documents if segments is None or d.id not in segments]
        if missing:
            raise InputError(
                f"Segments cannot be counted: {missing[0]} has not been cut into segments.",
                "Count codings, characters or words instead.",
            )


def _columns_of(piece: Piece, split: Split, texts: Mapping[Id, Document]) -> tuple[str, ...]:
    """The keys of the columns a piece falls into."""
    document = texts[piece.document]
    turn = None if piece.turn is None else document.turns[piece.turn]
    return split.keys(document, turn, piece.person)


def _counter(
    measure: Measure,
    texts: Mapping[Id, Document],
    segments: Mapping[Id, Sequence[Segment]] | None,
) -> Count:
    """The function that counts a measure over pieces."""
    match measure:
        case Measure.CODINGS:
            return count_codings
        case Measure.DOCUMENTS:
            return count_documents
        case Measure.CHARACTERS:
            return count_characters
        case Measure.WORDS:
            return word_counter(texts)
        case Measure.SEGMENTS:
            return segment_counter(texts, segments or {})


def _counts(
    placed: Sequence[tuple[Piece, tuple[str, ...]]],
    lines: Mapping[Id, tuple[Id, ...]],
    columns: Sequence[Column],
    counter: Count,
) -> Counts:
    """The counts of every code and of any code ("") per column.

    `lines` tells for each code the rows it counts in.
    """
    places = {column.key: index for index, column in enumerate(columns) if not column.total}
    last = len(columns) - 1
    groups: defaultdict[tuple[Id, int], list[Piece]] = defaultdict(list)
    for piece, keys in placed:
        for row in (_ANY, *lines[piece.code]):
            for index in (*(places[key] for key in keys), last):
                groups[row, index].append(piece)
    return {
        row: tuple(counter(groups.get((row, index), ())) for index in range(last + 1))
        for row in (_ANY, *lines)
    }


def _shown(
    counts: tuple[int, ...], whole: tuple[int, ...], columns: Sequence[Column], value: Value
) -> tuple[Cell, ...]:
    """A row of counts as the figures asked for; `whole` are the counts of any code."""
    match value:
        case Value.COUNT:
            return counts
        case Value.ROW_PERCENT:
            return tuple(_ratio(100, count, counts[-1]) for count in counts)
        case Value.COLUMN_PERCENT:
            return tuple(_ratio(100, n, of) for n, of in zip(counts, whole, strict=True))
        case Value.PER_1000_WORDS:
            words = [denominator(column, "words") for column in columns]
            return tuple(_ratio(1000, n, of) for n, of in zip(counts, words, strict=True))


def _ratio(times: int, count: int, of: int | None) -> float | None:
    """`times` × count / of, None where there is nothing to divide by."""
    return times * count / of if of else None
