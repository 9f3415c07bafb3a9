"""The deeds of the codebook screen by the names that bindings use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from coder.identity import Id
from coder.model import Code, Term
from coder.tui.deeds import code_joining, code_leads, codebook_files, codes
from coder.tui.deeds.stepping import step_back

if TYPE_CHECKING:
    from coder.tui.screens.codebook import CodebookScreen
    from coder.tui.workspace import Workspace


def _step(screen: CodebookScreen, *, again: bool) -> None:
    """Take the last act back, or do it again."""
    step_back(screen.app, again=again, then=lambda _, said: screen.act(lambda: (), lambda _: said))


DEEDS: Final[dict[str, Callable[[CodebookScreen], None]]] = {
    "add": codes.add,
    "add_under": partial(codes.add, under=True),
    "edit": codes.edit,
    "rename": codes.rename,
    "recolour": codes.recolour,
    "up": partial(codes.shift, step=-1),
    "down": partial(codes.shift, step=1),
    "inward": partial(codes.indent, inward=True),
    "outward": partial(codes.indent, inward=False),
    "move_under": codes.move_under,
    "merge": code_joining.merge,
    "split": code_joining.split,
    "remove": codes.remove,
    "memo": codes.memo,
    "like": code_leads.like_chosen,
    "propose": code_leads.propose,
    "import": codebook_files.import_file,
    "export": codebook_files.export_file,
    "undo": partial(_step, again=False),
    "redo": partial(_step, again=True),
    **{key: partial(codes.hot_key, key=key) for key in "0123456789"},
}


def terms_by_code(codes: Sequence[Code]) -> dict[Id, tuple[Term, ...]]:
    """What suggestions are made by: the terms of the codes that have some."""
    return {code.id: code.terms for code in codes if code.terms}


def forget_suggestions(desk: Workspace, now: Sequence[Code]) -> None:
    """Drop suggestions made by other terms; for the text in work new ones are asked for anyway."""
    current = desk.document.id if desk.document and terms_by_code(now) else ""
    for document in [one for one in desk.suggestions if one != current]:
        del desk.suggestions[document]
