"""Suggestions and word forms from a process of its own: the screen never waits or loads spaCy."""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path
from typing import Any

from coder.errors import CoderError
from coder.identity import Id
from coder.model import Suggestion
from coder.project.lead_answers import (
    clash_from_record,
    lead_from_record,
    look_question,
    proposal_from_record,
)
from coder.project.leads import Clash, Lead
from coder.project.suggestion_process import FORMS
from coder.project.suggestion_records import suggestion_from_record
from coder.project.term_proposals import TermProposal
from coder.project.wordforms import wanted_from_record
from coder.store.search import Wanted

LONGEST_ANSWER = 64 * 1024 * 1024


class SuggestionService:
    """Asks for suggestions; the process starts with the first question and is kept."""

    def __init__(self, project: Path | None) -> None:
        self._project = project
        self._process: Process | None = None
        self._turn = asyncio.Lock()
        self._asked = 0

    def move_to(self, project: Path) -> None:
        """Serve this project; before the first question."""
        self._project = project

    async def suggest(self, document: Id) -> list[Suggestion]:
        """The suggestions for a document as it is coded now, few for each segment.

        Raises CoderError where there is nothing to suggest by, or the process ended.
        """
        answer = await self._ask(document, "Open the transcript again.")
        return [suggestion_from_record(record) for record in answer["suggestions"]]

    async def forms(self, query: str) -> list[Wanted]:
        """The words of a search query in all the forms that the project holds.

        Raises CoderError for a query without words, or where the process ended.
        """
        answer = await self._ask(FORMS + " ".join(query.split()), "Search again.")
        return [wanted_from_record(record) for record in answer["wanted"]]

    async def more_like(self, code: Id) -> list[Lead]:
        """Segments like those that have a code; raises CoderError as `suggest` does."""
        return [lead_from_record(one) for one in await self._look("like", code)]

    async def likely(self, document: Id | None) -> list[Lead]:
        """Segments without a code that likely need one, of a document or of all; raises as well."""
        return [lead_from_record(one) for one in await self._look("likely", document)]

    async def uncertain(self, document: Id | None) -> list[Lead]:
        """Segments without a code of which a decision teaches most; raises as well."""
        return [lead_from_record(one) for one in await self._look("uncertain", document)]

    async def clashes(self) -> list[Clash]:
        """Pairs of segments much alike that were coded differently; raises as well."""
        return [clash_from_record(one) for one in await self._look("conflicts", None)]

    async def proposals(self, code: Id) -> list[TermProposal]:
        """Terms that the quotations of a code propose; raises as well."""
        return [proposal_from_record(one) for one in await self._look("terms", code)]

    async def close(self) -> None:
        """End the process and wait for its end; an answer that is under way is lost."""
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            process.kill()
            await process.wait()

    async def _look(self, what: str, about: Id | None) -> list[Any]:
        answer = await self._ask(look_question(what, about), "Ask again.")
        found: list[Any] = answer["found"]
        return found

    async def _ask(self, question: str, remedy: str) -> dict[str, Any]:
        """The answer to a question; raises CoderError with what to do if there is none."""
        question = question.encode("utf-8", "replace").decode("utf-8").strip()
        async with self._turn:
            process = await self._running()
            if process.stdin is None or process.stdout is None:
                raise CoderError("Suggestions cannot be made.", "Start coder again.")
            try:
                self._asked += 1
                process.stdin.write(f"{self._asked} {question}\n".encode())
                await process.stdin.drain()
                answer = await _answer(process.stdout, str(self._asked))
            except (ConnectionError, ValueError) as error:
                await self.close()
                raise CoderError("The language process stopped.", remedy) from error
        if "problem" in answer:
            raise CoderError(answer["problem"], answer["remedy"])
        return answer

    async def _running(self) -> Process:
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-P",  # the folder that one is in may hold a package of that name
                "-m",
                "coder.project.suggestion_process",
                str(self._project),
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                limit=LONGEST_ANSWER,
            )
        return self._process


async def _answer(stream: asyncio.StreamReader, number: str) -> dict[str, Any]:
    """The answer to a question; those to questions nobody waits for any more are passed over.

    Raises ConnectionError where the process ended.
    """
    while line := await stream.readline():
        answer: dict[str, Any] = json.loads(line)
        if answer["number"] == number:
            return answer
    raise ConnectionError("the process ended")
