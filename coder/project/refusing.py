"""Saying why a suggestion was refused: optional, and after the refusal."""

from __future__ import annotations

from typing import Final

from coder.errors import InputError
from coder.model import Document, Origin, Suggestion
from coder.oplog.operation import Draft
from coder.project.accepting import verdict_drafts
from coder.project.project import Project
from coder.store.verdicts import refusals

REASONS: Final = ("wrong meaning", "too weak", "other code fits")


def give_reason(project: Project, document: Document, suggestion: Suggestion, reason: str) -> None:
    """Say why a suggestion was refused, one of `REASONS`, or "" to say nothing any more.

    Raises InputError for another reason, and where the suggestion is not refused.
    """
    if reason not in ("", *REASONS):
        raise InputError(f"'{reason}' is no reason to refuse.", f"Use {', '.join(REASONS)}.")
    place = (document.id, suggestion.start, suggestion.end, suggestion.code)

    def drafts() -> list[Draft]:
        if place not in refusals(project.store.db, project.me.id, document.id):
            raise InputError("That suggestion is not refused any more.", "Refuse it first (x).")
        origin = Origin.SUGGESTION
        return verdict_drafts(project, document, suggestion, "reject", origin, reason=reason)

    project.store.write("say why a suggestion was refused", drafts)
