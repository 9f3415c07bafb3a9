from collections.abc import Iterator
from pathlib import Path

import pytest
from teamwork import Team, document

from coder.model import Code, Codebook, Term
from coder.project.codebooks import import_codebook
from coder.project.importing import document_drafts
from coder.project.project import Project, create_project, open_project

BOOK = "0" * 31 + "1"


def code(number: int, name: str, english: str = "", key: str = "") -> Code:
    terms = (Term(name),)
    eid = f"{number:032x}"
    return Code(eid, key or f"k{number}", name, english, terms=terms, codebook=BOOK)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own, and a person of one's own."""
    monkeypatch.setenv("CODER_CONFIG", str(tmp_path / "config"))
    (tmp_path / "werk").mkdir()
    return tmp_path / "werk"


@pytest.fixture
def project(folder: Path) -> Iterator[Project]:
    """An open project with three documents and four codes."""
    path = folder / "proef.coder"
    create_project(path)
    names = ("coöperatie", "trust", "doorstroom", "vertrouwen")
    english = ("trust", "", "turnover", "reliance")
    codes = tuple(code(n, *pair) for n, pair in enumerate(zip(names, english, strict=True), 1))
    with open_project(path) as opened:
        for name in ("d01", "d02", "Groep 1"):
            one = document(name, f"Er was vertrouwen en een coöperatie in {name}.", plaats="A")
            opened.store.write("import", lambda one=one: document_drafts(opened, one))
        import_codebook(opened, Codebook(BOOK, "Proef", codes=codes))
        yield opened


@pytest.fixture
def team(project: Project, folder: Path) -> Team:
    """Three people with a copy of that project each."""
    return Team(project, folder)
