"""The files of a model: found, measured against what may be read, and named by their content."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

from coder.errors import InputError
from coder.identity import Id

MAX_WEIGHTS = 3 << 30
MAX_TOKENIZER = 128 << 20
MAX_CONFIG = 1 << 20
READING = b"1"
"""Part of every fingerprint: changes when the same files come to mean other vectors."""

COPY_AGAIN = "Copy the folder of the model again, or name another: 'coder model use FOLDER'."
INSTALL = "Install what reads models: pip install 'coder[semantic]'."


def checked(file: Path, most: int) -> Path:
    """The file, if it can be read and is not too large (bytes); raises InputError."""
    try:
        size = file.stat().st_size
        with file.open("rb"):
            pass
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}.", COPY_AGAIN) from error
    if size > most:
        raise InputError(f"{file} is too large: {size >> 20} MB.", f"At most {most >> 20} MB.")
    return file


def first_of(folder: Path, names: Sequence[str]) -> Path | None:
    """The first of some files that a folder has."""
    return next((folder / name for name in names if (folder / name).is_file()), None)


def read_config(file: Path) -> dict[str, Any]:
    """What a small JSON file says; {} where there is none. Raises InputError for a broken one."""
    if not file.is_file():
        return {}
    try:
        value = json.loads(checked(file, MAX_CONFIG).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(f"{file} is not JSON that coder reads.", COPY_AGAIN) from error
    if not isinstance(value, dict):
        raise InputError(f"{file} does not describe a model.", COPY_AGAIN)
    return value


def fingerprint(folder: Path, files: Sequence[Path]) -> Id:
    """The hash of the names and contents of files: equal for equal models, wherever they lie."""
    total = blake2b(READING, digest_size=16)
    for file in sorted(set(files)):
        content = blake2b(digest_size=32)
        try:
            with file.open("rb") as stream:
                while part := stream.read(1 << 22):
                    content.update(part)
        except OSError as error:
            raise InputError(f"{file} cannot be read: {error.strerror}.", COPY_AGAIN) from error
        total.update(file.relative_to(folder).as_posix().encode() + b"\0" + content.digest())
    return total.hexdigest()
