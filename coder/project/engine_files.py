"""The coefficients that are shipped with the program."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coder.suggest.engine.combiner import Coefficients


@cache
def shipped_coefficients() -> Coefficients:
    """How the engine weighs its evidence before a project has taught it."""
    from coder.suggest.engine.combiner import read_coefficients

    path = resources.files("coder.suggest.engine") / "coefficients.json"
    return read_coefficients(json.loads(path.read_text(encoding="utf-8")))
