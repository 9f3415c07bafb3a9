"""Cuts white-space-separated chunks into tokens with spaCy's rules for the language.

One of the two modules that import spaCy (the other is `pipeline`); imports happen inside the
functions, and no spaCy object leaves them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from coder.errors import InputError

Pieces = list[tuple[int, int]]
Splitter = Callable[[str], Pieces]
"""From a chunk without white space to the spans of its tokens, relative to the chunk."""

_CURLY = str.maketrans("’‘ʼ", "'''")
_DUTCH_WHOLE = ("'k", "'K", "d'r", "D'r", "'r", "'ns", "m'n", "z'n", "'tis", "'twas")
_SLASH = r"(?<=[^\W\d_])/(?=[^\W\d_])"


def chunk_splitter(language: str) -> Splitter:
    """The tokenizer of a language; raises InputError where spaCy has none for it."""
    try:
        import spacy
        from spacy.util import compile_infix_regex

        nlp = spacy.blank(language)
    except (ImportError, ValueError) as error:
        problem = f'No words can be found in the language "{language}": {error}.'
        raise InputError(
            problem, 'Give an ISO 639-1 code that spaCy knows, such as "nl".'
        ) from error
    tokenizer: Any = nlp.tokenizer
    if language == "nl":
        for form in _DUTCH_WHOLE:
            tokenizer.add_special_case(form, [{"ORTH": form}])
        infixes = [*(nlp.Defaults.infixes or ()), _SLASH]
        tokenizer.infix_finditer = compile_infix_regex(infixes).finditer

    def split(chunk: str) -> Pieces:
        doc = tokenizer(chunk.translate(_CURLY))
        return [(token.idx, token.idx + len(token)) for token in doc if not token.is_space]

    return split
