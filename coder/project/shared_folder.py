"""The folder in which a team shares its files: which one it is, and what is new in it.

Nothing is merged without being asked: looking only compares names, sizes and times of files.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeAlias

from coder.errors import CoderError, InputError
from coder.printable import one_line
from coder.project.merging import Merged, merge
from coder.project.project import SUFFIX, Project
from coder.store.local import read_local, write_local

_FOLDER = "shared-folder"
_SEEN = "shared-folder/seen"

EVERY = 30.0
"""Seconds between two looks at the folder."""

MOST_FILES = 500
"""In a folder with more of them somebody keeps something else; the rest is not looked at."""

Seen: TypeAlias = dict[str, tuple[int, int]]
"""Size in bytes, and time of the last change in nanoseconds, of files by name."""

_OWNER = re.compile(rf"(.+)-[0-9a-f]{{6}}{re.escape(SUFFIX)}", re.DOTALL)


def shared_folder(project: Project) -> Path | None:
    """The folder that was last shared in or merged from on this machine; None for none."""
    value = read_local(project.store.db, project.path, _FOLDER)
    return Path(value) if value else None


def remember_folder(project: Project, folder: Path) -> None:
    """Keep which folder the team shares its files in; what was seen in another is forgotten."""
    place = folder.absolute()
    if shared_folder(project) != place:
        write_local(project.store.db, project.path, {_FOLDER: str(place), _SEEN: "{}"})


def shared_name(project: Project) -> str:
    """The name of this machine's file in a shared folder."""
    name = re.sub(r"[^\w]+", "-", project.me.name).strip("-") or "coder"
    return f"{name[:60]}-{project.me.replica[-6:]}{SUFFIX}"


def owner(file: str) -> str:
    """Whose file in a shared folder it is, by the name that it has."""
    found = _OWNER.fullmatch(file)
    return one_line(found[1].replace("-", " ") if found else file.removesuffix(SUFFIX))


def look(folder: Path, mine: str) -> Seen:
    """What others' files in a folder look like; nothing where it cannot be read just now.

    `mine` is the name of this machine's own file. It may wait as long as a network drive does that
    is not there: call it where that blocks nobody.
    """
    found: Seen = {}
    try:
        for path in folder.glob(f"*{SUFFIX}"):
            if path.name != mine and not path.name.startswith(".") and path.is_file():
                about = path.stat()
                found[path.name] = (about.st_size, about.st_mtime_ns)
            if len(found) == MOST_FILES:
                break
    except OSError:
        return {}
    return found


def check_folder(folder: Path) -> None:
    """Raise InputError for a shared folder that is none."""
    if folder.is_file():
        raise InputError(f"{folder} is a file.", "Name the folder that the team shares.")
    if not folder.is_dir():
        raise InputError(f"There is no folder {folder}.", "Make it, or connect the network drive.")


def files_in(project: Project, folder: Path) -> list[Path]:
    """The files that others put in a shared folder; raises InputError where there is none."""
    check_folder(folder)
    return [folder / name for name in sorted(look(folder, shared_name(project)))]


def newer(project: Project, found: Seen) -> list[str]:
    """The names of the files that changed since they were last merged."""
    value = read_local(project.store.db, project.path, _SEEN)
    known = json.loads(value) if value else {}
    return [name for name, about in sorted(found.items()) if known.get(name) != list(about)]


def told(files: Sequence[str]) -> str:
    """Whose files are newer, in words: "Anna's file is newer"."""
    people = list(dict.fromkeys(map(owner, files)))
    if len(people) == 1:
        return f"{people[0]}'s file is newer"
    if len(people) > 3:
        return f"The files of {len(people)} people are newer"
    return f"The files of {', '.join(people[:-1])} and {people[-1]} are newer"


def merge_folder(
    project: Project,
    folder: Path,
    files: Sequence[Path] = (),
    *,
    rehearse: bool = False,
    erase: bool = False,
) -> Merged:
    """Unite the project with others' files in a folder, and with `files` from elsewhere.

    From then on the folder is the shared one. Raises InputError as `merge` does.
    """
    before = look(folder, shared_name(project))
    found = files_in(project, folder)
    merged = merge(project, [*files, *found], rehearse=rehearse, erase=erase)
    if not rehearse:
        remember_folder(project, folder)
        write_local(project.store.db, project.path, {_SEEN: json.dumps(before)})
    return merged


def merge_when_newer(
    open_it: Callable[[], AbstractContextManager[Project]],
    folder: Path,
    *,
    erase: bool = False,
    pause: Callable[[], object] = lambda: time.sleep(EVERY),
) -> Iterator[Merged | CoderError]:
    """Merge a folder now and whenever a file in it changed, without end: each merge, or its fault.

    A file that is refused, as one that a slow drive has not copied whole yet, is tried again when
    it has changed; where the project itself could not be written to, at the next look. The project
    is open only while it is merged.
    """
    last: Seen | None = None
    while True:
        with open_it() as project:
            now = look(folder, shared_name(project))
            if now != last:
                last = now
                try:
                    yield merge_folder(project, folder, erase=erase)
                except CoderError as error:
                    last = now if isinstance(error, InputError) else None
                    yield error
        pause()
