"""Which words are names of people and places, by how they are written; they make no terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from coder.linguistic import Analysis

PROPER = "PROPN"
_ENDS = ".!?…:"


def names(documents: Iterable[tuple[str, Iterable[Analysis]]]) -> frozenset[str]:
    """The forms that are names in these documents (text and segments).

    A name is tagged as one or written with a capital in most of the places where no
    sentence begins; what only begins sentences is one where the lexicon does not know it.
    """
    inside: Counter[str] = Counter()
    proper: Counter[str] = Counter()
    strange: set[str] = set()
    for text, analyses in documents:
        for analysis in analyses:
            begins = True
            for token in analysis.tokens:
                form, letter = token.word.form, text[token.start : token.start + 1]
                if token.word.filler:
                    begins = begins or letter in _ENDS
                    continue
                if not begins:
                    inside[form] += 1
                    proper[form] += letter.isupper() or token.pos == PROPER
                elif letter.isupper() and not token.word.known:
                    strange.add(form)
                begins = False
    often = {form for form, count in inside.items() if 2 * proper[form] > count}
    return frozenset(often | {form for form in strange if form not in inside})
