"""The deeds by the names that bindings use; each module is imported when it is needed first."""

from __future__ import annotations

import gc
from collections.abc import Callable
from importlib import import_module
from typing import Any, Final

MODULES: Final[dict[str, tuple[str, ...]]] = {
    "coding": ("hot", "put_code", "pick", "repeat", "in_vivo"),
    "changing": (
        "recode",
        "remove",
        "edges",
        "weight",
        "important",
        "other_coding",
        "same_code",
    ),
    "suggesting": (
        "reveal",
        "accept",
        "number",
        "reject",
        "why_refused",
        "other_suggestion",
        "strictness",
        "blind",
        "review",
        "batch",
    ),
    "measuring": ("decide_first", "audit", "batches", "muted"),
    "code_leads": ("like_coding",),
    "comparing": ("whose",),
    "noting": ("memo", "copy", "done"),
    "undoing": ("undo", "redo", "history"),
}

_HOME: Final = {name: module for module, names in MODULES.items() for name in names}


def deed(name: str) -> Callable[..., Any]:
    """The function of a name."""
    module = import_module(f"coder.tui.deeds.{_HOME[name]}")
    found: Callable[..., Any] = getattr(module, name)
    return found


def load_deeds() -> None:
    """Import all of them, so that no key has to wait for it.

    What is there then stays until the end: collections of garbage, which would halt the screen for
    as long as three pictures take, need not walk it.
    """
    for module in MODULES:
        import_module(f"coder.tui.deeds.{module}")
    gc.freeze()
