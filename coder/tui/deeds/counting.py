"""Changing what a table of frequencies counts, and using it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from coder.analysis.columns import ATTRIBUTE_PREFIX, DIMENSIONS
from coder.analysis.measures import Measure, Value
from coder.identity import Id
from coder.project.exporting import export_table, own_style
from coder.project.project import Project, open_project
from coder.project.queries import behind_cell, people_to_count
from coder.tui.deeds import listing
from coder.tui.figures import row_id
from coder.tui.screens.choosing import ChooseOne

if TYPE_CHECKING:
    from coder.tui.screens.frequencies import FrequenciesScreen

MEASURES = tuple(Measure)
VALUES = tuple(Value)


def per(screen: FrequenciesScreen) -> None:
    """Choose the columns."""
    named = [one for one in screen.attributes if one not in DIMENSIONS]
    same = [f"{ATTRIBUTE_PREFIX}{one}" for one in screen.attributes if one in DIMENSIONS]
    choices = [*DIMENSIONS[1:], *named, *same, ""]

    def chosen(answer: int | None) -> None:
        if answer is not None:
            screen.change(replace(screen.wanted, by=choices[answer]))

    words = [one or "no columns: the total only" for one in choices]
    current = choices.index(screen.wanted.by) if screen.wanted.by in choices else 0
    screen.app.push_screen(ChooseOne("A column per ...", words, current), chosen)


def tally(screen: FrequenciesScreen) -> None:
    """Count the next kind of thing."""
    wanted = screen.wanted
    after = MEASURES[(MEASURES.index(wanted.measure) + 1) % len(MEASURES)]
    value = Value.COUNT if _says_nothing(after, wanted.value) else wanted.value
    screen.change(replace(wanted, measure=after, value=value))


def shown_as(screen: FrequenciesScreen) -> None:
    """Show the figures in the next way."""
    wanted = screen.wanted
    at = VALUES.index(wanted.value) + 1
    if _says_nothing(wanted.measure, VALUES[at % len(VALUES)]):
        at += 1
    screen.change(replace(wanted, value=VALUES[at % len(VALUES)]))


def interviewer(screen: FrequenciesScreen) -> None:
    """Leave the interviewer's turns out, or take them in."""
    out = not screen.wanted.without_interviewer
    screen.change(replace(screen.wanted, without_interviewer=out))


def whose(screen: FrequenciesScreen) -> None:
    """Choose whose codings count."""
    if screen.app.workspace.blind:
        screen.say("blind mode: one's own codings only")
        return

    def chosen(answer: tuple[Id, ...] | None) -> None:
        screen.everyone = answer is None
        screen.change(replace(screen.wanted, whose=answer))

    now = None if screen.everyone else screen.wanted.whose or (screen.project.me.id,)
    listing.choose_whose(screen.app, now, chosen)


def whose_words(screen: FrequenciesScreen) -> str:
    """Whose codings count, in words."""
    if screen.app.workspace.blind:
        return "own (blind)"
    if screen.everyone:
        return "all"
    people = screen.wanted.whose
    if not people or people == (screen.project.me.id,):
        return "own"
    names = {one.id: one.name for one in screen.project.coders()}
    return ", ".join(names.get(one, one) for one in people)


def export(screen: FrequenciesScreen) -> None:
    """Write the table to a file."""
    table = screen.table
    if table is None:
        return

    def write(project: Project, path: Path, overwrite: bool) -> tuple[str, ...]:
        return export_table(project, table, path, style=own_style(project), overwrite=overwrite)

    listing.export(screen, "frequencies.xlsx", "the table", write)


def drill(screen: FrequenciesScreen) -> None:
    """Show the quotations behind the figure under the cursor."""
    screen.run_worker(_drill(screen), group="drill", exclusive=True)


async def _drill(screen: FrequenciesScreen) -> None:
    """Find what is behind a figure, and go there."""
    from coder.tui.screens.quotations import QuotationsScreen

    table, place, wanted = screen.table, screen.place(), screen.wanted
    if table is None or place is None:
        return
    code, column = row_id(table, place[0]), table.columns[place[1]]
    path, title = screen.project.path, screen.words()
    everyone, blind = screen.everyone, screen.app.workspace.blind

    def find() -> tuple[list[Id], tuple[Id, ...] | None]:
        with open_project(path) as project:
            people = people_to_count(project, wanted, everyone=everyone, own=blind)
            key = None if column.total else column.key
            return behind_cell(project, replace(wanted, whose=people), code, key)

    done = await screen.app.attempted(asyncio.to_thread(find))
    if done is None:
        return
    found, people = done
    if not found:
        screen.say("no quotation is behind this figure")
        return
    screen.app.action_place("quotations")
    quotations = screen.app.get_screen("quotations", QuotationsScreen)
    quotations.call_after_refresh(quotations.show_only, found, people, title)


def _says_nothing(measure: Measure, value: Value) -> bool:
    return measure is Measure.DOCUMENTS and value is Value.PER_1000_WORDS


DEEDS: Final[Mapping[str, Callable[[FrequenciesScreen], None]]] = {
    "per": per,
    "tally": tally,
    "shown_as": shown_as,
    "interviewer": interviewer,
    "whose": whose,
    "export": export,
}
