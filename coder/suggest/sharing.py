"""Terms that several codes have, so that they are suggested for the same words; pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from coder.identity import Id
from coder.model import Code
from coder.suggest.scanning import TermError
from coder.suggest.terms import canonical, parse


@dataclass(frozen=True, slots=True)
class SharedTerm:
    """A term that several codes have, as the first of them writes it."""

    text: str
    codes: tuple[Id, ...]


def shared_terms(codes: Sequence[Code]) -> list[SharedTerm]:
    """The terms that mean the same and stand with several codes, in order of the codebook.

    Words are compared as written, not by lemma; terms that cannot be read are left out.
    """
    found: dict[str, dict[Id, str]] = defaultdict(dict)
    for code in codes:
        for term in code.terms:
            try:
                key = canonical(parse(term.text))
            except TermError:
                continue
            found[key].setdefault(code.id, term.text)
    return [
        SharedTerm(next(iter(texts.values())), tuple(texts))
        for texts in found.values()
        if len(texts) > 1
    ]
