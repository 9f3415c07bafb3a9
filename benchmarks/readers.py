"""How fast transcripts are read: `python -m benchmarks.readers [folder]`, CPU seconds.

Without a folder it reads the example transcripts; then hostile texts of 19 MB, which must
stay linear in their length.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from coder.errors import InputError
from coder.readers import read_bytes, transcripts_in

EXAMPLES = Path(__file__).parents[1] / "transcripts"
SIZE = 19_000_000
HOSTILE = {
    "blank lines": b"\n" * SIZE + b"a",
    "many labels": b"I: kun je dat?\nR: ja hoor, dat kan.\n" * 190_000,
    "one long line": b"I: ja?\nR: " + b"ja hoor " * (SIZE // 8),
    "stamps": b"[00:00:01] " * (SIZE // 11),
    "brackets": b"[" * SIZE + b"a",
    "asterisks": b"*" * SIZE + b"a",
    "stray bytes": "ruïne ".encode() * (SIZE // 7) + b"\xef",
    "voices": b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<v A>b</v>" * 390_000,
    "open tags": b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<v " * (SIZE // 3),
}


def timed(data: bytes, name: str) -> tuple[float, str]:
    """CPU seconds to read some bytes, and what came of it."""
    start = time.process_time()
    try:
        document = read_bytes(data, name)
        outcome = f"{len(document.turns):,} turns, {document.words:,} words"
    except InputError as error:
        outcome = f"refused: {error.problem}"
    return time.process_time() - start, outcome


def main(arguments: list[str]) -> None:
    """Print one line a file: seconds and what was found."""
    folder = Path(arguments[0]) if arguments else EXAMPLES
    for path in transcripts_in(folder).transcripts:
        seconds, outcome = timed(path.read_bytes(), path.name)
        sys.stdout.write(f"{seconds:8.3f} s  {path.name:28} {outcome}\n")
    for title, data in HOSTILE.items():
        name = "x.vtt" if data.startswith(b"WEBVTT") else "x.txt"
        seconds, outcome = timed(data, name)
        sys.stdout.write(f"{seconds:8.3f} s  {title:28} {outcome}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
