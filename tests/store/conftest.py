import shutil

import pytest

from coder.store.connection import create_file
from coder.store.replica import load_person
from coder.store.store import Store
from store.making import Desk


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory):
    """An empty project file to copy, which is quicker than making one each time."""
    path = tmp_path_factory.mktemp("empty") / "empty.coder"
    create_file(path)
    return path


@pytest.fixture
def desk(tmp_path, empty_file):
    """One project file with a document, codes, and the person who works on it."""
    path = tmp_path / "project.coder"
    shutil.copy(empty_file, path)
    config = tmp_path / "config"
    with Store(path, load_person(config, "Persoon Een"), config) as store:
        desk = Desk(store)
        desk.fill()
        yield desk
