"""Writing a memo, or going on with one's own; from any place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.identity import Id
from coder.model import Memo
from coder.project import memos
from coder.tui.screens.memo import MemoEditor

if TYPE_CHECKING:
    from coder.tui.app import CoderApp


@dataclass(frozen=True, slots=True)
class Subject:
    """What a memo is on; a coding, span or document names its document too.

    A span stands in a revision of it.
    """

    kind: str
    target: Id | None
    document: Id | None = None
    span: tuple[int, int] | None = None
    revision: Id | None = None


def own_memo(app: CoderApp, subject: Subject) -> Memo | None:
    """One's own last memo on a thing, if there is one; raises CoderError."""
    project = app.workspace.project
    mine = [
        one
        for one in memos.memos(project, subject.kind, subject.target)
        if one.coder == project.me.id and subject.span in (None, (one.start, one.end))
    ]
    return mine[-1] if mine else None


def write_memo(
    app: CoderApp,
    title: str,
    subject: Subject,
    save: Callable[[Callable[[], object], str], object],
) -> None:
    """Let the person write a memo, or go on with their own.

    `save` is given what writes it and what to say then. Raises CoderError.
    """
    project, known = app.workspace.project, own_memo(app, subject)

    def written(text: str | None) -> None:
        if text is None or (known is None and not text.strip()):
            return

        def write() -> None:
            if known is not None:
                memos.edit_memo(project, known, text)
            else:
                memos.write_memo(
                    project,
                    subject.kind,
                    subject.target,
                    text,
                    document=subject.document,
                    revision=subject.revision,
                    span=subject.span,
                )

        save(write, "saved: memo" if text.strip() else "memo removed")

    app.push_screen(MemoEditor(title, "" if known is None else known.text), written)
