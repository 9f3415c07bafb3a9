"""Suggestions for a screen, made in a process of their own: one JSON line in, one out.

Run as `python -m coder.project.suggestion_process PROJECT`. It ends when its input ends, so it
never outlives the program that started it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from coder.errors import CoderError
from coder.identity import Id
from coder.model import Evidence, Polarity, Suggestion
from coder.project.project import open_project
from coder.project.suggesting import Engine, load_engine, suggest


def answer(path: Path, document: Id, before: Engine | None) -> tuple[dict[str, Any], Engine | None]:
    """The answer to one question, and the engine to keep for the next."""
    try:
        with open_project(path) as project:
            engine = load_engine(project, before)
            found = list(suggest(project, [project.document(document)], engine=engine))
    except CoderError as error:
        return {"problem": error.problem, "remedy": error.remedy}, before
    return {"suggestions": [suggestion_record(one) for one in found]}, engine


def serve(path: Path, questions: Iterable[str]) -> None:
    """Answer document ids, one a line, until there are no more."""
    engine: Engine | None = None
    for question in questions:
        result, engine = answer(path, question.strip(), engine)
        sys.stdout.write(json.dumps({"document": question.strip(), **result}) + "\n")
        sys.stdout.flush()


def suggestion_record(suggestion: Suggestion) -> list[Any]:
    """A suggestion as plain JSON values."""
    evidence = [
        [one.kind, one.term, one.spans, one.text, one.score, one.polarity.value]
        for one in suggestion.evidence
    ]
    place = [suggestion.document, suggestion.start, suggestion.end]
    return [*place, suggestion.code, suggestion.score, evidence]


def suggestion_from_record(record: list[Any]) -> Suggestion:
    """The inverse of `suggestion_record`."""
    document, start, end, code, score, evidence = record
    pieces = [
        Evidence(kind, term, tuple((a, b) for a, b in spans), text, score, Polarity(polarity))
        for kind, term, spans, text, score, polarity in evidence
    ]
    return Suggestion(document, start, end, code, score, tuple(pieces))


if __name__ == "__main__":
    serve(Path(sys.argv[1]), sys.stdin)
