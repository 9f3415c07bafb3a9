"""What agreement is asked for: all settings, so that the same can be asked again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, Final

from coder.analysis.agreement.bootstrap import MOST_DRAWS
from coder.analysis.agreement.catalogue import NAMES, USUAL
from coder.analysis.agreement.units import Unit
from coder.errors import InputError
from coder.identity import Id

SPANS: Final = "spans"
UNITS: Final = (*(unit.value for unit in Unit), SPANS)


@dataclass(frozen=True, slots=True)
class Asked:
    """Settings of an agreement table; empty ids mean all there are.

    `unit` is one of UNITS; "spans" compares free spans. `groups` are codes that, with those
    below them, exclude each other. With `subcodes` a coding counts for the codes above its own
    too. `assume_done` takes every transcript in which a coder has codings as done by them.
    `draws` of documents give intervals, 0 none; `seed` makes them repeatable.
    """

    unit: str = Unit.SEGMENT.value
    measures: tuple[str, ...] = USUAL
    coders: tuple[Id, ...] = ()
    documents: tuple[Id, ...] = ()
    codes: tuple[Id, ...] = ()
    groups: tuple[Id, ...] = ()
    subcodes: bool = False
    without_interviewer: bool = False
    assume_done: bool = False
    draws: int = 0
    seed: int = 1


def check(asked: Asked) -> None:
    """Raise InputError for settings that mean nothing."""
    if asked.unit not in UNITS:
        raise InputError(f"'{asked.unit}' is not a unit.", f"Choose one of: {', '.join(UNITS)}.")
    wrong = [name for name in asked.measures if name not in NAMES]
    if wrong:
        raise InputError(f"'{wrong[0]}' is not a measure.", f"There are: {', '.join(NAMES)}.")
    if not 0 <= asked.draws <= MOST_DRAWS:
        raise InputError(
            f"{asked.draws:,} draws are not possible.",
            f"Choose 0 to {MOST_DRAWS:,}; 2000 is usual.",
        )
    if len(set(asked.coders)) == 1:
        raise InputError("One coder alone has nobody to agree with.", "Name two or more coders.")


def asked_record(asked: Asked) -> dict[str, Any]:
    """The settings as plain JSON values; `asked_from_record` is the inverse."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(asked).items()
    }


def asked_from_text(text: str) -> Asked:
    """The settings in a record written as JSON; raises ValueError where it holds something else."""
    try:
        return asked_from_record(json.loads(text))
    except RecursionError as error:
        raise ValueError("settings of a round that are none") from error


def asked_from_record(record: Any) -> Asked:
    """The settings in a record; raises ValueError where another program wrote something else."""
    values: dict[str, Any] = {}
    for field in fields(Asked):
        kind = type(field.default)
        value = record.get(field.name, field.default) if isinstance(record, Mapping) else None
        if isinstance(value, Sequence) and not isinstance(value, str):
            value = tuple(value)
        listed = isinstance(value, tuple) and all(isinstance(one, str) for one in value)
        if type(value) is not kind or (kind is tuple and not listed):
            raise ValueError(f"settings with a strange {field.name}")
        values[field.name] = value
    return Asked(**values)
