"""Chooses and loads a trained spaCy pipeline, for part-of-speech tags only.

A pipeline from a folder is data: nothing in it is executed beyond what `spacy.load` itself does,
and only the components that tag are loaded.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from coder.errors import InputError
from coder.language import tables
from coder.language.language import Tagger

PREFERRED = {"nl": ("nl_core_news_lg", "nl_core_news_md", "nl_core_news_sm")}
"""Published pipelines by language, the best first."""

_TAGGING = ("tok2vec", "transformer", "morphologizer", "tagger", "attribute_ruler")
_BATCH = 256
_MAX_META = 1 << 20


class Pipeline(NamedTuple):
    """A loaded pipeline: its name and version as its makers give them, and its tagger."""

    name: str
    version: str
    tagger: Tagger


def installed_pipeline(language: str) -> str:
    """The best installed published pipeline for a language, "" where there is none."""
    from spacy.util import is_package

    return next((name for name in PREFERRED.get(language, ()) if is_package(name)), "")


def load_pipeline(language: str, name: str) -> Pipeline:
    """Load a pipeline by package name or folder; raises InputError with the remedy."""
    import spacy
    from spacy.tokens import Doc
    from spacy.util import is_compatible_version

    meta = pipeline_meta(name)
    installed = tables.package_version("spacy")
    if meta.get("lang") != language:
        problem = f'The pipeline {name} is for the language "{meta.get("lang", "")}".'
        raise InputError(problem, f'Name a pipeline for "{language}", or none.')
    wanted = str(meta.get("spacy_version", ""))
    if wanted and is_compatible_version(installed, wanted) is False:
        problem = f"The pipeline {name} needs spaCy {wanted}; installed is {installed}."
        raise InputError(problem, "Install the version of the pipeline made for this spaCy.")
    parts = meta.get("pipeline", [])
    parts = [str(part) for part in parts] if isinstance(parts, list) else []
    if not any(part in ("morphologizer", "tagger") for part in parts):
        problem = f"The pipeline {name} has no morphologizer and no tagger."
        raise InputError(problem, "Name a pipeline that tags parts of speech.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            nlp = spacy.load(name, exclude=[part for part in parts if part not in _TAGGING])
    except (OSError, ValueError, TypeError, KeyError, ImportError, AttributeError) as error:
        problem = f"The pipeline {name} cannot be loaded: {error}"
        raise InputError(problem, "Install it again, or leave the pipeline out.") from error

    def tag(texts: Sequence[Sequence[str]]) -> list[list[str]]:
        docs = (Doc(nlp.vocab, words=list(words)) for words in texts)
        return [[token.pos_ for token in doc] for doc in nlp.pipe(docs, batch_size=_BATCH)]

    full = f"{meta.get('lang', '')}_{meta.get('name', '')}"
    return Pipeline(full, str(meta.get("version", "")), tag)


def pipeline_meta(name: str) -> dict[str, object]:
    """The description that a pipeline carries; raises InputError where there is no pipeline."""
    from spacy.util import get_package_path, is_package, load_meta

    try:
        if is_package(name):
            package = get_package_path(name)
            return dict(load_meta(next(package.glob("*/meta.json"), package / "meta.json")))
        file = Path(name) / "meta.json"
        if file.is_file() and file.stat().st_size <= _MAX_META:
            meta = json.loads(file.read_text(encoding="utf-8"))
            if isinstance(meta, dict):
                return meta
    except (OSError, ValueError, ImportError) as error:
        problem = f"The pipeline {name} cannot be read: {error}"
        raise InputError(problem, "Install it again, or leave the pipeline out.") from error
    raise InputError(
        f"There is no spaCy pipeline {name}: neither an installed package nor a folder.",
        "Leave the pipeline out, or install one, such as nl_core_news_sm from a downloaded file.",
    )
