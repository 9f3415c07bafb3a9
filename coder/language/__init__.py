"""Tokens, lemmas, compounds, separable verbs and negation: the only package that knows spaCy.

`load` takes about a second and imports spaCy; importing this package does not. No spaCy object
leaves the package: analyses are values of `coder.linguistic`, positions are code points of the
document, end exclusive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.language.record import from_record, record

if TYPE_CHECKING:
    from coder.language.language import Description, Language

__all__ = ["Description", "Language", "from_record", "load", "record"]


def load(language: str = "nl", pipeline: str | None = None) -> Language:
    """A language at its best grade, or with the pipeline asked for.

    `language` is an ISO 639-1 code; `pipeline` an installed package's name or a folder. Raises
    InputError for an unknown language, for a pipeline that is missing or does not fit, and for
    damaged word tables.
    """
    from coder.language.loading import load as load_language

    return load_language(language, pipeline)
