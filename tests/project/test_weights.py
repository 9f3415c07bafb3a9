"""Weights follow one's own decisions in documents that are done, kept on this machine."""

import pytest
from taught import NAMES, as_other, code_it, make

from coder.project import adapting
from coder.project.engine_files import shipped_coefficients
from coder.project.finishing import set_done
from coder.project.learning import learn
from coder.project.project import open_project
from coder.segment import segments
from coder.store.local import write_local


@pytest.fixture
def path(folder):
    make(folder / "leer.coder")
    return folder / "leer.coder"


@pytest.fixture
def opened(path):
    with open_project(path) as project:
        yield project


def code_everything(project):
    for document in ("een", "twee"):
        for number in range(len(segments(project.document(document)))):
            for name in NAMES:
                code_it(project, document, number, name)


def finish(project, done=True):
    for document in ("een", "twee"):
        set_done(project, project.document(document), done)


def weights(project, kept=None):
    return learn(project, kept).engine.coefficients


def test_decisions_in_done_documents_pull_the_weights(opened):
    code_everything(opened)
    assert weights(opened) is shipped_coefficients()
    finish(opened)
    pulled = weights(opened)
    assert pulled.values != shipped_coefficients().values
    assert pulled.source.endswith("pulled to 27 codings in 2 documents")
    finish(opened, done=False)
    assert weights(opened) is shipped_coefficients()


def test_they_are_kept_and_the_same_when_they_are_lost(opened, monkeypatch):
    code_everything(opened)
    finish(opened)
    first = weights(opened)
    me = opened.me.id
    write_local(opened.store.db, opened.path, {f"weights/{me}": '{"of": "something else"}'})
    assert weights(opened) == first

    def never(*_: object) -> None:
        raise AssertionError("worked out again")

    monkeypatch.setattr(adapting, "_finished", never)
    assert weights(opened) == first


def test_what_is_kept_follows_what_changes(opened):
    code_everything(opened)
    finish(opened)
    kept = learn(opened)
    before = kept.engine.coefficients
    finish(opened, done=False)
    assert weights(opened, kept) is shipped_coefficients()
    finish(opened)
    assert weights(opened, kept) == before


def test_another_coder_has_weights_of_their_own(path):
    with as_other(path) as other:
        code_everything(other)
        finish(other)
        assert weights(other) is not shipped_coefficients()
    with open_project(path) as project:
        assert weights(project) is shipped_coefficients()
