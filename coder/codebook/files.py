"""Codebook files: read, check and write."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from coder.amounts import counted
from coder.codebook.building import Lemmas, build
from coder.codebook.faults import Fault, Faults, Severity
from coder.codebook.tree import MAX_BYTES, decode, parse_tree
from coder.errors import InputError
from coder.model import Codebook

_SHOWN = 10


def read_codebook(path: Path) -> Codebook:
    """The codebook of a YAML file; raises InputError that lists the first ten errors by line."""
    codebook, faults = examine(path)
    if codebook is None:
        raise fault_error(path.name, faults)
    return codebook


def check(path: Path, lemmas: Lemmas | None = None) -> list[Fault]:
    """Everything wrong or doubtful in a file, in its order; raises InputError if unreadable.

    With `lemmas` of a language, one term given to two codes is found in any inflection.
    """
    return examine(path, lemmas)[1]


def examine(path: Path, lemmas: Lemmas | None = None) -> tuple[Codebook | None, list[Fault]]:
    """The codebook, None where it has errors, and all faults; raises InputError if unreadable."""
    return examine_bytes(read_bytes(path), lemmas)


def examine_bytes(data: bytes, lemmas: Lemmas | None = None) -> tuple[Codebook | None, list[Fault]]:
    """As `examine`, for the content of a file."""
    faults = Faults()
    text = decode(data, faults)
    tree = parse_tree(text, faults) if text is not None else None
    syntax_broken = text is None or (tree is None and faults.fatal)
    codebook = None if syntax_broken else build(tree, faults, lemmas)
    return codebook, faults.sorted()


def fault_error(name: str, faults: list[Fault]) -> InputError:
    """The error that tells a reader of a file which faults to repair."""
    errors = [fault for fault in faults if fault.severity is Severity.ERROR]
    lines = [
        f"  line {fault.line}: {fault.cause}."
        + (f" [{fault.code}]" if fault.code else "")
        + f" {fault.remedy}"
        for fault in errors[:_SHOWN]
    ]
    more = len(errors) - _SHOWN
    if more > 0:
        lines.append(f"  and {more} more")
    count = counted(len(errors), "error")
    return InputError(
        f"Codebook {name} has {count}:\n" + "\n".join(lines), "\nRepair the file and read it again."
    )


def read_bytes(path: Path) -> bytes:
    """The content of a file, at most one byte more than is allowed."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(
            f"Codebook {path.name} cannot be read: {error.strerror or error}.",
            "Check the name and the rights of the file.",
        ) from error


def replace_file(path: Path, data: bytes) -> None:
    """Put new content in place of a file at once: whole or not at all, also at a power cut."""
    try:
        target = path.resolve()
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
            temporary.replace(target)
        finally:
            with suppress(FileNotFoundError):
                temporary.unlink()
    except OSError as error:
        raise InputError(
            f"Codebook {path.name} cannot be written: {error.strerror or error}.",
            "Check the rights and the space of the folder.",
        ) from error
