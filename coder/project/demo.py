"""A small project of fictional interviews, to look around in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import coder
from coder.analysis.table import Table
from coder.codebook import read_codebook
from coder.errors import InputError
from coder.project.accepting import accept_above
from coder.project.codebooks import import_codebook
from coder.project.coding import codings
from coder.project.counting import Count, count
from coder.project.exporting import CsvStyle, export_codings, export_table
from coder.project.importing import Imported, import_files
from coder.project.project import DEMO_FILE, create_project, open_project, this_person
from coder.project.suggesting import LEAST, suggest
from coder.readers import transcripts_in
from coder.store.replica import Person

DEMO_PERSON = "00000000000070008000000000000001"
"""The id of the demo's own coder, so that nobody's name stands behind these codings."""

ACCEPTED_FROM = 0.9


@dataclass(frozen=True, slots=True)
class Demo:
    """What building the demo did."""

    path: Path
    imported: list[Imported]
    suggested: int
    accepted: int
    tables: list[Table]
    written: list[Path]


def build_demo(folder: Path, say: Callable[[str], None] = lambda _: None) -> Demo:
    """Build `demo.coder` with its exports in a folder; run again it adds nothing twice.

    The sample interviews are suggested for, and the surest suggestions are accepted by a fictional
    coder in one labelled act, so that there is something to count; not again where that was done,
    since what was accepted changes what is suggested.
    """
    samples = samples_folder()
    path = folder / DEMO_FILE
    if not path.exists():
        create_project(path, name="demo")
    person = Person(DEMO_PERSON, "Demo coder (fictional)", this_person().replica)
    with open_project(path, person) as project:
        say("Reading the transcripts ...")
        imported = import_files(project, transcripts_in(samples / "transcripts").transcripts)
        import_codebook(project, read_codebook(samples / "codebooks" / "warmtetransitie.yaml"))
        say("Suggesting codes ...")
        found = list(suggest(project, project.documents(), least=LEAST))
        accepted = 0 if codings(project) else accept_above(project, found, ACCEPTED_FROM)
        say("Counting ...")
        tables = [count(project, Count(by="document")), count(project, Count(by="role"))]
        written = [project.exports / f"demo-frequencies.{end}" for end in ("xlsx", "csv")]
        for target in written:
            export_table(project, tables[0], target, style=CsvStyle(), overwrite=True)
        written.append(project.exports / "demo-codings.xlsx")
        export_codings(project, written[-1], style=CsvStyle(), overwrite=True)
    return Demo(path, imported, len(found), accepted, tables, written)


def samples_folder() -> Path:
    """Where the sample transcripts and codebooks are: in the package, or in the source tree."""
    package = Path(coder.__file__).parent
    for folder in (package / "samples", package.parent):
        if (folder / "transcripts").is_dir() and (folder / "codebooks").is_dir():
            return folder
    raise InputError("The sample interviews are not installed.", "Install coder again.")
