"""Cuts white-space-separated chunks into tokens with spaCy's rules for the language.

One of the two modules that import spaCy (the other is `pipeline`); imports happen inside the
functions, and no spaCy object leaves them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
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

        if language == "nl":
            return _dutch_splitter()
        tokenizer: Any = spacy.blank(language).tokenizer
    except (ImportError, ValueError) as error:
        problem = f'No words can be found in the language "{language}": {error}.'
        raise InputError(
            problem, 'Give an ISO 639-1 code that spaCy knows, such as "nl".'
        ) from error
    return lambda chunk: _pieces(tokenizer, chunk.translate(_CURLY))


def _dutch_splitter() -> Splitter:
    """SpaCy's Dutch tokenizer, with our exceptions and without its slow start.

    A tokenizer takes 0.3 s to take in spaCy's 4,700 exceptions. Each is put off until a chunk
    holds it: that is enough, since an exception changes no chunk in which it does not occur.
    """
    from spacy.lang.nl import Dutch
    from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
    from spacy.vocab import create_vocab

    rules: Any = Dutch.Defaults
    tokenizer: Any = import_module("spacy.tokenizer").Tokenizer(
        create_vocab("nl", rules),
        prefix_search=compile_prefix_regex(rules.prefixes).search,
        suffix_search=compile_suffix_regex(rules.suffixes).search,
        infix_finditer=compile_infix_regex([*rules.infixes, _SLASH]).finditer,
        token_match=rules.token_match,
        url_match=rules.url_match,
    )
    waiting = dict(rules.tokenizer_exceptions)
    waiting.update((form, [{"ORTH": form}]) for form in _DUTCH_WHOLE)
    sizes = sorted({len(form) for form in waiting})

    def split(chunk: str) -> Pieces:
        plain = chunk.translate(_CURLY)
        for form in _held(waiting, sizes, plain):
            tokenizer.add_special_case(form, waiting.pop(form))
        return _pieces(tokenizer, plain)

    return split


def _held(exceptions: Mapping[str, object], sizes: Iterable[int], chunk: str) -> set[str]:
    """The exceptions that occur anywhere in a chunk; `sizes` are their lengths."""
    return {
        part
        for size in sizes
        for start in range(len(chunk) - size + 1)
        if (part := chunk[start : start + size]) in exceptions
    }


def _pieces(tokenizer: Any, chunk: str) -> Pieces:
    doc = tokenizer(chunk)
    return [(token.idx, token.idx + len(token)) for token in doc if not token.is_space]
