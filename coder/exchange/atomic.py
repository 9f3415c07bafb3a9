"""Files that are either wholly written or not at all.

The content goes to a new file in the same folder, is forced to disk and then takes the name, so
a crash, a full disk or a failing writer leaves what was there before.
"""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from coder.errors import InputError

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
_DENIED: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_DATABASE: Final = b"SQLite format 3\0"


def write_file(path: Path, chunks: Iterable[bytes], *, overwrite: bool = False) -> None:
    """Write a file atomically; an existing one is replaced only with `overwrite`.

    A symbolic link is followed and stays; a replaced file keeps its permissions. Raises
    InputError where the file exists or is a database, the folder is missing or not writable, or
    the disk is full; whatever `chunks` raises passes through. In every such case nothing has
    changed.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".coder-{secrets.token_hex(8)}.part")
    try:
        check_target(path, overwrite=overwrite)
        _write_new(temporary, chunks)
        _take_name(temporary, target, overwrite=overwrite)
    except FileExistsError as error:
        raise _exists(path) from error
    except OSError as error:
        raise _failure(path, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def check_target(path: Path, *, overwrite: bool = False) -> None:
    """Raises InputError where a path cannot be written as a file, before any work is done.

    A database is never overwritten: it may be the project itself, or what a colleague sent.
    """
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise InputError(f"{path} is a folder.", "Name a file in it.")
    if not target.parent.is_dir():
        raise InputError(
            f"The folder {path.parent} does not exist.", "Make it first, or choose another one."
        )
    if not overwrite and os.path.lexists(target):
        raise _exists(path)
    if target.exists() and not target.is_file():
        raise InputError(
            f"{path} is no ordinary file, but a device or a pipe.", "Choose another name."
        )
    if _is_database(target):
        raise InputError(
            f"{path} is a database and perhaps a project of coder; nothing was written.",
            "Choose another name.",
        )


def _is_database(target: Path) -> bool:
    if not target.is_file():
        return False
    with target.open("rb") as file:
        return file.read(len(_DATABASE)) == _DATABASE


def _write_new(temporary: Path, chunks: Iterable[bytes]) -> None:
    """Write and force to disk a file that did not exist."""
    with temporary.open("xb") as file:
        for chunk in chunks:
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())


def _take_name(temporary: Path, target: Path, *, overwrite: bool) -> None:
    """Give the finished file its name; raises FileExistsError if it is taken and must not be."""
    if overwrite:
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o777)
        temporary.replace(target)
    else:
        _take_free_name(temporary, target)
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Force the new name to disk where the system can; the file itself is safe already."""
    if os.name == "posix":
        with suppress(OSError):
            number = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(number)
            finally:
                os.close(number)


def _take_free_name(temporary: Path, target: Path) -> None:
    """Give the file a name that nobody took meanwhile.

    A hard link fails where the name exists, in one step; file systems without hard links get a
    check and a renaming.
    """
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, "exists", str(target)) from None
        temporary.replace(target)


def _exists(path: Path) -> InputError:
    """What to say where a file would be overwritten."""
    return InputError(
        f"{path} exists already; nothing was written.",
        "Choose another name, or ask for it to be overwritten.",
    )


def _failure(path: Path, error: OSError) -> InputError:
    """What to say of an error of the file system, in a person's words."""
    if error.errno in _FULL:
        return InputError(
            f"{path} could not be written: the disk is full or your quota is used up.",
            "Make room, or choose a folder on another disk; the file is as it was before.",
        )
    if error.errno in _DENIED:
        return InputError(
            f"{path} could not be written: permission denied.",
            "Close it in other programs, or choose a folder you may write to.",
        )
    reason = error.strerror or type(error).__name__
    return InputError(
        f"{path} could not be written: {reason}.", "Choose another name or another folder."
    )
