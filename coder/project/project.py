"""An open project: its file, its folder, and the person who works in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from coder.errors import InputError
from coder.identity import new_id, parse_id
from coder.model import Code, Codebook, Coder, Document
from coder.oplog.kinds import CREATE
from coder.oplog.operation import Draft
from coder.settings import Settings, config_folder, default_person_name, load_settings
from coder.store import records
from coder.store.connection import create_file
from coder.store.replica import Person, load_person, rename_person
from coder.store.store import Store

SUFFIX = ".coder"


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
            found = _unambiguous("document", name, names)
            return records.document(self.store.db, found)

    def codes(self) -> list[Code]:
        """All live codes in codebook order."""
        with self.store.reading():
            return records.codes(self.store.db)

    def code(self, name: str) -> Code:
        """The code of a name, English name, key or id (or unambiguous beginning of a name)."""
        every = {code.id: code for code in self.codes()}
        for code in every.values():
            if name.casefold() in (code.key.casefold(), code.english.casefold()):
                return code
        return every[_unambiguous("code", name, {key: code.name for key, code in every.items()})]

    def codebooks(self) -> list[Codebook]:
        """The codebooks with their codes."""
        with self.store.reading():
            return records.codebooks(self.store.db)

    def coders(self) -> list[Coder]:
        """Everyone who wrote to the project."""
        with self.store.reading():
            return records.coders(self.store.db)

    def coder(self, name: str) -> Coder:
        """The coder of a name or id."""
        every = {coder.id: coder for coder in self.coders()}
        return every[_unambiguous("coder", name, {key: one.name for key, one in every.items()})]


def create_project(path: Path, *, name: str = "", language: str = "nl") -> None:
    """Make a new project file; the folder must exist, the file must not."""
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


def rename_me(name: str | None, person: str | None = None) -> None:
    """Set the name, or the id from another machine, of the person at the keyboard.

    Raises InputError for an empty name or what is not an id.
    """
    me = this_person()
    name = me.name if name is None else name.strip()
    if not name or not name.isprintable() or len(name) > 200:
        raise InputError("That name cannot be used.", "Give a name on one line.")
    try:
        eid = None if person is None else parse_id(person)
    except ValueError as error:
        raise InputError(f"'{person}' is not an id.", "Copy it from 'coder whoami'.") from error
    rename_person(config_folder(), name, eid)


def find_project(start: Path) -> Path:
    """The only project file in a folder or the nearest folder above it.

    Raises InputError where there is none, or where a folder holds several.
    """
    for folder in (start, *start.parents):
        found = sorted(path for path in folder.glob(f"*{SUFFIX}") if path.is_file())
        if len(found) > 1:
            names = ", ".join(path.name for path in found)
            raise InputError(f"{folder} holds several projects: {names}.", "Choose by --project.")
        if found:
            return found[0]
    raise InputError(
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


def _unambiguous(what: str, wanted: str, names: dict[str, str]) -> str:
    """The id whose name is wanted: exactly, then without case, then by beginning."""
    folded = wanted.casefold()
    by_id = [key for key in names if len(folded) >= 8 and key.startswith(folded)]
    exactly = [key for key, name in names.items() if name == wanted]
    without_case = [key for key, name in names.items() if name.casefold() == folded]
    beginning = [key for key, name in names.items() if name.casefold().startswith(folded)]
    for found in (exactly, without_case, by_id, beginning):
        if len(found) == 1:
            return found[0]
        if found:
            listed = ", ".join(f"{names[key]} ({key})" for key in found[:6])
            raise InputError(f"'{wanted}' can be several {what}s: {listed}.", "Give the id.")
    listed = ", ".join(sorted(set(names.values()))[:20]) or "none yet"
    raise InputError(f"There is no {what} '{wanted}'.", f"There are: {listed}.")
