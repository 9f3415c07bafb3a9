"""An open project: its file, its folder, and the person who works in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from coder.errors import InputError
from coder.identity import new_id, parse_id
from coder.model import Code, Codebook, Coder, Document
from coder.oplog.kinds import CREATE
from coder.oplog.operation import Draft
from coder.project.naming import unambiguous
from coder.settings import Settings, config_folder, default_person_name, load_settings
from coder.store import code_records, records
from coder.store.connection import create_file
from coder.store.replica import Person, load_person, rename_person
from coder.store.store import Store

SUFFIX = ".coder"

DEMO_FILE = "demo.coder"
"""The demo's project file; where another project is beside it, that one is meant."""

_LANGUAGE = re.compile(r"[a-z]{2,3}")


class NoProjectError(InputError):
    """There is no project file in a folder or above it."""


@dataclass(frozen=True, slots=True)
class Project:
    """What both front ends work with; the verbs are the functions beside this module."""

    store: Store
    settings: Settings

    @property
    def path(self) -> Path:
        """The project file."""
        return self.store.path

    @property
    def exports(self) -> Path:
        """The folder for results, beside the project file."""
        return self.path.parent / "exports"

    @property
    def me(self) -> Person:
        """The person at the keyboard."""
        return self.store.person

    def documents(self) -> list[Document]:
        """All live documents with their texts, by name."""
        with self.store.reading():
            return records.documents(self.store.db)

    def document(self, name: str) -> Document:
        """The document of a name (or id, or unambiguous beginning of either).

        Raises InputError that names the documents there are.
        """
        with self.store.reading():
            names = records.document_names(self.store.db)
            found = unambiguous("transcript", name, list(names.items()))
            return records.document(self.store.db, found)

    def named_documents(self, names: Sequence[str]) -> list[Document]:
        """The documents of these names, each once; all of them where no name is given."""
        if not names:
            return self.documents()
        found = [self.document(name) for name in names]
        return list({document.id: document for document in found}.values())

    def codes(self) -> list[Code]:
        """All live codes in codebook order."""
        with self.store.reading():
            return code_records.codes(self.store.db)

    def code(self, name: str) -> Code:
        """The code of a name, key, English name or id, or of an unambiguous beginning of them.

        A name goes before a key, and that before an English name.
        """
        every = {code.id: code for code in self.codes()}
        names = [(code.id, code.name) for code in every.values()]
        keys = [(code.id, code.key) for code in every.values()]
        english = [(code.id, code.english) for code in every.values()]
        return every[unambiguous("code", name, names, keys, english)]

    def codebooks(self) -> list[Codebook]:
        """The codebooks with their codes."""
        with self.store.reading():
            return code_records.codebooks(self.store.db)

    def coders(self) -> list[Coder]:
        """Everyone who wrote to the project."""
        with self.store.reading():
            return records.coders(self.store.db)

    def coder(self, name: str) -> Coder:
        """The coder of a name or id."""
        every = {coder.id: coder for coder in self.coders()}
        return every[unambiguous("coder", name, [(one.id, one.name) for one in every.values()])]


def create_project(path: Path, *, name: str = "", language: str = "nl") -> None:
    """Make a new project file; the folder must exist, the file must not.

    `language` is an ISO 639 code of two or three letters.
    """
    language = language.strip().casefold()
    if not _LANGUAGE.fullmatch(language):
        raise InputError(f"'{language}' is not the code of a language.", "Use nl, en or another.")
    if path.suffix != SUFFIX:
        raise InputError(f"{path} does not end in {SUFFIX}.", f"Call it {path.name}{SUFFIX}.")
    person = this_person()
    create_file(path)
    with Store(path, person, config_folder()) as store:
        values = {"name": name or path.stem, "language": language}
        store.write("start the project", [Draft("project", new_id(), CREATE, values)])


@contextmanager
def open_project(path: Path, person: Person | None = None) -> Iterator[Project]:
    """Open a project file and close it afterwards."""
    folder = config_folder()
    with Store(path, person or this_person(), folder) as store:
        yield Project(store, load_settings(folder))


def this_person() -> Person:
    """The person at the keyboard, known by the ids in their config folder."""
    return load_person(config_folder(), default_person_name())


def name_of_person(name: str) -> str:
    """A name for somebody, without spaces around it; raises InputError where it cannot be used."""
    name = name.strip()
    if not name or not name.isprintable() or len(name) > 200:
        raise InputError("That name cannot be used.", "Give a name on one line.")
    return name


def rename_me(name: str | None, person: str | None = None) -> None:
    """Set the name, or the id from another machine, of the person at the keyboard.

    Raises InputError for an empty name or what is not an id.
    """
    me = this_person()
    name = me.name if name is None else name_of_person(name)
    try:
        eid = None if person is None else parse_id(person)
    except ValueError as error:
        raise InputError(f"'{person}' is not an id.", "Copy it from 'coder whoami'.") from error
    rename_person(config_folder(), name, eid)


def project_path(name: str) -> Path:
    """The file of a new project of this name, which may end in the suffix or not."""
    stem = name.removesuffix(SUFFIX)
    if not Path(stem).name.strip() or stem.endswith(("/", "\\")):
        raise InputError("A project needs a name.", "Give one, such as 'coder init warmte'.")
    return Path(stem + SUFFIX)


def find_project(start: Path) -> Path:
    """The only project file in a folder or the nearest folder above it; the demo's comes last.

    Raises NoProjectError where there is none, and InputError where a folder holds several.
    """
    for folder in (start, *start.parents):
        every = _projects_in(folder)
        found = [path for path in every if path.name != DEMO_FILE] or every
        if len(found) > 1:
            names = ", ".join(path.name for path in found)
            raise InputError(
                f"{folder} holds several projects: {names}.", "Choose one by --project."
            )
        if found:
            return found[0]
    raise NoProjectError(
        f"There is no {SUFFIX} file in {start} or above it.",
        "Make one with 'coder init NAME', or name one with --project PATH.",
    )


def project_language(project: Project) -> str:
    """The language of the interviews, as the project says (ISO 639-1)."""
    with project.store.reading():
        row = project.store.db.execute(
            "SELECT language FROM project WHERE deleted = 0 ORDER BY id LIMIT 1"
        ).fetchone()
    return str(row[0]) if row else "nl"


def _projects_in(folder: Path) -> list[Path]:
    """The project files of a folder; none where it may not be read."""
    try:
        return sorted(
            path
            for path in folder.iterdir()
            if path.suffix == SUFFIX and not path.name.startswith(".") and path.is_file()
        )
    except OSError:
        return []
