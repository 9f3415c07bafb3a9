"""Programs killed in the middle of writing: what was acknowledged is there, and nothing half."""

import subprocess

import pytest

from coder.project.project import open_project
from coder.store import records
from coder.store.health import examine
from coder.store.replica import load_person
from coder.store.store import Store
from store.making import DOCUMENTS, run_python

CODE = """
import sys
from pathlib import Path
from coder.store.replica import load_person
from coder.store.store import Store
from store.making import Desk

project, config = Path(sys.argv[1]), Path(sys.argv[2])
with Store(project, load_person(config, "x"), config) as store:
    desk = Desk(store)
    while True:
        for number in range(40):
            print(desk.code(number, number + 3), flush=True)
        desk.undo()
        desk.redo()
"""

IMPORT = """
import sys
from pathlib import Path
from coder.project.importing import import_files
from coder.project.project import open_project

with open_project(Path(sys.argv[1])) as project:
    files = sorted(Path(sys.argv[2]).iterdir())
    import_files(project, files, progress=lambda path: print(path.name, flush=True))
"""


def killed_after(lines, code, *arguments):
    """What a program had printed when it was killed; it may have done more unseen."""
    with run_python(code, *arguments, stdout=subprocess.PIPE) as program:
        read = [program.stdout.readline().strip() for _ in range(lines)]
        program.kill()
        read += program.stdout.read().split("\n")[:-1]
        program.wait()
    assert all(read), "the program ended by itself"
    return read


@pytest.mark.parametrize("lines", [1, 2, 39, 64, 150])
def test_every_acknowledged_coding_survives_a_kill(desk, tmp_path, lines):
    desk.store.close()
    acknowledged = killed_after(lines, CODE, desk.store.path, tmp_path / "config")
    with Store(desk.store.path, load_person(tmp_path / "config", ""), tmp_path / "config") as store:
        assert examine(store).faults == ()
        made = {op.eid for op in store.operations() if op.entity == "coding"}
        assert set(acknowledged) <= made
        assert len(made) <= len(acknowledged) + 1
        store.write("code", [desk.coding_draft(0, 50)])
        keys = [(op.replica, op.seq) for op in store.operations()]
        assert len(set(keys)) == len(keys)


def test_kill_after_kill_in_one_file(desk, tmp_path):
    desk.store.close()
    acknowledged = []
    for lines in (3, 11, 5):
        acknowledged += killed_after(lines, CODE, desk.store.path, tmp_path / "config")
    with Store(desk.store.path, load_person(tmp_path / "config", ""), tmp_path / "config") as store:
        assert examine(store).faults == ()
        assert set(acknowledged) <= {op.eid for op in store.operations()}


@pytest.mark.parametrize("lines", [1, 2, 9, 21])
def test_each_document_of_a_killed_import_is_there_whole_or_not_at_all(
    desk, tmp_path, lines, monkeypatch
):
    monkeypatch.setenv("CODER_CONFIG", str(tmp_path / "config"))
    desk.store.close()
    folder = tmp_path / "gesprekken"
    folder.mkdir()
    for number in range(24):
        said = f"I: Hoe ging het met nummer {number}?\nR: Dat ging heel goed, dank u.\n" * 40
        (folder / f"gesprek {number:02}.txt").write_text(said, "utf-8")
    begun = killed_after(lines, IMPORT, desk.store.path, folder)
    with open_project(desk.store.path) as project:
        assert examine(project.store).faults == ()
        whole = {one.origin: one for one in records.documents(project.store.db)}
        there = project.store.db.execute("SELECT origin FROM document").fetchall()
        assert {row[0] for row in there} == set(whole)
        assert set(begun[:-1]) <= set(whole)
        for document in whole.values():
            if document.origin in begun:
                assert document.text.count("Dat ging heel goed") == 40
                assert len(document.turns) == 80
        assert {document.id for document in DOCUMENTS} <= {one.id for one in whole.values()}
