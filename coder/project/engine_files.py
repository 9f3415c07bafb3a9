"""The coefficients that are shipped with the program."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coder.suggest.engine.combiner import Coefficients


FILES = ("coefficients.json", "meaning_coefficients.json")
"""The second are fitted apart, with the first held fixed, and count only where a model is named."""


@cache
def shipped_coefficients() -> Coefficients:
    """How the engine weighs its evidence before a project has taught it."""
    from coder.suggest.engine.combiner import read_coefficients

    folder = resources.files("coder.suggest.engine")
    return read_coefficients(
        *(json.loads((folder / name).read_text(encoding="utf-8")) for name in FILES)
    )
