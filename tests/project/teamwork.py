"""A team for tests: a lead's project and copies of it on other machines. All are fictional."""

import shutil

from coder.model import Document, Role, Turn
from coder.project.coding import code_span
from coder.project.project import open_project
from coder.store.health import examine
from coder.store.replica import load_person


def document(name: str, words: str, **about: str) -> Document:
    turn = Turn(0, len(words), "Respondent", Role.RESPONDENT)
    return Document(name, words, (turn,), attributes=tuple(about.items()))


NAMES = ("anna", "bram", "cato")


class Team:
    """A lead's project and copies of it on other machines, each with a person of its own."""

    def __init__(self, lead, folder):
        self.folder = folder
        lead.store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for name in NAMES:
            (folder / name).mkdir()
            shutil.copy(lead.path, self.path(name))

    def path(self, name):
        return self.folder / name / f"{name}.coder"

    def at(self, name, monkeypatch):
        """Sit down at somebody's machine; returns their open project as a context."""
        config = self.folder / name / "config"
        monkeypatch.setenv("CODER_CONFIG", str(config))
        return open_project(self.path(name), load_person(config, name.title()))


def put(project, document, start, end, code):
    return code_span(project, project.document(document), start, end, project.code(code))


def state(project):
    """The dump of a healthy project and the ids of its operations."""
    assert examine(project.store).faults == ()
    return project.store.dump(), {op.id for op in project.store.operations()}
