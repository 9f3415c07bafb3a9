"""A line for a path, with the rest of it offered as one types."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.suggester import Suggester
from textual.widgets import Input

LOOKED_AT = 5_000
"""No more entries of a folder than this are looked at for a completion."""


class PathSuggester(Suggester):
    """Offers the first entry, in order of name, of the folder that is being typed."""

    def __init__(self, suffixes: frozenset[str] = frozenset()) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._suffixes = suffixes

    async def get_suggestion(self, value: str) -> str | None:
        """The line as it would be with the entry, or None."""
        return await asyncio.to_thread(completed, value, self._suffixes)


class PathInput(Input):
    """Type a path; → takes what is offered, and so does Tab where the path is not whole yet."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete", id="path.complete", show=False),
    ]

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        id: str | None = None,
        suffixes: frozenset[str] = frozenset(),
    ) -> None:
        self._given = value
        super().__init__(value, placeholder=placeholder, id=id, suggester=PathSuggester(suffixes))

    def action_complete(self) -> None:
        """Take the completion that is shown, or go to the next field."""
        before = self.value
        if before != self._given and not exists(before):
            self.cursor_position = len(before)
            self.action_cursor_right()
        if self.value == before:
            self.screen.focus_next()


def exists(value: str) -> bool:
    """Whether a path as typed is there."""
    try:
        return Path(value).expanduser().exists()
    except (OSError, ValueError, RuntimeError):
        return False


def completed(value: str, suffixes: frozenset[str] = frozenset()) -> str | None:
    """A path with its last part completed; folders end in a separator.

    With `suffixes` only folders and files that end so are offered. None where nothing fits.
    """
    head, part = os.path.split(value)
    if not part:
        return None
    try:
        folder = Path(head or ".").expanduser()
        with os.scandir(folder) as entries:
            fitting = sorted(
                entry.name + ("/" if entry.is_dir() else "")
                for entry, _ in zip(entries, range(LOOKED_AT), strict=False)
                if entry.name.startswith(part)
                and (part.startswith(".") or not entry.name.startswith("."))
                and (not suffixes or entry.is_dir() or Path(entry.name).suffix in suffixes)
            )
    except (OSError, ValueError, RuntimeError):
        return None
    return None if not fitting else value[: len(value) - len(part)] + fitting[0]
