"""Reads the word tables: spaCy's lookups data, simplemma's dictionary and the tables shipped here.

The JSON of spacy-lookups-data is read straight from its gzip files, which costs a quarter of the
time and memory of spaCy's own `Lookups`. Nothing here imports spaCy.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib.metadata
import json
import zlib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from coder.errors import InputError

_REINSTALL = "Install coder again: pip install --force-reinstall coder"
UD_TABLE = "form_lemma.json.gz"


def data_folder() -> Traversable:
    """The folder of the tables that ship with this package."""
    return resources.files("coder.language").joinpath("data")


def read_lookup(name: str) -> dict[str, Any]:
    """One Dutch table of spacy-lookups-data, such as "lemma_index"; raises InputError."""
    try:
        file = resources.files("spacy_lookups_data").joinpath("data", f"nl_{name}.json.gz")
        content = gzip.decompress(file.read_bytes())
        table = json.loads(content)
    except (ImportError, OSError, EOFError, ValueError, zlib.error) as error:
        problem = f"The Dutch word table {name} of spacy-lookups-data cannot be read: {error}."
        raise InputError(problem, "pip install --force-reinstall spacy-lookups-data") from error
    if not isinstance(table, dict):
        problem = f"The Dutch word table {name} of spacy-lookups-data is not a table."
        raise InputError(problem, "pip install --force-reinstall spacy-lookups-data")
    return table


@cache
def read_form_dictionary() -> Mapping[str, str]:
    """The Dutch dictionary of simplemma, form to lemma, read once; raises InputError."""
    try:
        from simplemma.strategies.dictionaries import DefaultDictionaryFactory

        return DefaultDictionaryFactory().get_dictionary("nl")
    except (ImportError, OSError, EOFError, ValueError) as error:
        problem = f"The Dutch dictionary of simplemma cannot be read: {error}."
        raise InputError(problem, "pip install --force-reinstall simplemma") from error


def read_ud_table() -> dict[str, str] | None:
    """Form to lemma from the Universal Dependencies treebanks; None where the folder is left out.

    The table is under CC BY-SA 4.0 (see its README), and everything works without it.
    """
    file = data_folder().joinpath("ud", UD_TABLE)
    if not file.is_file():
        return None
    try:
        table = json.loads(gzip.decompress(file.read_bytes()))
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise InputError(f"The word table {UD_TABLE} is damaged: {error}.", _REINSTALL) from error
    return {str(form): str(lemma) for form, lemma in table.items()}


def read_rows(name: str) -> list[list[str]]:
    """The rows of a shipped tab-separated table; lines that start with "#" are remarks."""
    file = data_folder().joinpath(name)
    try:
        content = file.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"The word table {name} is missing.", _REINSTALL) from error
    lines = (line.rstrip("\n") for line in content.split("\n"))
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def package_version(name: str) -> str:
    """The installed version of a package, "" where it is not installed."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def content_digest() -> str:
    """A short hash of this package's own rules and tables: it changes when results may."""
    digest = hashlib.blake2b(digest_size=8)
    folder = resources.files("coder.language")
    for file in sorted(_files(folder), key=lambda item: item.name):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _files(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for item in folder.iterdir():
        if item.is_dir():
            found.extend(_files(item) if item.name != "__pycache__" else [])
        elif item.name.endswith((".py", ".tsv", ".gz", ".json")):
            found.append(item)
    return found
