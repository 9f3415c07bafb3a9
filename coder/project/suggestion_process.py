"""What a screen asks of the language, answered in a process of its own: one line in, one out.

A question is a number and what is asked: the id of a document, to get its suggestions, `forms` and
a search query, to get the forms of its words, or `look` and what `lead_answers` tells of. An answer
is JSON that repeats the number, so that one which came too late is not taken for another.

What was learned, and the documents that were heard, are kept between questions: asking again after
a coding costs only what that coding changed.

Run as `python -m coder.project.suggestion_process PROJECT`. It ends when its input ends, so it
never outlives the program that started it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coder.errors import CoderError
from coder.project.lead_answers import LOOK, look_answer
from coder.project.learning import Learned, learn
from coder.project.project import Project, open_project
from coder.project.suggesting import suggest
from coder.project.suggestion_records import suggestion_record
from coder.project.survey import survey
from coder.project.wordforms import ProjectWords, all_forms, project_words, wanted_record

FORMS = "forms "
"""Begins a question for the forms of the words of a query."""
LEAST = 0.1
"""Suggestions with a lower score than this are not told."""


@dataclass
class Kept:
    """What serves the next questions too."""

    learned: Learned | None = None
    words: ProjectWords | None = None


def answer(path: Path, question: str, kept: Kept) -> dict[str, Any]:
    """The answer to one question."""
    try:
        with open_project(path) as project:
            if question.startswith(FORMS):
                return {"wanted": _forms(project, question.removeprefix(FORMS), kept)}
            kept.learned = learn(project, kept.learned)
            if question.startswith(LOOK):
                return {"found": look_answer(project, question, survey(project, kept.learned))}
            asked = [project.document(question)]
            found = list(suggest(project, asked, learned=kept.learned, least=LEAST))
    except CoderError as error:
        return {"problem": error.problem, "remedy": error.remedy}
    return {"suggestions": [suggestion_record(one) for one in found]}


def serve(path: Path, questions: Iterable[str]) -> None:
    """Answer questions, one a line, until there are no more."""
    kept = Kept()
    for line in questions:
        number, _, question = line.strip().partition(" ")
        result = {"number": number, **answer(path, question, kept)}
        sys.stdout.write(json.dumps(result) + "\n")
        sys.stdout.flush()


def _forms(project: Project, query: str, kept: Kept) -> list[Any]:
    """The words of a query in all their forms, as plain values."""
    if kept.words is None:
        language = None if kept.learned is None else kept.learned.hearing.language
        kept.words = project_words(project, language)
    return [wanted_record(one) for one in all_forms(project, query, kept.words)]


if __name__ == "__main__":
    serve(Path(sys.argv[1]), sys.stdin)
