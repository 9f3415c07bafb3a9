"""What the values of operations may be: the gate for what other programs and people wrote.

Every operation passes it before it enters a log, so that folding never meets a value that the
caches or `coder.model` cannot hold.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from coder.identity import canonical_json
from coder.model import Origin, Role
from coder.oplog.kinds import CREATE, DELETED, KINDS, MAX_NUMBER, PURGE, Kind, purge_id
from coder.oplog.operation import VERSION, Operation
from coder.resolved import Ruling

Check: TypeAlias = Callable[[Any], bool]

_DIGITS = "0123456789abcdef"


def fault_of(operation: Operation) -> str:
    """What is wrong with the value of an operation, in words; empty where nothing is.

    Unknown kinds and fields and newer versions are not judged; purged values are gone.
    """
    if operation.purged:
        return "a purge cannot be taken away" if operation.entity == PURGE else ""
    try:
        value = operation.value
        canonical = canonical_json(value) == operation.val
    except (ValueError, RecursionError):
        canonical = False
    if not canonical:
        return "the value is not canonical JSON"
    checks = _CHECKS.get(operation.entity)
    if checks is None or operation.v > VERSION:
        return ""
    if operation.field != CREATE:
        wrong = [operation.field] if not _fits(checks, operation.field, value) else []
    elif isinstance(value, dict):
        wrong = [one for one in value if one in checks and not checks[one](value[one])]
    else:
        wrong = ["the whole entity"]
    if wrong:
        return f"the value of {wrong[0]} of a {operation.entity} has the wrong type"
    return _purge_fault(operation, value) if operation.entity == PURGE else ""


def _purge_fault(operation: Operation, value: Any) -> str:
    named = (
        operation.field == CREATE
        and {"target_kind", "target"} <= value.keys()
        and operation.eid == purge_id(value["target_kind"], value["target"])
    )
    return "" if named else "a purge does not say what it erases"


def _fits(checks: dict[str, Check], field: str, value: Any) -> bool:
    return field not in checks or checks[field](value)


def is_text(value: Any) -> bool:
    """Whether a JSON value is a text."""
    return isinstance(value, str)


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def _is_number(value: Any) -> bool:
    return type(value) is int and abs(value) <= MAX_NUMBER


def _is_number_or_none(value: Any) -> bool:
    return value is None or _is_number(value)


def is_id(value: Any) -> bool:
    """Whether a JSON value is an id: 32 hexadecimal digits."""
    return isinstance(value, str) and len(value) == 32 and not value.strip(_DIGITS)


def _is_id_or_none(value: Any) -> bool:
    return value is None or is_id(value)


def _is_list_of(check: Check) -> Check:
    return lambda value: isinstance(value, list) and all(map(check, value))


def _is_one_of(*known: str) -> Check:
    return lambda value: isinstance(value, str) and value in known


def is_turn(value: Any) -> bool:
    """Whether a JSON value is a turn as `coder.model.turn_record` writes it."""
    if not (isinstance(value, list) and len(value) == 7 and isinstance(value[6], list)):
        return False
    start, end, speaker, role, begin_ms, end_ms, cues = value
    return (
        _is_span(start, end)
        and is_text(speaker)
        and _is_role(role)
        and _is_number_or_none(begin_ms)
        and _is_number_or_none(end_ms)
        and all(map(_is_cue, cues))
    )


def is_term(value: Any) -> bool:
    """Whether a JSON value is a term: its text, its weight, and the terms that make it void."""
    if not (isinstance(value, list) and len(value) == 3):
        return False
    text, weight, unless = value
    return is_text(text) and type(weight) in (int, float) and _is_list_of(is_text)(unless)


def is_claim(value: Any) -> bool:
    """Whether a JSON value is a claim as `coder.resolved.claim_record` writes it."""
    return (
        isinstance(value, list)
        and len(value) == 5
        and all(map(is_id, value[:3]))
        and _is_span(*value[3:])
    )


def _is_cue(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 4
        and _is_span(*value[:2])
        and all(map(_is_number_or_none, value[2:]))
    )


def _is_span(start: Any, end: Any) -> bool:
    return _is_number(start) and _is_number(end) and 0 <= start <= end


_is_role = _is_one_of(*Role)

_SPECIAL: dict[tuple[str, str], Check] = {
    ("revision", "parents"): _is_list_of(is_id),
    ("revision", "turns"): _is_list_of(is_turn),
    ("speaker", "role"): _is_role,
    ("coder", "same_as"): _is_id_or_none,
    ("code", "parent"): _is_id_or_none,
    ("code", "merged_into"): _is_id_or_none,
    ("code", "terms"): _is_list_of(is_term),
    ("coding", "origin"): _is_one_of(*Origin),
    ("memo", "target"): _is_id_or_none,
    ("memo", "document"): _is_id_or_none,
    ("memo", "revision"): _is_id_or_none,
    ("answer", "subjects"): _is_list_of(is_id),
    ("resolution", "claims"): _is_list_of(is_claim),
    ("resolution", "ruling"): _is_one_of(*Ruling),
    ("resolution", "result"): _is_list_of(is_id),
    (PURGE, "target"): is_id,
}


def _check_for(kind: Kind, field: str, default: Any) -> Check:
    """The check of one field, told by its default where nothing more special is known."""
    if (kind.name, field) in _SPECIAL:
        return _SPECIAL[kind.name, field]
    if field in kind.references:
        return _is_id_or_none
    if field in kind.json_fields:
        return _is_list_of(is_text)
    by_type: dict[type, Check] = {str: is_text, bool: _is_flag, int: _is_number}
    return by_type.get(type(default), _is_number_or_none)


_CHECKS: dict[str, dict[str, Check]] = {
    kind.name: {
        DELETED: _is_flag,
        **{field: _check_for(kind, field, default) for field, default in kind.fields.items()},
    }
    for kind in KINDS.values()
}
