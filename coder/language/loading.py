"""Puts a language together: vocabulary, tokenizer and, where there is one, a trained tagger."""

from __future__ import annotations

import hashlib

from coder.language import tables
from coder.language.collection import collection_paused
from coder.language.compounds import Splitter
from coder.language.language import Description, Language
from coder.language.lexicon import load_lexicon
from coder.language.pipeline import Pipeline, installed_pipeline, load_pipeline
from coder.language.tokenizing import chunk_splitter
from coder.language.vocabulary import DutchVocabulary, PlainVocabulary, Vocabulary

_PACKAGES = ("spacy", "spacy-lookups-data", "simplemma")


def load(language: str = "nl", pipeline: str | None = None) -> Language:
    """The best grade there is for a language, or the pipeline asked for; raises InputError.

    `pipeline` is the name of an installed package or a folder; without it the best installed
    nl_core_news pipeline is taken; with "" or without any the embedded lexicon alone serves.
    """
    with collection_paused():
        return _loaded(language, pipeline)


def _loaded(language: str, pipeline: str | None) -> Language:
    name = installed_pipeline(language) if pipeline is None else pipeline.strip()
    trained = load_pipeline(language, name) if name else None
    split = chunk_splitter(language)
    vocabulary: Vocabulary = PlainVocabulary()
    with_ud = False
    if language == "nl":
        lexicon = load_lexicon()
        with_ud = lexicon.ud is not None
        vocabulary = DutchVocabulary(lexicon, Splitter(lexicon))
    description = _description(language, trained, asked=pipeline is not None, with_ud=with_ud)
    tagger = trained.tagger if trained else None
    return Language(description, _version(description), split, vocabulary, tagger)


def _description(
    language: str, trained: Pipeline | None, *, asked: bool, with_ud: bool
) -> Description:
    if trained:
        how = "named in the settings" if asked else "the best one installed"
        why = f"{trained.name} is {how}; it gives parts of speech, the lexicon gives lemmas"
    elif language == "nl":
        why = "no trained pipeline is installed; the lexicon gives lemmas, nothing gives tags"
    else:
        why = "there is no lexicon for this language; lower-cased forms serve as lemmas"
    if language == "nl":
        why += "; with the UD form table" if with_ud else "; without the UD form table"
    versions = [(package, tables.package_version(package)) for package in _PACKAGES]
    if trained:
        versions.append((trained.name, trained.version))
    grade = "other" if language != "nl" else "trained" if trained else "embedded"
    return Description(language, grade, trained.name if trained else "", tuple(versions), why)


def _version(description: Description) -> str:
    """A key that changes whenever analyses could: grade, packages, and our rules and tables."""
    packages = ";".join(f"{name}={version}" for name, version in description.versions)
    digest = hashlib.blake2b(packages.encode(), digest_size=6).hexdigest()
    return f"{description.language}-{description.grade}-{digest}-{tables.content_digest()}"
