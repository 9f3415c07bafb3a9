"""Measurements of agreement that are frozen: making, listing and computing them again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coder.amounts import counted
from coder.cli.agreeing import agreement_options, agreement_record, asked_for, print_agreement
from coder.cli.options import inner_project_option, json_option, opened
from coder.cli.output import NOTHING_FOUND, leave, print_json, print_table, say

if TYPE_CHECKING:
    from coder.project.rounds import Recomputed, Round


@click.command("freeze")
@click.argument("name")
@agreement_options
@inner_project_option
@click.pass_obj
def freeze_command(outer: Path | None, /, name: str, project: Path | None, **options: Any) -> None:
    """Measure agreement now and keep it under a name: operations, settings and figures.

    What is coded later does not change it. 'coder undo' takes it away.

    \b
    Example:
      coder agree freeze "round 1" --unit spans --bootstrap 2000 --seed 7
    """
    from coder.project.rounds import freeze_and_tell

    with opened(project or outer) as open_one:
        one, remarks = freeze_and_tell(open_one, name, asked_for(open_one, options))
    for line in (_cited(one), *remarks):
        say(line)


@click.command("rounds")
@inner_project_option
@json_option
@click.pass_obj
def rounds_command(outer: Path | None, project: Path | None, as_json: bool) -> None:
    """List the rounds that were frozen.

    JSON: a list of objects with name, id, frozen, by, coders, transcripts, unit, operations,
    digest, program, settings and figures (what it is of, and value, low and high).

    \b
    Example:
      coder agree rounds
    """
    from coder.project.rounds import rounds

    with opened(project or outer) as open_one:
        found = rounds(open_one)
    if as_json:
        print_json([_round_record(one) for one in found])
        return
    print_table(
        ("name", "frozen", "by", "coders", "transcripts", "unit", "alpha", "operations", "digest"),
        [
            [
                one.name,
                _time(one.frozen_ms),
                one.coder,
                len(one.asked.coders),
                len(one.asked.documents),
                one.asked.unit,
                _pooled_alpha(one),
                one.moment.count,
                one.moment.digest[:12],
            ]
            for one in found
        ],
        numbers=(3, 4, 6, 7),
    )
    if not found:
        say("No round is frozen: 'coder agree freeze NAME'.")
        leave(NOTHING_FOUND)


@click.command("recompute")
@click.argument("name")
@inner_project_option
@json_option
@click.pass_obj
def recompute_command(outer: Path | None, name: str, project: Path | None, as_json: bool) -> None:
    """Compute a round again from the operations of then, and say whether it is the same.

    The table is shown as it comes out now. The exit code is 1 where figures or operations are
    not those of then; it says which operations are missing or erased. JSON: an object with round,
    same, whole, erased, operations, lacks (how, who, act, count, since, until), why, differences
    and the table as 'coder agree --json' has it.

    \b
    Example:
      coder agree recompute "round 1"
    """
    from coder.project.rounds import find_round, recompute

    with opened(project or outer) as open_one:
        done = recompute(open_one, find_round(open_one, name))
    if as_json:
        print_json(_recomputed_record(done))
    else:
        if done.table is not None:
            print_agreement(done.table)
        for line in _told(done):
            say(line)
    if not done.same:
        leave(NOTHING_FOUND)


def _cited(one: Round) -> str:
    """A round as one cites it."""
    people, texts = len(one.asked.coders), len(one.asked.documents)
    return (
        f"{one.name}: frozen {_time(one.frozen_ms)} by {one.coder}; "
        f"{counted(people, 'coder')}, {counted(texts, 'transcript')}, {one.asked.unit}; "
        f"{one.moment.count:,} operations, digest {one.moment.digest}, coder {one.program}."
    )


def _told(done: Recomputed) -> list[str]:
    """Whether a round is what it was, in words."""
    from coder.project.rounds import lack_lines

    lines = [_cited(done.round)]
    if done.same:
        lines.append(f"The same {len(done.round.figures):,} figures from the same operations.")
        return lines
    lines += lack_lines(done)
    if done.why:
        lines.append(f"It cannot be computed again: {done.why}")
    elif done.differences:
        lines.append(f"{len(done.differences):,} figures are others than then:")
        lines += [
            f"  {' '.join(filter(None, one.key))}: {_numbers(one.then)} then, "
            f"{_numbers(one.now)} now"
            for one in done.differences[:20]
        ]
    else:
        lines.append("All figures are the same.")
    return lines


def _numbers(values: tuple[float | None, ...]) -> str:
    return " ".join("–" if value is None else f"{value:.6g}" for value in values) or "none"


def _pooled_alpha(one: Round) -> str:
    from coder.analysis.agreement.tables import short

    values = one.figures.get(("all", "", "alpha"), (None,))
    return "" if values[0] is None else short(values[0])


def _round_record(one: Round) -> dict[str, Any]:
    from coder.analysis.agreement.asking import asked_record

    return {
        "name": one.name,
        "id": one.id,
        "frozen": _time(one.frozen_ms),
        "by": one.coder,
        "coders": len(one.asked.coders),
        "transcripts": len(one.asked.documents),
        "unit": one.asked.unit,
        "operations": one.moment.count,
        "digest": one.moment.digest,
        "program": one.program,
        "settings": asked_record(one.asked),
        "figures": [{"of": [*key], "values": [*values]} for key, values in one.figures.items()],
    }


def _recomputed_record(done: Recomputed) -> dict[str, Any]:
    return {
        "round": _round_record(done.round),
        "same": done.same,
        "whole": done.whole,
        "erased": done.erased,
        "operations": done.here.count,
        "lacks": [
            {
                "how": one.how.value,
                "who": one.who,
                "act": one.act,
                "count": one.count,
                "since": None if one.since_ms is None else _time(one.since_ms),
                "until": None if one.until_ms is None else _time(one.until_ms),
            }
            for one in done.lacks
        ],
        "why": done.why,
        "differences": [
            {"of": [*one.key], "then": [*one.then], "now": [*one.now]} for one in done.differences
        ],
        "table": None if done.table is None else agreement_record(done.table),
    }


def _time(milliseconds: int) -> str:
    from coder.project.rounds import written_at

    return written_at(milliseconds)
