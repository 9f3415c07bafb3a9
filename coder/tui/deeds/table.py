"""The deeds by the names that bindings use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from coder.tui.deeds import changing, coding, noting, suggesting, undoing

DEEDS: Final[dict[str, Callable[..., None]]] = {
    "hot": coding.hot,
    "code": coding.put_code,
    "pick": coding.pick,
    "repeat": coding.repeat,
    "in_vivo": coding.in_vivo,
    "recode": changing.recode,
    "remove": changing.remove,
    "edges": changing.edges,
    "weight": changing.weight,
    "important": changing.important,
    "other_coding": changing.other_coding,
    "same_code": changing.same_code,
    "reveal": suggesting.reveal,
    "accept": suggesting.accept,
    "number": suggesting.number,
    "reject": suggesting.reject,
    "other_suggestion": suggesting.other_suggestion,
    "strictness": suggesting.strictness,
    "blind": suggesting.blind,
    "review": suggesting.review,
    "batch": suggesting.batch,
    "memo": noting.memo,
    "copy": noting.copy,
    "done": noting.done,
    "undo": undoing.undo,
    "redo": undoing.redo,
    "history": undoing.history,
}
