"""Merges killed in the middle: the project is as before, or whole; the next merge ends the work."""

import shutil
import subprocess

import pytest

from coder.project.merging import merge
from coder.project.project import Project
from coder.settings import Settings
from coder.store.health import examine
from coder.store.merged_files import mergings
from coder.store.replica import load_person
from coder.store.store import Store
from store.making import Desk, run_python, table_bytes

MERGE = """
import sys, threading, os
from pathlib import Path
from coder.project import merging
from coder.project.project import Project
from coder.settings import Settings
from coder.store.replica import load_person
from coder.store.store import Store

project, config, sent, seconds = *map(Path, sys.argv[1:4]), float(sys.argv[4])
with Store(project, load_person(config, "x"), config) as store:
    print("ready", flush=True)
    threading.Timer(seconds, lambda: os.kill(os.getpid(), 9)).start()
    while True:
        merging.merge(Project(store, Settings()), [sent])
        merging.undo_merge(Project(store, Settings()))
"""


@pytest.mark.parametrize("thousandths", [7, 19, 41, 83, 167])
def test_a_killed_merge_leaves_all_or_nothing(desk, tmp_path, empty_file, thousandths):
    sent, config = tmp_path / "sent.coder", tmp_path / "other"
    shutil.copy(empty_file, sent)
    with Store(sent, load_person(config, "Persoon Twee"), config) as store:
        other = Desk(store)
        other.fill()
        store.write("x", [other.coding_draft(at % 30, at % 30 + 4) for at in range(400)])
    mine = desk.code(2, 9)
    before = desk.store.dump(), table_bytes(desk.store)
    path = desk.store.path
    desk.store.close()
    arguments = (path, tmp_path / "config", sent, thousandths / 1000)
    with run_python(MERGE, *arguments, stdout=subprocess.PIPE) as program:
        assert program.stdout.readline() == "ready\n"
        program.wait()
    assert program.returncode == -9
    config = tmp_path / "config"
    with Store(path, load_person(config, ""), config) as store:
        assert examine(store).faults == ()
        whole = any(not one.undone for one in mergings(store.db))
        assert whole or (store.dump(), table_bytes(store)) == before
        merge(Project(store, Settings()), [sent])
        made = [op for op in store.operations() if op.entity == "coding"]
        assert len(made) == 401
        assert mine in {op.eid for op in made}
        assert examine(store).faults == ()
