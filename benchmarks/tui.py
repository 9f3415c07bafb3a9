"""What the screen and the program take, in one run, each beside its goal.

    python -m benchmarks.tui [--words 20000] [--keys 120]

Times are processor time in milliseconds, so a busy machine changes them less; saving is on the
clock. Each figure that has a goal meets it with its 95th percentile. A transcript of three times
the words may take 1.3 times the goal; what it took as a multiple of the shorter one's is told too.
The screen draws through Textual's own compositor into a driver that counts what a terminal gets.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.coding_screen import coding_screen, paint_once
from benchmarks.figures import Figure, say, told
from benchmarks.interviews import build
from benchmarks.other_widgets import beside
from coder.codebook import read_codebook
from coder.model import Origin
from coder.oplog.kinds import CREATE
from coder.oplog.operation import Draft
from coder.project.coding import coding_draft
from coder.project.project import open_project
from coder.segment import segments
from coder.settings import save_setting

LONGER = 1.3
"""What a transcript of three times the words may take, as a multiple of the goals."""
SAMPLE = Path(__file__).parent.parent / "codebooks" / "warmtetransitie.yaml"
STARTS = 9
PAINT = "import gc; gc.disable(); from benchmarks import tui; gc.freeze(); gc.enable(); tui.main()"
"""A start as `coder` makes it: collections of garbage wait until all is loaded."""


def saving(path: Path, times: int) -> None:
    """Milliseconds on the clock from an act to its being durable, fsync included."""
    taken = []
    with open_project(path) as project:
        document, codes = project.document("long"), project.codes()
        offered = segments(document)
        for number in range(times):
            segment, code = offered[number], codes[number % len(codes)]
            draft = coding_draft(
                document,
                segment.start,
                segment.end,
                code=code.id,
                coder=project.me.id,
                origin=Origin.MANUAL,
            )
            begin = time.perf_counter()
            project.store.write("code a span", [Draft("coding", draft.eid, CREATE, draft.value)])
            taken.append((time.perf_counter() - begin) * 1000)
    told("save one coding, on the clock", taken, 15)


def first_paint(path: Path) -> None:
    """A fresh process until the coding screen is drawn."""
    command = [sys.executable, "-c", PAINT, "--paint", str(path)]
    shown = [
        subprocess.run(command, check=True, capture_output=True, text=True).stdout
        for _ in range(STARTS)
    ]
    told("start to first picture, 200 transcripts", [float(one) for one in shown], 700)


def command_line(command: Sequence[str]) -> None:
    """A fresh process of the command line, from its start to its end."""
    taken = []
    for _ in range(STARTS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        whole = [sys.executable, "-m", "coder", *command]
        subprocess.run(whole, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        taken.append(spent * 1000)
    told(" ".join(("coder", *command)), taken, 200)


def codebook() -> None:
    """Reading the sample codebook, which has thousands of terms."""
    taken = []
    for _ in range(STARTS):
        begin = time.process_time()
        read_codebook(SAMPLE)
        taken.append((time.process_time() - begin) * 1000)
    told("read the sample codebook", taken)


def compare(one: dict[str, Figure], other: dict[str, Figure]) -> None:
    """Tell figures as multiples of others."""
    say("three times the words, as a multiple: median, p95")
    for what, before in one.items():
        after = other[what]
        rates = f"{after.median / before.median:6.2f} {after.high / before.high:6.2f}"
        say(f"  {what:<16} {rates}")


def main() -> None:
    """Build, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=20_000)
    parser.add_argument("--keys", type=int, default=120)
    parser.add_argument("--paint", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.paint:
        asyncio.run(paint_once(chosen.paint))
        return
    words, keys = chosen.words, chosen.keys
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["CODER_CONFIG"] = str(folder / "config")
        save_setting(folder / "config", "decide_first", True)  # so that the first run asks nothing
        one = build(folder / "one", words, words // 10)
        three = build(folder / "three", 3 * words, 3 * words // 10)
        say(f"{words} words, {words // 10} codings")
        small = asyncio.run(coding_screen(one, keys))
        say(f"{3 * words} words, {3 * words // 10} codings")
        large = asyncio.run(coding_screen(three, keys, LONGER))
        compare(small, large)
        saving(one, 200)
        first_paint(build(folder / "many", 2000, 200, small=199))
        command_line(["--help"])
        codebook()
        say("the same text in other widgets, as a multiple of what it takes here (medians)")
        for what, other in asyncio.run(beside(one, keys)).items():
            here = small["resize" if "resize" in what else "key"]
            say(f"  {what:<16} {other.median / here.median:6.1f}")


if __name__ == "__main__":
    main()
