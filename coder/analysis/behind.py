"""The codings behind a figure of a frequency table."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from coder.analysis.columns import split_by
from coder.analysis.outline import code_rows, lineages
from coder.analysis.pieces import distinct
from coder.analysis.selection import select
from coder.identity import Id
from coder.model import Code, Coder, Coding, Document


def behind(
    codes: Sequence[Code],
    codings: Sequence[Coding],
    documents: Sequence[Document],
    coders: Sequence[Coder],
    *,
    row: Id | None,
    column: str | None,
    by: str = "document",
    without_interviewer: bool = False,
    whose: Collection[Id] | None = None,
) -> list[Id]:
    """The ids of the codings that a cell of `frequencies` with these choices counts.

    `row` is a code, counted with its subcodes, or None for any code; `column` the key of a
    column, or None for the total. Repeated codings are in once, as they are counted. Raises
    InputError as `frequencies` does.
    """
    texts = {document.id: document for document in documents}
    lines = lineages(code_rows(codes))
    found = select(codings, lines, texts, coders, whose, without_interviewer=without_interviewer)
    split = split_by(by, documents, found.people)
    people = {person.id for person in found.people}
    counted = distinct(
        one
        for one in codings
        if one.coder in people and one.document in texts and one.code in lines
    )
    wanted: dict[Id, None] = {}
    for piece in found.pieces:
        if row is not None and row not in lines[piece.code]:
            continue
        document = texts[piece.document]
        turn = None if piece.turn is None else document.turns[piece.turn]
        if column is None or column in split.keys(document, turn, piece.person):
            wanted[counted[piece.coding].id] = None
    return list(wanted)
