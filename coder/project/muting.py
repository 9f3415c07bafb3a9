"""Which codes' suggestions are muted for a person, and giving them a voice again."""

from __future__ import annotations

import time
from typing import Final

from coder.identity import Id
from coder.project import places
from coder.project.project import Project
from coder.store.verdicts import verdicts
from coder.suggest.muting import Muted, muted_codes

HEARD_AGAIN: Final = "heard again"
"""The local choice that holds, by code, from which moment on refusals count (milliseconds)."""


def muted(project: Project) -> list[Muted]:
    """The codes that this person refused again and again, and did not let speak again since.

    What was accepted or refused in a batch was not judged one by one and does not count.
    """
    since = _since(project)
    with project.store.reading():
        said = verdicts(project.store.db, project.me.id)
    return muted_codes(
        (one.code, one.accepted)
        for one in said
        if not one.in_batch and one.at_ms > since.get(one.code, -1)
    )


def unmute(project: Project, code: Id) -> None:
    """Let the suggestions of a code be heard again; only refusals from now on count."""
    now = time.time_ns() // 1_000_000
    places.choose(project, HEARD_AGAIN, {**_since(project), code: now})


def _since(project: Project) -> dict[Id, int]:
    kept = places.choice(project, HEARD_AGAIN, {})
    return kept if isinstance(kept, dict) else {}
