"""The projects that were opened last on this machine, kept in the person's config folder."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from coder.settings import config_folder

KEPT = 12
FILE = "recent.json"


def recent_projects() -> list[Path]:
    """The project files that are still there, the last one opened first."""
    try:
        found = json.loads((config_folder() / FILE).read_text("utf-8"))
        paths = [Path(one) for one in found if isinstance(one, str)]
        return [path for path in paths if path.is_file()][:KEPT]
    except (OSError, ValueError, TypeError, RecursionError):
        return []


def note_project(path: Path) -> None:
    """Put a project first among those opened last.

    Where the config folder cannot be written the list stays as it is: it is a convenience.
    """
    path = path.absolute()
    every = [path, *(one for one in recent_projects() if one != path)][:KEPT]
    target = config_folder() / FILE
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".recent-", dir=target.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump([os.fspath(one) for one in every], file, indent=0)
        Path(name).replace(target)
    except (OSError, ValueError):
        return
