"""The first minute: what a folder offers to begin with, and starting a project in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coder.codebook import read_codebook
from coder.errors import CoderError, InputError
from coder.model import Codebook
from coder.project.codebooks import import_codebook
from coder.project.demo import samples_folder
from coder.project.gathering import gather, typed_paths
from coder.project.project import (
    SUFFIX,
    create_project,
    open_project,
    project_path,
    rename_me,
    this_person,
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants to start: names, a line of paths ("" for none), a codebook file."""

    folder: Path
    name: str
    person: str
    transcripts: str = ""
    codebook: Path | None = None


@dataclass(frozen=True, slots=True)
class Started:
    """A project that was started: its file, its codes, and what is still to be read into it."""

    path: Path
    codes: int
    files: tuple[Path, ...] = ()
    others: tuple[Path, ...] = ()


def start_project(wish: Wish) -> Started:
    """Start a project with its codebook; everything is checked before anything is written.

    The transcripts are left to `import_files`, as they can take long. Raises InputError for what
    cannot be used.
    """
    name = wish.name.strip()
    if not name or name != Path(name).name or name.startswith("."):
        raise InputError(f"'{name}' cannot name a project.", "Use a word, such as 'warmte'.")
    path = wish.folder / project_path(name)
    files: tuple[Path, ...] = ()
    others: tuple[Path, ...] = ()
    if wish.transcripts.strip():
        found = gather(typed_paths(wish.transcripts))
        files, others = found.files, found.others
    book: Codebook | None = None if wish.codebook is None else read_codebook(wish.codebook)
    if wish.person.strip() != this_person().name:
        rename_me(wish.person)
    create_project(path, language="nl" if book is None else book.language)
    if book is not None:
        with open_project(path) as project:
            import_codebook(project, book)
    return Started(path, 0 if book is None else len(book.codes), files, others)


def sample_codebooks() -> list[Path]:
    """The codebooks that come with coder; none where they are not installed."""
    try:
        return sorted((samples_folder() / "codebooks").glob("*.yaml"))
    except CoderError:
        return []


def transcripts_near(folder: Path) -> tuple[Path, int]:
    """Where transcripts are in a folder (itself, or its `transcripts`), and how many."""
    for place in (folder / "transcripts", folder):
        try:
            if place.is_dir():
                return place, len(gather([place]).files)
        except (CoderError, OSError):
            continue
    return folder, 0


def project_at(line: str) -> Path:
    """The project file that a line names, or the only one in the folder it names."""
    paths = typed_paths(line)
    found: Sequence[Path] = paths
    if len(paths) == 1 and paths[0].is_dir():
        found = sorted(paths[0].glob(f"[!.]*{SUFFIX}"))
        if not found:
            raise InputError(f"There is no {SUFFIX} file in {paths[0]}.", "Name another folder.")
    if len(found) != 1:
        raise InputError(
            f"That names several projects: {', '.join(path.name for path in found)}.",
            "Name one file.",
        )
    return found[0].absolute()
