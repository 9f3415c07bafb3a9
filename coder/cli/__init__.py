"""The command line: parse, call the project's verbs, print."""

from __future__ import annotations

import io
import sys


def main() -> None:
    """Run the command line; exit codes are 0, 1 (nothing found), 2 (error) and 130 (Ctrl+C).

    Characters that the terminal's encoding does not have are written as their numbers.
    """
    try:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")
        from coder.cli.app import run

        status = run(sys.argv[1:])
    except KeyboardInterrupt:
        status = 130
    sys.exit(status)
