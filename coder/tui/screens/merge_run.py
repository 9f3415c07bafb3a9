"""Merging others' files or a shared folder: first what it would bring, then on request."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from coder.errors import InputError
from coder.printable import printable
from coder.project.gathering import typed_paths
from coder.project.merging import Merged, merge
from coder.project.project import Project, open_project
from coder.project.shared_folder import merge_folder, owner
from coder.tui.screens.dialog import Dialog

if TYPE_CHECKING:
    from coder.tui.app import CoderApp


ERASES = (
    "\nNothing brings back what is erased for good. If that is right, merge these at the command "
    "line with 'coder merge', and --accept-purges behind it."
)
"""What is said where somebody purged what is still here: no one key does that."""


class MergeRun(Dialog[Merged | None]):
    """Shows what a merge would bring, and merges; outside the event loop, on a connection apart.

    Returns what came in, None where nothing was merged.
    """

    app: CoderApp

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Not now", id="merge.leave"),
        Binding("enter", "merge", "Merge", id="merge.merge"),
    ]

    CSS = """
    MergeRun .dialog { max-height: 95%; }
    MergeRun #merge-lines { height: auto; max-height: 60vh; margin-bottom: 1; }
    MergeRun #merge-text { height: auto; }
    """

    def __init__(self, project: Path, named: str) -> None:
        super().__init__()
        self._project = project
        self._named = named
        self._seen: Merged | None = None
        self._merging = False

    def compose(self) -> ComposeResult:
        """What it would bring, when that is known."""
        with Vertical(classes="dialog small"):
            yield Static("Reading …", classes="dialog-title", markup=False)
            with VerticalScroll(id="merge-lines"):
                yield Static(printable(self._named), markup=False, id="merge-text")
            yield Static("Esc: not now", classes="dialog-hint", markup=False)

    def on_mount(self) -> None:
        """Begin to look."""
        self.run_merge(rehearse=True)

    def action_leave(self) -> None:
        """Leave, unless it is being merged."""
        if not self._merging:
            self.dismiss(None)

    def action_merge(self) -> None:
        """Merge what was shown, or leave where there is nothing."""
        if self._merging or self._seen is None:
            return
        if not self._brings(self._seen):
            self.dismiss(None)
            return
        self._merging = True
        self._tell("Merging …", "", "")
        self.run_merge(rehearse=False)

    @work
    async def run_merge(self, *, rehearse: bool) -> None:
        """Read the files, or merge them."""

        def act() -> Merged:
            with open_project(self._project) as project:
                return _merge(project, typed_paths(self._named), rehearse=rehearse)

        merged = await self.app.attempted(asyncio.to_thread(act))
        if merged is None or not rehearse:
            self._merging = False
            self.dismiss(merged)
            return
        self._seen = merged
        people = ", ".join(dict.fromkeys(owner(path.name) for path in merged.files))
        lines = [*merged.lines, *(f"Note: {line}" for line in merged.warnings)]
        if merged.erased:
            title, hint = f"From {people}: not merged here", "Esc: back"
            lines.append(ERASES)
        elif self._brings(merged):
            title, hint = f"From {people}", "Enter: merge   Esc: not now"
        else:
            title, hint = f"From {people or 'others'}: nothing new", "Esc: back"
            lines = [self._named]
        self._tell(title, "\n".join(lines), hint)

    def _tell(self, title: str, text: str, hint: str) -> None:
        self.query_one(".dialog-title", Static).update(printable(title))
        self.query_one("#merge-text", Static).update(printable(text))
        self.query_one(".dialog-hint", Static).update(hint)

    @staticmethod
    def _brings(merged: Merged) -> bool:
        return merged.operations > 0 and not merged.erased


def _merge(project: Project, paths: Sequence[Path], *, rehearse: bool) -> Merged:
    """Merge files, or a folder, which is the shared one from then on."""
    folders = [path for path in paths if path.is_dir()]
    files = [path for path in paths if path not in folders]
    if len(folders) > 1:
        raise InputError("These are several folders.", "Name one, and files beside it.")
    if folders:
        return merge_folder(project, folders[0], files, rehearse=rehearse)
    return merge(project, files, rehearse=rehearse)
