"""Projects with invented interviews of any length, coded through."""

from __future__ import annotations

import random
from pathlib import Path

from coder.identity import new_id
from coder.model import Code, Codebook, Document, Origin
from coder.oplog.kinds import CREATE
from coder.oplog.operation import Draft
from coder.project.codebooks import import_codebook
from coder.project.coding import coding_draft
from coder.project.importing import import_files
from coder.project.project import Project, create_project, open_project
from coder.segment import segments

TALK = (
    "we hebben toen samen met de gemeente gekeken naar het warmtenet en de kosten daarvan maar "
    "het duurde lang voordat er iemand kwam die wist hoe het zat want de vorige was al weg en de "
    "bewoners vroegen elke week wanneer er eindelijk iets zou gebeuren in de straat"
)


def talk(words: int, rng: random.Random) -> str:
    """An invented interview of so many words."""
    words_there = TALK.split()
    lines, count, number = [], 0, 0
    while count < words:
        number += 1
        length = rng.randint(6, 15) if number % 2 else rng.randint(40, 120)
        spoken = [rng.choice(words_there) for _ in range(length)]
        for place in range(11, length, 12):
            spoken[place] += "."
        lines.append(("Interviewer: " if number % 2 else "Respondent: ") + " ".join(spoken) + ".")
        count += length
    return "\n\n".join(lines)


def build(folder: Path, words: int, codings: int, small: int = 0) -> Path:
    """A project with one long interview coded through, and so many small ones."""
    rng = random.Random(1)
    folder.mkdir()
    (folder / "long.txt").write_text(talk(words, rng), "utf-8")
    for number in range(small):
        (folder / f"small{number:03}.txt").write_text(talk(1000, rng), "utf-8")
    path = folder / "bench.coder"
    create_project(path)
    book = new_id()
    codes = tuple(
        Code(new_id(), f"code-{n}", f"code {n}", hotkey=str(n) if 0 < n < 10 else "", codebook=book)
        for n in range(20)
    )
    with open_project(path) as project:
        import_files(project, sorted(folder.glob("*.txt")))
        import_codebook(project, Codebook(book, "bench", codes=codes))
        long = project.document("long")
        code_through(project, long, codings, rng)
    return path


def code_through(project: Project, document: Document, count: int, rng: random.Random) -> None:
    """Put so many codings on a document."""
    offered, codes = segments(document), project.codes()
    drafts: list[Draft] = []
    for number in range(count):
        segment = offered[number * len(offered) // count]
        code = rng.choice(codes).id
        draft = coding_draft(
            document,
            segment.start,
            segment.end,
            code=code,
            coder=project.me.id,
            origin=Origin.MANUAL,
        )
        drafts.append(Draft("coding", draft.eid, CREATE, draft.value))
    project.store.write("code through", drafts)
