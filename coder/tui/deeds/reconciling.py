"""What the keys of the reconciling screen do, by name; a draft changes what some of them do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from coder.tui.deeds import settling, settling_many, spot_choosing, spot_editing

DEEDS: Final[Mapping[str, Callable[..., None]]] = {
    "propose": settling.propose,
    "take": settling.take,
    "shared": settling.shared,
    "whole": settling.take_whole,
    "nothing": settling.nothing,
    "other": settling.other,
    "reason": settling.reason,
    "park": settling.park,
    "reopen": settling.reopen_spot,
    "edges": spot_editing.edges,
    "split": spot_editing.split,
    "shift": spot_editing.shift,
    "edge": spot_editing.turn_to_next_edge,
    "rules": settling_many.rules,
    "alike": settling_many.alike,
    "export": settling_many.export,
    "order": spot_choosing.change_order,
    "pick": spot_choosing.pick,
    "hide": spot_choosing.hide,
    "turn": spot_choosing.turn,
    "confusion": spot_choosing.confusion,
}

IN_A_DRAFT: Final[Mapping[str, Callable[..., None]]] = {
    "propose": spot_editing.save,
    "other": spot_editing.recode,
    "reopen": spot_editing.drop,
    **{name: DEEDS[name] for name in ("edges", "split", "shift", "edge", "reason", "hide", "turn")},
}
"""What they do while a decision is made by hand; the others leave it first."""
