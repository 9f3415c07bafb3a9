"""The codings of a project that meet a query, with all that is known of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from coder.analysis.behind import behind
from coder.analysis.pieces import turn_finder
from coder.analysis.queries import Item, asks_for_segments, find
from coder.analysis.query_language import Names, parse
from coder.analysis.query_names import names_for
from coder.analysis.quotations import begin_time
from coder.analysis.selection import CONSENSUS
from coder.identity import Id
from coder.model import Code, Coder, Coding, Document, Segment, Turn
from coder.project.coding import codings
from coder.project.counting import Count
from coder.project.memos import memos
from coder.project.project import Project
from coder.segment import segments

AROUND = 200
"""Characters shown on either side of a quotation."""


@dataclass(frozen=True)
class Material:
    """What a query chooses from; `items` and `codings` are the same things in the same order."""

    codings: Sequence[Coding]
    items: Sequence[Item]
    codes: Sequence[Code]
    documents: dict[Id, Document]
    coders: Sequence[Coder]
    names: Names
    cut: dict[Id, list[Segment]] = field(default_factory=dict)

    def segments(self) -> dict[Id, list[Segment]]:
        """The segments of all documents, cut when somebody asks first."""
        for key, document in self.documents.items():
            if key not in self.cut:
                self.cut[key] = segments(document)
        return self.cut


@dataclass(frozen=True, slots=True)
class Context:
    """A quotation with the words around it, and who said it where and when."""

    before: str
    quote: str
    after: str
    document: str
    speaker: str
    time: str


def material(project: Project, whose: Sequence[Id] | None = None) -> Material:
    """The codings of some coders, or of all persons and the consensus, ready to be asked."""
    every = [one for one in codings(project) if whose is None or one.coder in whose]
    documents = {document.id: document for document in project.documents()}
    codes, coders = project.codes(), project.coders()
    told: dict[Id, list[str]] = {}
    for memo in memos(project, "coding"):
        if memo.target is not None:
            told.setdefault(memo.target, []).append(memo.text)
    finders = {key: turn_finder(document) for key, document in documents.items()}
    names = {coder.id: coder.name for coder in coders}
    items = [
        _item(
            one,
            documents[one.document],
            finders[one.document](one.start, one.end),
            names.get(one.coder, one.coder),
            "\n".join(told.get(one.id, ())),
        )
        for one in every
    ]
    return Material(every, items, codes, documents, coders, names_for(codes, items))


def own_or_all(project: Project) -> tuple[Id, ...] | None:
    """Whose codings to begin with: one's own, or everyone's (None) if one has none."""
    me = project.me.id
    return (me,) if codings(project, coder=me) else None


def people_to_count(
    project: Project, wanted: Count, *, everyone: bool, own: bool
) -> tuple[Id, ...] | None:
    """Whose codings to count: all persons', one's own only, or as `wanted` says."""
    if own:
        return (project.me.id,)
    if everyone:
        return tuple(one.id for one in project.coders() if one.kind != CONSENSUS) or None
    return wanted.whose


def choose(material: Material, query: str, among: Sequence[Id] | None = None) -> list[Coding]:
    """The codings that a query finds, by document and place; of those `among`, if given.

    Raises InputError for names in the query that nobody knows.
    """
    expression = parse(query, material.names)
    cut = material.segments() if asks_for_segments(expression) else None
    found = {item.id for item in find(expression, material.items, cut)}
    if among is not None:
        found &= set(among)
    return [one for one in material.codings if one.id in found]


def behind_cell(
    project: Project, wanted: Count, row: Id | None, column: str | None
) -> tuple[list[Id], tuple[Id, ...] | None]:
    """The codings behind a cell of a table that `count` made, and whose they are (None: all)."""
    whose = own_or_all(project) if wanted.whose is None else wanted.whose
    found = behind(
        project.codes(),
        codings(project),
        project.documents(),
        project.coders(),
        row=row,
        column=column,
        by=wanted.by,
        without_interviewer=wanted.without_interviewer,
        whose=whose,
    )
    return found, whose


def context(material: Material, coding: Coding) -> Context:
    """The words around a coding."""
    document = material.documents[coding.document]
    text = document.text
    turns = turn_finder(document)(coding.start, coding.end)
    low = max(coding.start - AROUND, 0)
    high = min(coding.end + AROUND, len(text))
    return Context(
        before=("…" if low else "") + text[low : coding.start],
        quote=text[coding.start : coding.end],
        after=text[coding.end : high] + ("…" if high < len(text) else ""),
        document=document.name,
        speaker="; ".join(dict.fromkeys(turn.speaker for turn in turns if turn.speaker)),
        time=begin_time(turns, coding.start),
    )


def _item(coding: Coding, document: Document, turns: Sequence[Turn], coder: str, memo: str) -> Item:
    return Item(
        id=coding.id,
        document=coding.document,
        code=coding.code,
        start=coding.start,
        end=coding.end,
        document_name=document.name,
        coder=coder,
        speakers=tuple(dict.fromkeys(turn.speaker for turn in turns if turn.speaker)),
        roles=tuple(dict.fromkeys(turn.role.value for turn in turns)),
        attributes=document.attributes,
        memo=memo,
        weight=coding.weight,
        important=coding.important,
        text=coding.quote,
    )
