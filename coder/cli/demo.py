"""The demo project."""

from __future__ import annotations

from pathlib import Path

import click

from coder.cli.freq import print_counts
from coder.cli.output import say
from coder.cli.transcripts import print_import


@click.command("demo")
@click.argument(
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
)
def demo_command(folder: Path) -> None:
    """Build demo.coder in FOLDER (default: here) from fictional interviews, and count.

    A fictional coder accepts the surest suggestions, so that there is something to see. Running
    it again adds nothing twice; it writes exports/demo-* anew.

    \b
    Example:
      coder demo
    """
    from coder.project.demo import ACCEPTED_FROM, build_demo

    done = build_demo(folder, say)
    print_import(done.imported)
    say(
        f"{done.suggested} suggestions; {done.accepted} of them, scored {ACCEPTED_FROM:g} or "
        "higher, accepted in one act by a fictional coder."
    )
    for table in done.tables:
        print_counts(table)
    for path in done.written:
        say(f"Written: {path}")
    say(f"Look around with: coder status --project {done.path}")
