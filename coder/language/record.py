"""Turns an analysis into plain JSON values and back, so that it can be cached.

Words repeat, so a record holds each distinct word once and tokens point to it.
"""

from __future__ import annotations

from typing import Any

from coder.linguistic import Analysis, Part, SeparableVerb, Token, Word
from coder.model import Polarity


def record(analysis: Analysis) -> list[object]:
    """An analysis as plain JSON values; `from_record` is its inverse."""
    places: dict[Word, int] = {}
    tokens: list[object] = []
    for token in analysis.tokens:
        place = places.setdefault(token.word, len(places))
        row: list[object] = [token.start - analysis.start, token.end - token.start, place]
        if token.polarity or token.pos:
            row.extend([token.polarity.value, token.pos])
        tokens.append(row)
    verbs = [[verb.lemma, verb.verb, verb.particle] for verb in analysis.separable]
    return [analysis.start, analysis.end, [_word_record(word) for word in places], tokens, verbs]


def from_record(record: Any) -> Analysis:
    """The analysis that `record` wrote; raises ValueError or TypeError for anything else."""
    start, end, word_records, rows, verbs = record
    table = [_word(item) for item in word_records]
    tokens: list[Token] = []
    for offset, length, place, *rest in rows:
        polarity, pos = rest or ("", "")
        first = int(start) + int(offset)
        if not 0 <= place < len(table):
            raise ValueError("a token points to no word")
        tokens.append(Token(first, first + int(length), table[place], Polarity(polarity), str(pos)))
    separable = tuple(SeparableVerb(str(lemma), int(v), int(p)) for lemma, v, p in verbs)
    return Analysis(int(start), int(end), tuple(tokens), separable)


def _word_record(word: Word) -> list[object]:
    flags = word.known + 2 * word.filler
    return [word.form, list(word.lemmas), [list(part) for part in word.parts], flags]


def _word(record: Any) -> Word:
    form, lemmas, parts, flags = record
    return Word(
        str(form),
        tuple(str(lemma) for lemma in lemmas),
        tuple(Part(int(start), int(end), str(lemma)) for start, end, lemma in parts),
        bool(flags & 1),
        bool(flags & 2),
    )
