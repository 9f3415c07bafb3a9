from collections.abc import Callable
from pathlib import Path

import pytest
from coding_desk import Service

from coder.model import Code, Codebook, Suggestion, Term
from coder.project.codebooks import import_codebook
from coder.project.importing import import_files
from coder.project.leads import Lead
from coder.project.project import create_project, open_project
from coder.store.search import Wanted
from coder.tui.app import CoderApp

TALK = """Interviewer: Hoe ging dat dan?

Respondent: We hadden er wel vertrouwen in. Maar toen was ze opeens weg. En toen kwam er een nieuwe.

Interviewer: En daarna?

Respondent: Daarna moesten we alles opnieuw uitleggen 👩‍👩‍👧 aan de opvolger. Dat kost tijd.
"""
OTHER = """Interviewer: Wie deed wat?

Respondent: De gemeente had één persoon op acht uur in de week. Dat is geen capaciteit.
"""
BOOK = "0" * 31 + "1"


def code(number: int, name: str, *terms: str) -> Code:
    return Code(
        id=f"{number:032x}",
        key=name,
        name=name,
        english=f"english {name}",
        definition=f"Over {name}.",
        terms=tuple(Term(term) for term in terms),
        colour="#4E9AF1",
        hotkey=str(number),
        codebook=BOOK,
        position=number,
    )


CODES = (
    code(1, "vertrouwen", "vertrouwen"),
    code(2, "doorstroom", "opvolger", '"opeens weg"'),
    code(3, "capaciteit", "capaciteit"),
)


class Silent:
    """Stands in for the suggestion process where a test needs no suggestions."""

    async def suggest(self, document: str) -> list[Suggestion]:
        return []

    async def forms(self, query: str) -> list[Wanted]:
        return []

    async def likely(self, document: str | None) -> list[Lead]:
        return []

    async def close(self) -> None:
        pass


@pytest.fixture
def project_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project: two fictional transcripts, three codes, and oneself."""
    monkeypatch.setenv("CODER_CONFIG", str(tmp_path / "config"))
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.yaml").write_text("decide_first: true\n")
    (tmp_path / "talk.txt").write_text(TALK, "utf-8")
    (tmp_path / "other.txt").write_text(OTHER, "utf-8")
    path = tmp_path / "small.coder"
    create_project(path)
    with open_project(path) as project:
        import_files(project, [tmp_path / "talk.txt", tmp_path / "other.txt"])
        import_codebook(project, Codebook(BOOK, "small", codes=CODES))
    return path


@pytest.fixture
def make_app() -> Callable[..., CoderApp]:
    """Makes an app for a project, without the suggestion process unless one is given."""

    def make(path: Path, service: object | None = None) -> CoderApp:
        app = CoderApp(path)
        app.suggestions = service or Silent()
        return app

    return make


@pytest.fixture
def service(project_path: Path) -> Service:
    """Suggests by words, with scores from unsure to nearly certain."""
    return Service(
        project_path,
        ("vertrouwen", 1, 0.9),
        ("opeens weg", 2, 0.7),
        ("weg", 3, 0.6),
        ("tijd", 3, 0.3),
        ("opvolger", 2, 0.97),
    )
