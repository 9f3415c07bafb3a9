"""Changing what a table of agreement compares, and using it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Final

from coder.amounts import counted
from coder.analysis.agreement.asking import UNITS
from coder.analysis.agreement.catalogue import ABOUT, NAMES, USUAL
from coder.identity import Id
from coder.project.exporting import AGREEMENT_FORMATS, export_agreement
from coder.project.project import Project, open_project
from coder.project.rounds import Recomputed, Round, freeze, lack_lines, recompute, rounds
from coder.tui.agreement_lines import measure_page
from coder.tui.deeds import behind_figures, listing
from coder.tui.screens.asking import AskLine
from coder.tui.screens.choosing import ChooseOne
from coder.tui.screens.help import HelpScreen

if TYPE_CHECKING:
    from coder.tui.screens.agreement import AgreementScreen

DRAWS = 2000


def unit(screen: AgreementScreen) -> None:
    """Compare on the next unit."""
    after = UNITS[(UNITS.index(screen.asked.unit) + 1) % len(UNITS)]
    screen.change(replace(screen.asked, unit=after))


def whose(screen: AgreementScreen) -> None:
    """Choose all coders, or two of them."""
    people = [one for one in screen.project.coders() if one.kind != "consensus"]
    pairs = list(combinations(people, 2))
    choices: list[tuple[Id, ...]] = [(), *((one.id, other.id) for one, other in pairs)]
    words = ["all coders", *(f"{one.name} and {other.name}" for one, other in pairs)]

    def chosen(answer: int | None) -> None:
        if answer is not None:
            screen.change(replace(screen.asked, coders=choices[answer]))

    now = choices.index(screen.asked.coders) if screen.asked.coders in choices else 0
    screen.app.push_screen(ChooseOne("Whose codings are compared?", words, now), chosen)


def whose_words(screen: AgreementScreen) -> str:
    """Whose codings are compared, in words."""
    if not screen.asked.coders:
        return "all"
    names = {one.id: one.name for one in screen.project.coders()}
    return ", ".join(names.get(one, one) for one in screen.asked.coders)


def interviewer(screen: AgreementScreen) -> None:
    """Leave the interviewer's turns out, or take them in."""
    out = not screen.asked.without_interviewer
    screen.change(replace(screen.asked, without_interviewer=out))


def measures(screen: AgreementScreen) -> None:
    """Show all measures, or the usual ones."""
    shown = USUAL if screen.asked.measures != USUAL else NAMES
    screen.change(replace(screen.asked, measures=shown))


def intervals(screen: AgreementScreen) -> None:
    """Add intervals, or leave them out."""
    screen.change(replace(screen.asked, draws=0 if screen.asked.draws else DRAWS))
    if screen.asked.draws:
        screen.say("drawing transcripts again ...")


def assume(screen: AgreementScreen) -> None:
    """Take what was coded for done, or go by the marks."""
    screen.change(replace(screen.asked, assume_done=not screen.asked.assume_done))


def confusion(screen: AgreementScreen) -> None:
    """Show codes x codes, or the codes again."""
    screen.show_view("codes" if screen.view == "confusion" else "confusion")


def group(screen: AgreementScreen) -> None:
    """Choose a code whose subcodes exclude each other, and show its figures."""
    codes = screen.app.workspace.codes
    above = {one.parent for one in codes}
    tops = [one for one in codes if one.id in above]
    if not tops:
        screen.say("no code has subcodes that could be a group")
        return

    def chosen(answer: int | None) -> None:
        if answer is not None:
            screen.asked = replace(screen.asked, groups=(tops[answer].id,))
            screen.show_view("group")

    title = "Which code, with its subcodes, is a group of codes that exclude each other?"
    screen.app.push_screen(ChooseOne(title, [one.name for one in tops]), chosen)


def explain(screen: AgreementScreen) -> None:
    """Explain the measure of the column, or all where the column is none."""
    _, heading = screen.cell
    row = screen.cell[0] if screen.view == "group" else ""
    chosen = [one for one in ABOUT if heading == one.heading or (row and heading == "measure")]
    words = "\n\n\n".join(f"{one.name}: {measure_page(one)}" for one in chosen or ABOUT)
    screen.app.push_screen(HelpScreen("measures of agreement", words, ()))


def export(screen: AgreementScreen) -> None:
    """Write the table for a paper."""
    seen = screen.seen
    if seen is None:
        return

    def write(project: Project, path: Path, overwrite: bool) -> tuple[str, ...]:
        return export_agreement(project, seen.table, path, overwrite=overwrite)

    listing.export(screen, "agreement.md", "the table", write, AGREEMENT_FORMATS)


def choose_round(screen: AgreementScreen) -> None:
    """Freeze a round, or compute one again."""
    if screen.app.workspace.blind:
        screen.say("blind mode: agreement is not shown")
        return
    known = rounds(screen.project)
    words = ["freeze a round now, as the table is set", *(_round_words(one) for one in known)]

    def chosen(answer: int | None) -> None:
        if answer == 0:
            screen.app.push_screen(AskLine("What is the round called?"), named)
        elif answer is not None:
            screen.run_worker(_recompute(screen, known[answer - 1]), group="round")

    def named(name: str | None) -> None:
        if name is not None and name.strip():
            screen.run_worker(_freeze(screen, name), group="round")

    screen.app.push_screen(ChooseOne("Rounds", words), chosen)


async def _freeze(screen: AgreementScreen, name: str) -> None:
    path, asked = screen.project.path, screen.asked

    def work() -> Round:
        with open_project(path) as project:
            return freeze(project, name, asked)

    done = await screen.app.attempted(asyncio.to_thread(work))
    if done is not None:
        screen.changed(f"saved: round '{done.name}', digest {done.moment.digest[:12]}")


async def _recompute(screen: AgreementScreen, one: Round) -> None:
    path = screen.project.path

    def work() -> Recomputed:
        with open_project(path) as project:
            return recompute(project, one)

    screen.say("computing it again ...")
    done = await screen.app.attempted(asyncio.to_thread(work))
    if done is None:
        return
    if done.same:
        text = (
            f"{one.name}: the same {counted(len(one.figures), 'figure')} from the same operations"
        )
    elif done.table is None:
        text = f"{one.name}: cannot be computed again: {done.why}"
    else:
        text = f"{one.name}: {counted(len(done.differences), 'figure')} other than then"
    screen.say(text)
    lines = lack_lines(done)
    if lines:
        words = "\n".join([f"{text}.", "", *lines])
        screen.app.push_screen(HelpScreen("operations that are not those of then", words, ()))


def _round_words(one: Round) -> str:
    people = counted(len(one.asked.coders), "coder")
    texts = counted(len(one.asked.documents), "transcript")
    return f"{one.name}: {people}, {texts}, {one.asked.unit}, by {one.coder}"


DEEDS: Final[Mapping[str, Callable[[AgreementScreen], None]]] = {
    "unit": unit,
    "whose": whose,
    "interviewer": interviewer,
    "measures": measures,
    "intervals": intervals,
    "assume": assume,
    "confusion": confusion,
    "group": group,
    "explain": explain,
    "pairs": behind_figures.pairs,
    "spots": behind_figures.spots,
    "rounds": choose_round,
    "export": export,
}
