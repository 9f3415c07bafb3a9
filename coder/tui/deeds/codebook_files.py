"""Codebook files in and out, by path."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

from coder.amounts import counted
from coder.codebook import read_codebook
from coder.codebook.fields import slug
from coder.printable import one_line
from coder.project.codebooks import CodebookImport, export_codebook, import_codebook
from coder.tui.screens.ask_path import AskPath
from coder.tui.screens.asking import Confirm

if TYPE_CHECKING:
    from coder.tui.screens.codebook import CodebookScreen

SUFFIXES = frozenset({".yaml", ".yml"})


def import_file(screen: CodebookScreen) -> None:
    """Ask for a codebook file and bring the codes up to date with it."""

    def answered(line: str | None) -> None:
        if line is not None and line.strip():
            path = Path(line.strip()).expanduser()
            screen.run_worker(_import(screen, path), exclusive=True, group="files")

    screen.app.push_screen(
        AskPath(
            "Import which codebook (YAML)?",
            detail="New codes are added, known ones brought up to date; others are kept.",
            suffixes=SUFFIXES,
        ),
        answered,
    )


async def _import(screen: CodebookScreen, path: Path) -> None:
    """Read the file off the event loop, then write it as one act."""
    screen.say(f"reading {path.name} …")
    book = await screen.app.attempted(asyncio.to_thread(read_codebook, path))
    if book is None:
        screen.say("nothing was imported")
        return

    def said(done: CodebookImport) -> str:
        kept = len(done.only_in_project)
        more = f", {kept} only in the project and kept" if kept else ""
        return (
            f"saved: {counted(len(done.added), 'code')} added, {len(done.changed)} changed, "
            f"{len(done.unchanged)} as they were{more}"
        )

    screen.act(lambda: import_codebook(screen.project, book), said)


def export_file(screen: CodebookScreen) -> None:
    """Ask for a path and write the codebook of the chosen code there."""
    books = screen.app.attempt(screen.project.codebooks)
    if not books:
        screen.say("there is no codebook yet: A makes a code, i imports a file")
        return
    code = screen.current
    book = next((one for one in books if code and one.id == code.codebook), books[0])
    offered = screen.project.path.parent / "codebooks" / f"{slug(book.name)}.yaml"
    if not offered.parent.is_dir():
        offered = screen.project.path.parent / offered.name

    def write(path: Path, overwrite: bool) -> None:
        def work() -> str:
            export_codebook(screen.project, path, book.name, overwrite=overwrite)
            return f"written: {path}"

        screen.say(screen.app.attempt(work) or "nothing was written")

    def answered(line: str | None) -> None:
        if line is None or not line.strip():
            return
        path = Path(line.strip()).expanduser()
        if not os.path.lexists(path):
            write(path, False)
            return
        screen.app.push_screen(
            Confirm(
                f"{one_line(path.name)} exists. Bring it up to date?",
                "Comments and order in the file stay; codes that the project lacks leave it.",
            ),
            lambda sure: write(path, True) if sure else None,
        )

    screen.app.push_screen(
        AskPath(
            f"Write the codebook {one_line(book.name)} where?", str(offered), suffixes=SUFFIXES
        ),
        answered,
    )
