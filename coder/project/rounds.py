"""Rounds: measurements of agreement that are frozen, to be cited and computed again for ever.

A round holds which operations it was computed from (their numbers per replica, and a digest of
their ids), its settings and its figures. What is coded later, in a consensus or otherwise, does
not change what it says.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from coder import __version__
from coder.analysis.agreement.agreement import Agreement
from coder.analysis.agreement.asking import Asked, asked_from_text, asked_record
from coder.analysis.agreement.freezing import (
    Difference,
    Figures,
    differences,
    figures,
    figures_from_text,
    figures_text,
    settled,
)
from coder.errors import InputError
from coder.identity import Id, canonical_json, new_id
from coder.oplog.kinds import CREATE
from coder.oplog.operation import Draft
from coder.project.agreeing import compared, material
from coder.project.naming import unambiguous
from coder.project.project import Project
from coder.store import rounds as stored
from coder.store.coded import Moment, Numbers, coded_now, coded_then, erased_since, moment_here
from coder.store.lacking import How, Lack, lacking

_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Round:
    """A frozen measurement; `frozen_ms` is milliseconds since 1970 UTC, by whom in `coder`."""

    id: Id
    name: str
    coder: str
    frozen_ms: int
    asked: Asked
    moment: Moment
    figures: Figures
    program: str


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A round computed again from the operations of then, as far as this file holds them.

    `here` are the operations that it was computed from, `erased` how many of them lost their
    value by a purge; `lacks` says which are missing or differ. `table` is None where nothing can be
    computed, and `why` says so.
    """

    round: Round
    table: Agreement | None
    differences: tuple[Difference, ...]
    here: Moment
    erased: int
    lacks: tuple[Lack, ...]
    why: str = ""

    @property
    def whole(self) -> bool:
        """Whether the operations are those of then, with their values."""
        return self.here.digest == self.round.moment.digest and not self.erased

    @property
    def same(self) -> bool:
        """Whether operations and figures are those of then."""
        return self.whole and self.table is not None and not self.differences


def freeze(project: Project, name: str, asked: Asked) -> Round:
    """Compute agreement now and keep it as a round; raises InputError for a name that is taken."""
    return freeze_and_tell(project, name, asked)[0]


def freeze_and_tell(project: Project, name: str, asked: Asked) -> tuple[Round, tuple[str, ...]]:
    """The same, and what to know of the material that was measured."""
    name = " ".join(name.split())
    if not name or not name.isprintable() or len(name) > _LONGEST_NAME:
        raise InputError("A round needs a name on one line.", "Give one, such as 'ronde 1'.")
    coded, moment = coded_now(project.store)
    found = compared(coded, material(coded, asked), asked)
    eid = new_id()
    values = {
        "name": name,
        "coder": project.me.id,
        "operations": _written(moment.numbers),
        "count": moment.count,
        "digest": moment.digest,
        "settings": canonical_json(asked_record(settled(asked, found))),
        "figures": figures_text(figures(found)),
        "program": __version__,
    }

    def drafts() -> list[Draft]:
        taken = {row.name.casefold() for row in stored.rounds(project.store.db)}
        if name.casefold() in taken:
            raise InputError(f"There is a round '{name}' already.", "Choose another name.")
        return [Draft("round", eid, CREATE, values)]

    project.store.write("freeze a round", drafts)
    return find_round(project, eid), found.remarks


def rounds(project: Project) -> list[Round]:
    """The rounds of a project in the order they were frozen."""
    with project.store.reading():
        return [_round(row) for row in stored.rounds(project.store.db)]


def find_round(project: Project, name: str) -> Round:
    """The round of a name or id, or of an unambiguous beginning of it."""
    with project.store.reading():
        rows = {row.id: row for row in stored.rounds(project.store.db)}
        named = [(row.id, row.name) for row in rows.values()]
        return _round(rows[unambiguous("round", name, named)])


def recompute(project: Project, one: Round) -> Recomputed:
    """Compute a round again from the operations of then, and compare."""
    numbers = one.moment.numbers
    here = moment_here(project.store, numbers)
    erased = erased_since(project.store, numbers)
    lacks = () if here.digest == one.moment.digest and not erased else _lacks(project, one, here)
    coded = coded_then(project.store, numbers)
    try:
        table = compared(coded, material(coded, one.asked), one.asked)
    except InputError as error:
        return Recomputed(one, None, (), here, erased, lacks, error.problem)
    found = differences(one.figures, figures(table))
    return Recomputed(one, table, tuple(found), here, erased, lacks)


def lack_lines(done: Recomputed) -> list[str]:
    """What the operations here lack of those of then, in words; nothing where they are the same."""
    if done.whole:
        return []
    then, here = done.round.moment, done.here
    lines = []
    if here.count != then.count:
        lines.append(f"This file holds {here.count:,} of the {then.count:,} operations of then.")
    lines += [_lack_words(one) for one in done.lacks]
    if here.digest != then.digest and all(one.how is How.ERASED for one in done.lacks):
        lines.append("Operations differ from those of then under the same numbers.")
    return lines


def written_at(milliseconds: int) -> str:
    """A point in time (milliseconds since 1970) as a person reads it, in UTC."""
    try:
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return "a time that no clock shows"
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _lack_words(one: Lack) -> str:
    """Some operations that are not as they were: how many, by whom, and what act."""
    many = f"{one.count:,} operation{'s' * (one.count != 1)}"
    by = f" by {one.who}" if one.who else ""
    act = f" ('{one.act}')" if one.act else ""
    match one.how:
        case How.MISSING:
            after = "" if one.since_ms is None else f" after {written_at(one.since_ms)}"
            before = "" if one.until_ms is None else f" before {written_at(one.until_ms)}"
            when = " and".join(filter(None, (after, before)))
            written = f", written{when}" if when else ""
            whose = f"of {one.who}" if one.who else "of which nothing is here"
            return f"Missing here: {many} from the machine {whose}{act}{written}."
        case How.ERASED:
            return f"Erased since (purged): {many}{by}{act}."
        case _:
            return f"Not of then, or not alone: {many}{by}{act} under numbers that are used twice."


def _lacks(project: Project, one: Round, here: Moment) -> tuple[Lack, ...]:
    """What is missing or differs; numbers that were used twice already then are left out."""
    found = lacking(project.store, one.moment.numbers)
    missing = sum(lack.count for lack in found if lack.how is How.MISSING)
    came_in = here.count + missing > one.moment.count
    return tuple(lack for lack in found if lack.how is not How.TWICE or came_in)


def _round(row: stored.RoundRow) -> Round:
    """A row as a round; raises ValueError where another program wrote something else."""
    return Round(
        row.id,
        row.name,
        row.coder,
        row.created_ms,
        asked_from_text(row.settings),
        Moment(_numbers(row.operations), row.count, row.digest),
        figures_from_text(row.figures),
        row.program,
    )


def _written(numbers: Numbers) -> list[str]:
    """The numbers of operations as a round holds them: "replica:1-40,65-70"."""
    return [
        f"{replica}:" + ",".join(f"{first}-{last}" for first, last in runs)
        for replica, runs in sorted(numbers.items())
    ]


def _numbers(operations: tuple[str, ...]) -> Numbers:
    """The inverse; a last number alone means all up to it, as the first rounds had it.

    Raises ValueError where another program wrote something else.
    """
    found = {}
    for one in operations:
        replica, _, written = one.partition(":")
        runs = [run.rpartition("-") for run in written.split(",")]
        found[bytes.fromhex(replica).hex()] = tuple(
            sorted((int(first or 1), int(last)) for first, _, last in runs)
        )
    return found
