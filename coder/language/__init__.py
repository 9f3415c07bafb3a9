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
    from coder.meaning import MeaningModel

__all__ = ["Description", "Language", "from_record", "load", "open_word_vectors", "record"]


def load(language: str = "nl", pipeline: str | None = None) -> Language:
    """A language at its best grade, or with the pipeline asked for.

    `language` is an ISO 639-1 code; `pipeline` an installed package's name or a folder. Raises
    InputError for an unknown language, for a pipeline that is missing or does not fit, and for
    damaged word tables.
    """
    from coder.language.loading import load as load_language

    return load_language(language, pipeline)


def open_word_vectors(name: str) -> MeaningModel:
    """The word vectors of a spaCy pipeline, installed or in a folder, as a model of meaning.

    Raises InputError where there is no such pipeline, or it has no vectors.
    """
    from coder.language.word_vectors import open_word_vectors as open_vectors

    return open_vectors(name)
