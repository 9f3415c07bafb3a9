"""Codes and people of one name of whom nobody said yet whether they are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from itertools import combinations

from coder.analysis.selection import CONSENSUS
from coder.identity import Id
from coder.merge.questions import Asks, question_id
from coder.project.naming import folded
from coder.store.coded import Coded


def namesakes(coded: Coded, ids: Collection[Id]) -> tuple[str, ...]:
    """A line per name that one of the ids (of codes and coders) shares while that is a question."""
    people = [(one.id, one.name) for one in coded.coders if one.kind != CONSENSUS]
    codes = [(one.id, one.name) for one in coded.codes]
    return tuple(
        f"{len(group)} {what} are called '{group[0][1]}' and are compared as {len(group)}: say "
        "whether they are one with 'coder merge questions'."
        for what, asks, named in (("codes", Asks.CODE, codes), ("coders", Asks.PERSON, people))
        for group in _groups(named)
        if any(eid in ids for eid, _ in group) and _is_open(asks, group, coded.apart)
    )


def _groups(named: Iterable[tuple[Id, str]]) -> list[list[tuple[Id, str]]]:
    found: defaultdict[str, list[tuple[Id, str]]] = defaultdict(list)
    for eid, name in named:
        found[folded(name)].append((eid, name))
    return [group for group in found.values() if len(group) > 1]


def _is_open(asks: Asks, group: list[tuple[Id, str]], apart: Collection[Id]) -> bool:
    """Whether a question is left: each but the first is asked about with the first alone."""
    pairs = combinations([eid for eid, _ in group], 2)
    return sum(question_id(asks, *pair) in apart for pair in pairs) < len(group) - 1
