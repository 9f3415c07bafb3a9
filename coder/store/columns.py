"""Lists in JSON columns, checked: another program may have written something else."""

from __future__ import annotations

import json
from typing import Any

from coder.oplog.shapes import Check, is_text


def listed(column: str, check: Check) -> list[Any]:
    """The list in a JSON column; raises ValueError where another program wrote something else."""
    values = json.loads(column)
    if not (isinstance(values, list) and all(map(check, values))):
        raise ValueError("a list of something else")
    return values


def texts(column: str) -> tuple[str, ...]:
    """The texts in a JSON column; raises ValueError where it holds something else."""
    return tuple(listed(column, is_text))
