"""Merging: time, memory, size and opening for 100,000 and 1,000,000 operations; kills at random.

`python -m benchmarks.merging [--coders 10] [--codings 10000] [--changes 0] [--kills 50]`. Every
coding is an act of its own, as when a person makes them one by one; `--changes 0.5` makes half of
the acts changes to codings made before. Times are of the wall clock; each figure stands beside its
goal. A million operations: `--codings 100000`.
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from benchmarks.figures import say
from coder.identity import content_hash, new_id
from coder.model import Document, Role, Turn, turn_record
from coder.oplog.kinds import CREATE
from coder.oplog.operation import Draft, Operation, Stamp, seal
from coder.project.merging import merge, undo_merge
from coder.project.project import Project
from coder.settings import Settings
from coder.store import caches, code_records, log, records
from coder.store.connection import create_file, open_file, transaction
from coder.store.health import examine
from coder.store.merged_files import mergings
from coder.store.replica import load_person
from coder.store.store import Store

WORDS = ("vertrouwen", "de", "gemeente", "maar", "toen", "kwam", "een", "nieuwe", "ambtenaar", "en")
DOCUMENTS, CODES = 100, 40
BOOK = content_hash("boek")

SMALL = {"merge": 6.0, "re-merge": 0.2, "open": 1.0}
LARGE = {"merge": 60.0, "peak memory": 500.0, "file": 250.0, "open": 1.0}


def transcripts() -> list[Document]:
    """A hundred interviews of about 2,000 words, all invented."""
    chance = random.Random(1)
    found = []
    for number in range(DOCUMENTS):
        text = " ".join(chance.choice(WORDS) for _ in range(2_000))
        turn = Turn(0, len(text), "Respondent", Role.RESPONDENT)
        found.append(Document(f"d{number:03}", text, (turn,)))
    return found


def common(documents: list[Document]) -> list[Draft]:
    """What everybody got from the lead: transcripts and codebook."""
    drafts = [Draft("codebook", BOOK, CREATE, {"name": "boek"})]
    for number in range(CODES):
        values = {"codebook": BOOK, "key": f"k{number}", "name": f"code {number}"}
        drafts.append(Draft("code", content_hash(f"code {number}"), CREATE, values))
    for one in documents:
        turns = [turn_record(turn) for turn in one.turns]
        text = {"document": one.id, "parents": [], "text": one.text, "turns": turns}
        drafts.append(Draft("document", one.id, CREATE, {"name": one.name}))
        drafts.append(Draft("revision", one.revision, CREATE, text))
    return drafts


def acts(
    documents: list[Document], coder: int, count: int, changes: float = 0.0
) -> Iterator[Operation]:
    """The acts of one coder: codings, and a share of changes to those."""
    chance = random.Random(coder)
    person, replica = content_hash(f"person {coder}"), content_hash(f"replica {coder}")
    name = {"name": f"Coder {coder}", "kind": "person"}
    stamp = Stamp(replica, person, 1_700_000_000_000 + coder, new_id(), "code", lam=1_000, seq=1)
    yield from seal([Draft("coder", person, CREATE, name)], stamp, lambda *_: ())
    made: list[Operation] = []
    for number in range(count):
        act = replace(stamp, batch=new_id(), lam=1_001 + number, seq=2 + number)
        if made and chance.random() < changes:
            coding = made.pop(chance.randrange(len(made)))
            field, value_now = chance.choice(
                [("weight", 3), ("important", True), ("deleted", True)]
            )
            draft = Draft("coding", coding.eid, field, value_now)
            yield from seal([draft], replace(act, label="change"), lambda *_, id_=coding.id: [id_])
            continue
        document = chance.choice(documents)
        start = chance.randrange(len(document.text) - 100)
        end = start + chance.randint(20, 90)
        value = {
            "document": document.id,
            "revision": document.revision,
            "code": content_hash(f"code {chance.randrange(CODES)}"),
            "coder": person,
            "start": start,
            "end": end,
            "quote": document.text[start:end],
            "origin": "manual",
        }
        draft = Draft("coding", new_id(), CREATE, value)
        found = seal([draft], replace(act, label="code a span"), lambda *_: ())
        made += found
        yield from found


def build(folder: Path, coders: int, codings: int, changes: float = 0.0) -> list[Path]:
    """The lead's project and a file of each coder."""
    documents = transcripts()
    lead = folder / "lead.coder"
    create_file(lead)
    with Store(lead, load_person(folder / "config", "Lead"), folder / "config") as store:
        store.write("start", common(documents))
    found = []
    for coder in range(coders):
        path = folder / f"coder{coder}.coder"
        shutil.copy(lead, path)
        with closing(open_file(path)) as db, transaction(db):
            log.insert_checked(db, list(acts(documents, coder, codings, changes)))
            caches.rebuild(db)
        found.append(path)
    return found


def measure(folder: Path, files: list[Path], goals: dict[str, float]) -> None:
    """Merge all files, merge them again, and open the result."""

    def told(name: str, value: float, unit: str) -> None:
        goal = goals.get(name)
        note = "" if goal is None else f"   goal {goal:g} {'met' if value <= goal else 'MISSED'}"
        say(f"{name:<20} {value:9.2f} {unit}{note}")

    path, config = folder / "lead.coder", folder / "config"
    with Store(path, load_person(config, "Lead"), config) as store:
        project = Project(store, Settings())
        begun, used = time.perf_counter(), time.process_time()
        done = merge(project, files)
        told("merge", time.perf_counter() - begun, "s")
        say(f"  {time.process_time() - used:.2f} s of that on the processor")
        say(f"  {done.operations:,} operations; {done.lines[-1]}")
        begun = time.perf_counter()
        merge(project, files)
        told("re-merge", time.perf_counter() - begun, "s")
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    told("peak memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit, "MB")
    told("file", path.stat().st_size / 1e6, "MB")
    begun = time.perf_counter()
    with Store(path, load_person(config, "Lead"), config) as store:
        records.document_names(store.db)
        code_records.codes(store.db)
        records.coding_counts(store.db, store.person.id)
        told("open", time.perf_counter() - begun, "s")


def kill(folder: Path, times: int) -> None:
    """Kill a program that merges and takes back, at random moments; examine what it left."""
    path, config = folder / "lead.coder", folder / "config"
    chance = random.Random(times)
    whole = 0
    for _ in range(times):
        arguments = [sys.executable, "-m", "benchmarks.merging", "--endless", str(folder)]
        with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as program:
            if program.stdout is None or program.stdout.readline() != "ready\n":
                raise RuntimeError("the program did not start")
            timer = threading.Timer(chance.uniform(0.005, 0.6), program.kill)
            timer.start()
            program.wait()
            timer.cancel()
        if program.returncode != -signal.SIGKILL:
            raise RuntimeError("the program ended by itself")
        with Store(path, load_person(config, "Lead"), config) as store:
            faults = examine(store).faults
            if faults:
                raise RuntimeError(f"after a kill: {faults}")
            whole += any(not one.undone for one in mergings(store.db))
    say(f"{times} kills: never half; merged {whole} times, as before {times - whole} times")


def endless(folder: Path) -> None:
    """Merge and take back until killed."""
    path, config = folder / "lead.coder", folder / "config"
    with Store(path, load_person(config, "Lead"), config) as store:
        project = Project(store, Settings())
        print("ready", flush=True)
        while True:
            merge(project, [folder / "coder0.coder"])
            undo_merge(project)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--coders", type=int, default=10)
    parser.add_argument("--codings", type=int, default=10_000)
    parser.add_argument("--changes", type=float, default=0.0)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--endless", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.endless is not None:
        endless(options.endless)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.kills:
            build(folder, 1, 1_000)
            kill(folder, options.kills)
            return
        # In a process of its own, so that its peak of memory is that of merging.
        files = build(folder, options.coders, options.codings, options.changes)
        many = options.coders * options.codings > 200_000
        measure(folder, files, LARGE if many else SMALL)


if __name__ == "__main__":
    main()
