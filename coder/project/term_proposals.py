"""Terms that the codings of a code propose for it, and adding those that a person chose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from coder.errors import InputError
from coder.model import Code, Term
from coder.oplog.operation import Draft
from coder.project.codebooks import code_values
from coder.project.codes import check_terms
from coder.project.project import Project
from coder.project.searching import Passage
from coder.project.survey import Survey

MOST = 10


@dataclass(frozen=True, slots=True)
class TermProposal:
    """A term with how often it would have been right: counts as in `proposing.Proposal`.

    `expected` is the share of its hits that will be right in other transcripts.
    """

    term: str
    expected: float
    hits: int
    right: int
    new: int
    documents: int
    examples: tuple[Passage, ...]

    @property
    def weight(self) -> float:
        """What a hit of it should say: as much as it is expected to be right."""
        return max(round(self.expected, 1), 0.1)


def propose_terms(found: Survey, code: Code, most: int = MOST) -> list[TermProposal]:
    """Terms to consider for a code, the most telling first; none where it was not given yet."""
    from coder.suggest.engine.proposing import Material, propose

    texts = {eid: document.text for eid, document in found.documents.items()}
    material = Material(list(found.heard.values()), texts, found.corpus)
    column = found.learned.engine.numbers[code.id]
    return [
        TermProposal(
            one.term,
            round(one.expected, 4),
            one.hits,
            one.right,
            one.new,
            one.documents,
            tuple(found.passage(*key) for key in one.examples),
        )
        for one in propose(material, code, column, found.learned.hearing.language, most)
    ]


def add_terms(project: Project, code: Code, chosen: Sequence[TermProposal]) -> int:
    """Add proposed terms to a code as one act; returns how many it did not have yet.

    A term weighs as much as it is expected to be right. Raises InputError for a code that is
    gone.
    """
    added = 0

    def drafts() -> list[Draft]:
        nonlocal added
        now = next((one for one in project.codes() if one.id == code.id), None)
        if now is None:
            raise InputError(f"'{code.name}' is no longer in the codebook.", "Choose another code.")
        had = {term.text for term in now.terms}
        fresh = [Term(one.term, one.weight) for one in chosen if one.term not in had]
        after = replace(now, terms=(*now.terms, *fresh))
        check_terms(after)
        added = len(fresh)
        return [Draft("code", code.id, "terms", code_values(after)["terms"])] if fresh else []

    many = "a proposed term" if len(chosen) == 1 else f"{len(chosen)} proposed terms"
    project.store.write(f"add {many} to a code", drafts)
    return added


def chosen_terms(
    proposed: Sequence[TermProposal], wanted: Sequence[str], code: Code
) -> list[TermProposal]:
    """The proposals that a person named; raises InputError for what is not proposed."""
    by_term = {one.term: one for one in proposed}
    for text in wanted:
        if text not in by_term:
            listed = ", ".join(by_term) or "nothing"
            raise InputError(
                f"'{text}' is not proposed for {code.name}.",
                f"Proposed: {listed}. Other terms are written in the codebook.",
            )
    return [by_term[text] for text in dict.fromkeys(wanted)]


def proposal_row(one: TermProposal, code: Code) -> dict[str, Any]:
    """A proposed term as the flat record that lists and scripts show."""
    example = one.examples[0]
    return {
        "code": code.name,
        "code_id": code.id,
        "term": one.term,
        "weight": one.weight,
        "right": one.right,
        "hits": one.hits,
        "precision": round(one.right / one.hits, 4),
        "expected": one.expected,
        "new": one.new,
        "documents": one.documents,
        "example": example.text,
        "example_document": example.name,
        "example_start": example.start,
        "example_end": example.end,
    }
