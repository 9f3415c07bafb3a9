"""Suggestions from a process of their own, so that the screen never waits and never loads spaCy."""

from __future__ import annotations

import asyncio
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from coder.identity import Id
from coder.model import Suggestion

_engines: dict[Path, object] = {}


class SuggestionService:
    """Asks for suggestions; the process starts with the first question and is kept."""

    def __init__(self, project: Path) -> None:
        self._project = project
        self._pool: ProcessPoolExecutor | None = None

    async def suggest(self, document: Id) -> list[Suggestion]:
        """All suggestions for a document, whatever their score.

        Raises InputError where there is nothing to suggest by.
        """
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, mp_context=context)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, suggest_document, self._project, document)

    def close(self) -> None:
        """Let the process go without waiting for what it does."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)


def suggest_document(path: Path, document: Id) -> list[Suggestion]:
    """Runs in the other process: the engine is kept, and follows changes of the codebook."""
    from coder.project.project import open_project
    from coder.project.suggesting import Engine, load_engine, suggest

    with open_project(path) as project:
        before = _engines.get(path)
        engine = load_engine(project, before if isinstance(before, Engine) else None)
        _engines[path] = engine
        return list(suggest(project, [project.document(document)], engine=engine))
