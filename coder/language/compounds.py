"""Splits Dutch compounds into their parts ("wijkuitvoeringsplan": wijk, uitvoering, plan)."""

from __future__ import annotations

from coder.language.lexicon import Lexicon
from coder.linguistic import Part


class Splitter:
    """Compound splitter over the nouns of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def split(self, form: str) -> tuple[Part, ...]:
        """The parts of a compound in text order, () for a simple word."""
        if "-" in form.strip("-"):
            return self._at_hyphen(form)
        nouns = self._lexicon.nouns
        for place in range(4, len(form) - 3):
            head, tail = form[:place], form[place:]
            base = head if head in nouns else head[:-1] if head.endswith("s") else ""
            lemma = self._lexicon.lemmas(tail)[0] if tail in nouns else ""
            if base in nouns and lemma:
                return (Part(0, place, base), Part(place, len(form), lemma))
        return ()

    def _at_hyphen(self, form: str) -> tuple[Part, ...]:
        pieces = form.split("-")
        if not all(pieces) or len(pieces) > 4:
            return ()
        parts: list[Part] = []
        start = 0
        for index, piece in enumerate(pieces):
            last = index == len(pieces) - 1
            end = start + len(piece) + (not last)
            parts.append(Part(start, end, self._lexicon.lemmas(piece)[0]))
            start = end
        return tuple(parts)
