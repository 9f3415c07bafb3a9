"""The walk-through of docs/team.md: every command and key in it, and what coder prints."""

from __future__ import annotations

import asyncio
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from gold_pair import read_gold_pair
from several_coders import person
from textual.pilot import Pilot
from textual.widgets import Static

from coder.cli.app import run
from coder.model import Origin
from coder.project.coding import coding_draft
from coder.project.finishing import set_done
from coder.project.project import open_project
from coder.tui.app import CoderApp

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docs" / "team.md").read_text("utf-8")
WALK = TEXT[TEXT.index("## A walk-through") : TEXT.index("## Privacy")]
STEPS = re.findall(
    r"```console\n(.*?)```|(<!-- Here)|((?:^\| `[^\n]*\n)+)", WALK, re.MULTILINE | re.DOTALL
)
NAMED = {"Enter": "enter", "Space": "space", "F9": "f9"}


def commands(block: str) -> Iterator[tuple[str, list[str]]]:
    """The commands of a block, each with the lines that it prints."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, *lines = part.splitlines()
        yield command, lines


def pattern(lines: list[str]) -> str:
    """What is printed as a pattern: blanks are all alike, a line of … is any number of lines."""
    told = []
    for line in lines:
        words = " ".join(line.split())
        told.append("(?:.*\n)*?" if words == "…" else re.escape(words).replace("…", ".*") + "\n")
    return "".join(told)


def code(folder: Path, shared: Path) -> None:
    """What Anna and Bas did with the files they got."""
    pair = read_gold_pair(shared)
    for side, name in enumerate(("Anna", "Bas")):
        with open_project(folder / f"{name.lower()}.coder", person(name)) as project:
            documents = {one.name: one for one in project.documents()}
            codes = {one.key: one.id for one in project.codes()}
            drafts = [
                coding_draft(
                    documents[document.name],
                    *span,
                    code=codes[key],
                    coder=project.me.id,
                    origin=Origin.MANUAL,
                )
                for document in pair.documents
                for number, span in enumerate(pair.units[document.id])
                for key in sorted(pair.given[document.id][side][number])
            ]
            project.store.write("code", drafts)
            for one in documents.values():
                set_done(project, one, True)


async def keys(path: Path, rows: str) -> None:
    """Press the keys of a table on the screen, and look for what is said to be on it."""
    app = CoderApp(path)
    async with app.run_test(size=(140, 40)) as pilot:
        await settle(pilot)
        for row in rows.splitlines():
            _, typed, told, _ = row.split("|")
            for key, words in re.findall("`(.+?)`|“(.+?)”", typed):
                await pilot.press(*map(app_key, [NAMED.get(key, key)] if key else words))
                await settle(pilot)
            shown = " ".join(
                " ".join(str(one.render()) for one in app.screen.query(Static)).split()
            )
            for words in re.findall("“(.+?)”", told):
                assert words in shown, typed


def app_key(character: str) -> str:
    """A character as Textual names its key."""
    return {" ": "space", "?": "question_mark"}.get(character, character)


async def settle(pilot: Pilot[None]) -> None:
    """Wait for what a key set off, and for what that set off."""
    for _ in range(3):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def test_the_walk_through_prints_what_it_says(
    shared: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CODER_CONFIG", str(tmp_path / "config"))
    monkeypatch.delenv("CODER_PROJECT", raising=False)
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.yaml").write_text("decide_first: true\n")
    folder = tmp_path / "lead"
    for name in ("transcripts", "codebooks"):
        shutil.copytree(ROOT / name, folder / name)
    monkeypatch.chdir(folder)
    for block, coded, rows in STEPS:
        if coded:
            code(folder / "sent", shared)
        elif rows:
            asyncio.run(keys(folder / "warmte.coder", rows))
        for command, lines in commands(block):
            program, *arguments = shlex.split(command)
            if program == "mkdir":
                Path(arguments[0]).mkdir()
                continue
            assert run(arguments) < 2, command
            out, err = capsys.readouterr()
            printed = "".join(f"{' '.join(line.split())}\n" for line in (out + err).splitlines())
            assert re.fullmatch(pattern(lines), printed), f"{command}\n{printed}"
    assert "Reason: vraag zonder inhoud" in (folder / "notes.md").read_text("utf-8")


def test_every_step_of_the_walk_through_is_found() -> None:
    told = [command for block, _, _ in STEPS for command, _ in commands(block)]
    assert len(told) == WALK.count("\n$ ")
    assert len(told) > 15
    assert [bool(coded) for _, coded, _ in STEPS].count(True) == 1
    assert sum(rows.count("\n") for _, _, rows in STEPS) == WALK.count("\n| `")
