"""The command line: parse, call the project's verbs, print."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line; exit codes are 0, 1 (nothing found) and 2 (error)."""
    from coder.cli.app import run

    try:
        status = run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    sys.exit(status)
