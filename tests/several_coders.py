"""Projects in which several coders coded the same transcripts, as after a merge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from coder.identity import Id, composite_id
from coder.model import Code, Codebook, Document, Origin, Role, Term, Turn
from coder.oplog.operation import Draft
from coder.project.codebooks import import_codebook
from coder.project.coding import coding_draft
from coder.project.finishing import set_done
from coder.project.importing import document_drafts
from coder.project.project import create_project, open_project
from coder.store.replica import Person

BOOK = composite_id("codebook", "several coders")

Given = tuple[str, str, int, int]
"""A coding: name of the document, key of the code, and a span of the text."""


def person(name: str) -> Person:
    return Person(composite_id("coder", name), name, composite_id("replica", name))


def code_of(key: str, parent: str = "", place: int = 0) -> Code:
    above = code_id(parent) if parent else None
    return Code(
        code_id(key), key, key, parent=above, terms=(Term(key),), codebook=BOOK, position=place
    )


def code_id(key: str) -> Id:
    return composite_id("code", key)


def conversation(name: str, *said: str) -> Document:
    """A transcript of turns, the interviewer's first and then every other one."""
    text, turns = "", []
    for number, words in enumerate(said):
        label = "IR"[number % 2] + ": "
        text += label + words + "\n"
        role = (Role.INTERVIEWER, Role.RESPONDENT)[number % 2]
        turns.append(Turn(len(text) - len(words) - 1, len(text) - 1, label[0], role))
    return Document(name, text, tuple(turns))


def start(path: Path, documents: Iterable[Document], codes: Sequence[Code]) -> None:
    """A new project with these transcripts and codes."""
    create_project(path)
    with open_project(path, person("Anna")) as project:
        for one in documents:
            project.store.write("import", lambda one=one: document_drafts(project, one))
        import_codebook(project, Codebook(BOOK, "Proef", codes=tuple(codes)))


def work(path: Path, name: str, given: Iterable[Given], done: Iterable[str]) -> None:
    """What one coder coded, and which transcripts they are done with."""
    with open_project(path, person(name)) as project:
        documents = {one.name: one for one in project.documents()}
        drafts: list[Draft] = [
            coding_draft(
                documents[document],
                begin,
                end,
                code=code_id(key),
                coder=project.me.id,
                origin=Origin.MANUAL,
            )
            for document, key, begin, end in given
        ]
        if drafts:
            project.store.write("code", drafts)
        for document in done:
            set_done(project, documents[document], True)


def first_project(path: Path) -> None:
    """Six short transcripts; Anna and Bas did all but one of each, Carla one alone."""
    start(path, DOCUMENTS, CODES)
    names = [one.name for one in DOCUMENTS]
    work(path, "Anna", [g for n in names[:5] for g in _of_anna(n)], names[:5])
    work(path, "Bas", [*_of_bas(names), ("t6", "geld", 20, 24)], names[:5])
    work(path, "Carla", [("t6", "geld", 20, 24)], names[5:])


DOCUMENTS = [
    conversation(
        f"t{n}", "Hoe ging het?", "Er was geld. Er was tijd. Nu niet meer.", "En toen?", "Ja."
    )
    for n in range(1, 7)
]
CODES = [
    code_of("middelen", place=1),
    code_of("geld", "middelen", 2),
    code_of("tijd", "middelen", 3),
]


def _of_anna(name: str) -> list[Given]:
    return [(name, "geld", 19, 31), (name, "tijd", 32, 44)]


def _of_bas(names: Sequence[str]) -> list[Given]:
    found: list[Given] = []
    for name in names[:5]:
        found.append((name, "geld", 19, 31) if name != "t2" else (name, "tijd", 19, 31))
        if name != "t3":
            found.append((name, "tijd", 35, 44))
    return found


def gold_project(path: Path, shared: Path) -> None:
    """The eight gold interviews with both readers' codings, all done, units as spans."""
    from gold_pair import read_gold_pair

    pair = read_gold_pair(shared)
    start(path, pair.documents, [code_of(key, place=n) for n, key in enumerate(pair.codes)])
    for side, name in enumerate(("Anna", "Bas")):
        given = [
            (document.name, key, *span)
            for document in pair.documents
            for number, span in enumerate(pair.units[document.id])
            for key in sorted(pair.given[document.id][side][number])
        ]
        work(path, name, given, [one.name for one in pair.documents])
