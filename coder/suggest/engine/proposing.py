"""Terms that a code may lack, each with how often it would have been right.

Words that its segments have more than others do (`wording`) are found in all segments as the terms
they would be, so the counts are those they would have had. A person decides; nothing is added here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from coder.identity import Id
from coder.model import Code, Term
from coder.suggest.engine.corpus import Corpus
from coder.suggest.engine.engine import Key
from coder.suggest.engine.hearing import Heard
from coder.suggest.engine.names import names
from coder.suggest.engine.wording import telling, wordings
from coder.suggest.lexical import compile, find_evidence
from coder.suggest.scanning import TermError
from coder.suggest.terms import canonical, parse
from coder.suggest.vocabulary import Lexicon

MOST = 10
TRIED = 200
"""Words and pairs of the highest z-scores that are tried as terms."""
LEAST_HITS, LEAST_DOCUMENTS, LEAST_NEW = 3, 2, 2
MANY, LEAST_OF_MANY = 5, 3
"""Documents in which a term is right at least where the code was given in many of them."""
DOUBT = 20.0
"""Segments without the term that its precision is drawn towards: what was chosen for being right
often is right less often elsewhere. So many make expectations hold on interviews left out
(`benchmarks.leads`)."""
LEAST_LIFT, LEAST_GAIN = 3.0, 0.1
"""A term is expected to be right so many times as often as the code is given at all; for codes that
most segments have, that it takes away this share of what is not right."""
EXAMPLES = 3
_TRIAL: Id = "0" * 32


@dataclass(frozen=True, slots=True)
class Proposal:
    """A term to consider: found in `hits` segments that the coder was past, `right` of them coded.

    `new` are the right ones in which no term of the code is found; `documents` counts those of the
    right ones; `examples` are right segments, new ones if there are any; `z` is from `telling`.
    `expected` is how often it will be right in other documents.
    """

    term: str
    hits: int
    right: int
    new: int
    documents: int
    z: float
    examples: tuple[Key, ...]
    expected: float

    @property
    def precision(self) -> float:
        """The share of the segments it is found in that have the code."""
        return self.right / self.hits


@dataclass(frozen=True, slots=True)
class Material:
    """What proposals are made from: documents in the order of the corpus, and their texts by id."""

    documents: Sequence[Heard]
    texts: Mapping[Id, str]
    corpus: Corpus


def propose(
    material: Material, code: Code, column: int, lexicon: Lexicon, most: int = MOST
) -> list[Proposal]:
    """At most so many terms for a code (by its column in the corpus), the most telling first.

    Left out are names, what the code's terms find already, what stands in one document only or in
    fewer than `LEAST_HITS` segments, and what says no more than a proposal before it.
    """
    corpus = material.corpus
    judged = corpus.offered & (corpus.read | corpus.absent[:, column])
    right = judged & corpus.given[:, column]
    if not right.any():
        return []
    proper = names((material.texts[heard.document], heard.analyses) for heard in material.documents)
    words = [
        wordings(analysis, proper) for heard in material.documents for analysis in heard.analyses
    ]
    scores = {text: z for z, text in telling(words, right, judged & ~right)}
    had = {_meaning(term.text, lexicon) for term in code.terms} | {""}
    tried = [text for text in scores if _meaning(text, lexicon) not in had][:TRIED]
    known = np.array([code.id in found for heard in material.documents for found in heard.found])
    share = float(right.sum() / judged.sum())
    given_in = {corpus.keys[place][0] for place in map(int, np.flatnonzero(right))}
    least = LEAST_OF_MANY if len(given_in) >= MANY else LEAST_DOCUMENTS
    found: list[tuple[Proposal, frozenset[int]]] = []
    for text, places in _find(tried, material.documents, judged, lexicon).items():
        good = [place for place in places if right[place]]
        first = [place for place in good if not known[place]]
        made = Proposal(
            text,
            hits=len(places),
            right=len(good),
            new=len(first),
            documents=len({corpus.keys[place][0] for place in good}),
            z=scores[text],
            examples=_examples([corpus.keys[place] for place in first or good]),
            expected=(len(good) + DOUBT * share) / (len(places) + DOUBT),
        )
        if _is_worth(made, share, least):
            found.append((made, frozenset(good)))
    return _telling_more(found, most)


def _meaning(text: str, lexicon: Lexicon) -> str:
    """What a term means, in one spelling; "" where it cannot be read."""
    try:
        return canonical(parse(text), lexicon.lemmas)
    except TermError:
        return ""


def _find(
    terms: Sequence[str], documents: Sequence[Heard], judged: np.ndarray, lexicon: Lexicon
) -> dict[str, list[int]]:
    """The places of the judged segments in which each term is found, in the order of the terms."""
    matcher = compile([Code(_TRIAL, "", "", terms=tuple(map(Term, terms)))], lexicon)
    found: dict[str, list[int]] = {text: [] for text in terms}
    analyses = [analysis for heard in documents for analysis in heard.analyses]
    for place in map(int, np.flatnonzero(judged)):
        pieces = find_evidence(analyses[place], matcher).get(_TRIAL, ())
        for text in {piece.term for piece in pieces}:
            found[text].append(place)
    return found


def _examples(keys: Sequence[Key]) -> tuple[Key, ...]:
    """Some of the segments, of as many documents as can be."""
    firsts = list({document: (document, number) for document, number in reversed(keys)}.values())
    chosen = [*reversed(firsts), *(key for key in keys if key not in firsts)]
    return tuple(chosen[:EXAMPLES])


def _is_worth(one: Proposal, share: float, documents: int) -> bool:
    """Whether a term is found and right often enough; `share` is that of the code at large."""
    better = min(LEAST_LIFT * share, share + LEAST_GAIN * (1.0 - share))
    return (
        one.hits >= LEAST_HITS
        and one.documents >= documents
        and one.new >= LEAST_NEW
        and one.expected >= better
    )


def _telling_more(made: Sequence[tuple[Proposal, frozenset[int]]], most: int) -> list[Proposal]:
    """The first of those that find the same, unless a later one is right more often."""
    chosen: list[tuple[Proposal, frozenset[int]]] = []
    for one, places in made:
        if len(chosen) >= most:
            break
        if not any(
            places <= others and one.precision <= other.precision for other, others in chosen
        ):
            chosen.append((one, places))
    return [one for one, _ in chosen]
