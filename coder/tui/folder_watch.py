"""Looking at the team's shared folder now and then, without anybody waiting for a slow drive."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

from coder.project.project import Project
from coder.project.shared_folder import Seen, look, newer, shared_folder, shared_name

EVERY = 15.0
"""Seconds between two looks."""


class FolderWatch:
    """Which files of others changed since they were merged, as far as was seen; `news` are names.

    A look is a thread that nothing waits for, also not the end of the program: a network drive that
    is gone can hold it for minutes. There is one at a time.
    """

    def __init__(self) -> None:
        self.news: tuple[str, ...] = ()
        self._thread: Thread | None = None
        self._found: tuple[Path, Seen] | None = None
        self._told: dict[str, tuple[int, int]] = {}

    def step(self, project: Project) -> list[str]:
        """Take what the last look found, and begin another; returns the files to tell of now.

        Of each state of a file it is told once.
        """
        folder = shared_folder(project)
        if folder is None or self.is_looking:
            return []
        seen = self._found[1] if self._found is not None and self._found[0] == folder else {}
        self.news = tuple(newer(project, seen))
        fresh = [name for name in self.news if self._told.get(name) != seen[name]]
        self._told.update({name: seen[name] for name in fresh})
        self._begin(folder, shared_name(project))
        return fresh

    @property
    def is_looking(self) -> bool:
        """Whether a look is not over yet."""
        return self._thread is not None and self._thread.is_alive()

    def wait(self) -> None:
        """Wait until the look that goes on is over, as tests do."""
        if self._thread is not None:
            self._thread.join()

    def _begin(self, folder: Path, mine: str) -> None:
        def run() -> None:
            self._found = folder, look(folder, mine)

        self._thread = Thread(target=run, name="look at the shared folder", daemon=True)
        self._thread.start()
