"""The table of agreement: per code, for any code, for all together, and for exclusive groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

import numpy as np

from coder.analysis.agreement import measures
from coder.analysis.agreement.bootstrap import Interval, draw, interval
from coder.analysis.agreement.catalogue import MEMBERS, OF_LENGTHS, OF_SUMS, SETS
from coder.analysis.agreement.distances import (
    alpha_by_distance,
    alphas_by_distance,
    apart,
    jaccard,
)
from coder.analysis.agreement.figure import Figure, undefined
from coder.analysis.agreement.parts import (
    Part,
    any_part,
    code_parts,
    group_lengths,
    group_tally,
    set_tallies,
)
from coder.analysis.agreement.spread import Spread
from coder.analysis.agreement.sums import Numbers, Sums, pooled, sum_up
from coder.analysis.agreement.sums import Row as Given
from coder.analysis.agreement.unitizing import (
    Lengths,
    coverage,
    ku_alpha,
    ku_alphas,
    pooled_lengths,
)
from coder.analysis.agreement.units import Judged
from coder.analysis.table import Row
from coder.identity import Id

ANY: Final = "any code"
ALL: Final = "all codes together"

_CODED: Final = 1
_AT_ONCE: Final = 4_000_000
"""Numbers of draws that are held at a time: bounds the memory."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One measure of one row; `coverage` is the share of text that a cu- or ku-alpha rests on."""

    measure: str
    figure: Figure
    interval: Interval | None = None
    coverage: float | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How often a code was given, in units or characters.

    `judged` by two coders or more; per coder `given`; by `all` who judged the document, and by
    `one` of them alone.
    """

    judged: int
    given: tuple[int, ...]
    all: int
    one: int


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a code, any code, all codes together, an exclusive group, or a code in a group.

    `kind` is "code", "any", "all", "group" or "member". `pairs` are Cohen's kappas of two
    coders by their numbers.
    """

    kind: str
    row: Row
    measured: tuple[Measured, ...]
    counts: Counts | None = None
    pairs: tuple[tuple[int, int, Figure], ...] = ()

    def figure(self, measure: str) -> Figure | None:
        """The figure of a measure, if the row has it."""
        return next((one.figure for one in self.measured if one.measure == measure), None)


@dataclass(frozen=True, slots=True)
class Group:
    """Codes that exclude each other, and how often a coder gave two of them at once."""

    row: Row
    members: tuple[Row, ...]
    broken: int


def compare(
    documents: Sequence[Judged | Spread],
    everyone: int,
    codes: Sequence[Row],
    wanted: Sequence[str],
    groups: Sequence[Group] = (),
    *,
    own: Sequence[Judged | Spread] = (),
    draws: int = 0,
    seed: int = 1,
) -> tuple[Line, ...]:
    """The rows of all codes, of any, of all together, then of the groups.

    `everyone` is the number of coders; `wanted` names measures of the catalogue, those that a
    row cannot have are left out. With `draws` figures have an interval. There must be a document.
    Where codings count for the codes above theirs too, groups are of the documents without that,
    `own`.
    """
    ids = [row.id for row in codes]
    drawn = draw(len(documents), draws, seed) if draws else None
    per_document = [code_parts(one, everyone, ids) for one in documents]
    lines = []
    for row in codes:
        lines.append(_line("code", row, [parts[row.id] for parts in per_document], wanted, drawn))
    anything = [any_part(one, everyone, ids) for one in documents]
    lines.append(_line("any", Row("", ANY), anything, wanted, drawn))
    together = [_together([parts[eid] for eid in ids]) for parts in per_document if ids]
    if together:
        line = _line("all", Row("", ALL), together, wanted, drawn)
        lines.append(_with_sets(line, documents, everyone, ids, drawn) if SETS in wanted else line)
    for group in groups:
        lines += _group_lines(own or documents, everyone, group, wanted, drawn)
    return tuple(lines)


def _line(
    kind: str, row: Row, parts: Sequence[Part], wanted: Sequence[str], drawn: Numbers | None
) -> Line:
    sums = [part.sums for part in parts]
    whole = pooled(sums)
    measured = _of_sums(sums, whole, wanted, drawn)
    lengths = [part.lengths for part in parts if part.lengths is not None]
    if lengths:
        measured += _of_lengths(lengths, [name for name in wanted if name == "u-alpha"], drawn)
    pairs = tuple(
        (one, other, measures.cohen_pair(whole, one, other))
        for one, other in combinations(range(whole.coders), 2)
    )
    return Line(kind, row, tuple(measured), _counts(whole), pairs)


def _of_sums(
    sums: Sequence[Sums], whole: Sums, wanted: Sequence[str], drawn: Numbers | None
) -> list[Measured]:
    chosen = {name: OF_SUMS[name] for name in wanted if name in OF_SUMS}

    def values(numbers: Numbers) -> list[Numbers]:
        again = Sums(whole.coders, whole.values, numbers)
        return [measure.values(again) for measure in chosen.values()]

    spans = _intervals([one.numbers for one in sums], drawn, values, len(chosen))
    return [
        Measured(name, measure.figure(whole), span)
        for (name, measure), span in zip(chosen.items(), spans, strict=True)
    ]


def _of_lengths(
    lengths: Sequence[Lengths], wanted: Sequence[str], drawn: Numbers | None
) -> list[Measured]:
    whole = pooled_lengths(lengths)
    chosen = {name: OF_LENGTHS[name] for name in wanted if name in OF_LENGTHS}

    def values(numbers: Numbers) -> list[Numbers]:
        again = Lengths(whole.values, numbers)
        return [measure.values(again) for measure in chosen.values()]

    spans = _intervals([one.numbers for one in lengths], drawn, values, len(chosen))
    return [
        Measured(name, measure.figure(whole), span, coverage(whole) if name == "cu-alpha" else None)
        for (name, measure), span in zip(chosen.items(), spans, strict=True)
    ]


def _intervals(
    parts: Sequence[Numbers],
    drawn: Numbers | None,
    values: Callable[[Numbers], list[Numbers]],
    count: int,
) -> list[Interval | None]:
    """The intervals of some measures, from the numbers of each document and draws x documents."""
    if drawn is None or not count:
        return [None] * count
    matrix = np.array(parts)
    step = max(_AT_ONCE // matrix.shape[1], 1)
    blocks = [values(drawn[start : start + step] @ matrix) for start in range(0, len(drawn), step)]
    return [interval(np.concatenate(found), len(parts)) for found in zip(*blocks, strict=True)]


def _counts(whole: Sums) -> Counts:
    given = tuple(round(float(number)) for number in whole.given[:, _CODED])
    sizes = (whole.pairable, whole.unanimous[_CODED], whole.single[_CODED])
    judged, both, single = (round(float(number)) for number in sizes)
    return Counts(judged, given, both, single)


def _together(parts: Sequence[Part]) -> Part:
    """The parts of several codes as one: every unit counts once for each code."""
    lengths = [part.lengths for part in parts if part.lengths is not None]
    sums = pooled(part.sums for part in parts)
    return Part(sums, pooled_lengths(lengths) if lengths else None)


def _with_sets(
    line: Line,
    documents: Sequence[Judged | Spread],
    everyone: int,
    codes: Sequence[Id],
    drawn: Numbers | None,
) -> Line:
    """The line with alpha on sets of codes, where coders judged units."""
    judged = [one for one in documents if isinstance(one, Judged)]
    if not judged:
        return line
    tallies, sets = set_tallies(judged, everyone, codes)
    if drawn is None:
        tallies = _as_one(tallies)
    parts = apart(tallies, everyone, len(sets), jaccard(sets))
    span = None
    if drawn is not None:
        span = interval(alphas_by_distance(parts, drawn), len(judged))
    found = Measured(SETS, alpha_by_distance(parts), span)
    return replace(line, measured=(*line.measured, found))


def _as_one(tallies: Sequence[Counter[Given]]) -> list[Counter[Given]]:
    """The documents as one, which is enough without draws: sums of many values are large."""
    whole: Counter[Given] = Counter()
    for tally in tallies:
        whole.update(tally)
    return [whole]


def _group_lines(
    documents: Sequence[Judged | Spread],
    everyone: int,
    group: Group,
    wanted: Sequence[str],
    drawn: Numbers | None,
) -> list[Line]:
    """The row of a group and, in free spans, those of its members."""
    ids = [row.id for row in group.members]
    spread = [one for one in documents if isinstance(one, Spread)]
    judged = [one for one in documents if isinstance(one, Judged)]
    if group.broken:
        often = "once" if group.broken == 1 else f"{group.broken:,} times"
        reason = f"two codes of the group on the same words, {often}"
        names = list(OF_LENGTHS) if spread else [name for name in wanted if name in OF_SUMS]
        blocked = tuple(Measured(name, undefined(reason)) for name in names)
        return [Line("group", group.row, blocked)]
    if judged:
        tallies = [group_tally(one, everyone, ids) for one in judged]
        if drawn is None:
            tallies = _as_one(tallies)
        sums = [sum_up(tally, everyone, len(ids) + 1) for tally in tallies]
        names = [name for name in wanted if name != "positive"]  # that is for one value
        return [Line("group", group.row, tuple(_of_sums(sums, pooled(sums), names, drawn)))]
    lengths = [group_lengths(one, ids) for one in spread]
    whole = pooled_lengths(lengths)
    lines = [Line("group", group.row, tuple(_of_lengths(lengths, list(OF_LENGTHS), drawn)))]
    for number, row in enumerate(group.members, 1):
        span = _member_interval(lengths, number, drawn)
        found = Measured(MEMBERS, ku_alpha(whole, number), span, coverage(whole, number))
        lines.append(Line("member", row, (found,)))
    return lines


def _member_interval(
    lengths: Sequence[Lengths], value: int, drawn: Numbers | None
) -> Interval | None:
    """The interval of (k)u-alpha of one code of a group."""

    def values(numbers: Numbers) -> list[Numbers]:
        return [ku_alphas(Lengths(lengths[0].values, numbers), value)]

    return _intervals([one.numbers for one in lengths], drawn, values, 1)[0]
