"""Makes the pictures of the screens in this folder, dark and light, from the sample interviews.

What Anna coded are the surer suggestions; Bas, where there is a second coder, is made up from it.

`python docs/make_screens.py`, from the repository's root, with names of screens for some only;
needs `chromium` and, to keep the files small, `pngquant`. Nothing outside a temporary folder and
this folder is touched.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coder.project.project import Project

DOCS = Path(__file__).parent
THEMES = {"dark": "coder-dark", "light": "textual-light"}
SCREENS: dict[str, tuple[str, ...]] = {
    "coding": (*["]"] * 8, "enter", "enter"),
    "overview": ("f3",),
    "codebook": ("f4", "down", "down"),
    "quotations": ("f5",),
    "frequencies": ("f6",),
    "search": ("slash", *"wethouder"),
    "next": ("Q",),
}
OF_TWO: dict[str, tuple[str, ...]] = {
    "agreement": ("f8", "down", "end"),
    "reconcile": ("f9", "B", "enter", "l", "j", "enter", "o", "o", *["n"] * 9),
    "questions": ("U",),
}
"""Screens of a project that two people coded."""


def make_project(folder: Path) -> Path:
    """A project with the sample interviews, where the surer suggestions are accepted."""
    from coder.codebook import read_codebook
    from coder.project.accepting import accept_above
    from coder.project.codebooks import import_codebook
    from coder.project.importing import import_files
    from coder.project.project import create_project, open_project, rename_me
    from coder.project.suggesting import suggest
    from coder.readers import transcripts_in

    path = folder / "warmte.coder"
    rename_me("Anna")
    create_project(path)
    with open_project(path) as project:
        import_files(project, transcripts_in(Path("transcripts")).transcripts)
        import_codebook(project, read_codebook(Path("codebooks/warmtetransitie.yaml")))
        accept_above(project, list(suggest(project, project.documents())), 0.7)
    return path


def make_team(folder: Path, project: Path) -> Path:
    """The project of two coders who are done, merged, with questions: two codes that each of them
    renamed, one that each of them made.
    """
    from coder.identity import composite_id
    from coder.project.codes import add_code, rename_code
    from coder.project.finishing import set_all_done
    from coder.project.merging import merge
    from coder.project.project import open_project
    from coder.project.team import export_copy
    from coder.store.replica import Person

    sent, team = folder / "bas.coder", folder / "ronde.coder"
    bas = Person(composite_id("coder", "Bas"), "Bas", composite_id("replica", "Bas"))
    with open_project(project) as lead:
        export_copy(lead, "Bas", sent)
        export_copy(lead, "Anna", team)
    with open_project(sent, bas) as his:
        code_otherwise(his)
        rename_code(his, his.code("inleving"), "zich inleven")
        rename_code(his, his.code("regierol"), "regie van de gemeente")
        add_code(his, "taal", definition="Woorden die de ander niet kent.")
        set_all_done(his, his.documents(), True)
    with open_project(team) as lead:
        rename_code(lead, lead.code("inleving"), "begrip en inleving")
        rename_code(lead, lead.code("regierol"), "regie en rol")
        add_code(lead, "taal", definition="Hoe de ander praat.")
        set_all_done(lead, lead.documents(), True)
        merge(lead, [sent])
    return team


def code_otherwise(project: Project) -> None:
    """What Anna coded once more, with the differences that two coders have: every seventh coding
    left out, every eleventh with another code, every fifth without its first words.
    """
    from coder.model import Origin
    from coder.project.coding import coding_draft, codings

    documents = {one.id: one for one in project.documents()}
    codes = [one.id for one in project.codes() if one.parent is not None]
    drafts = []
    for number, one in enumerate(codings(project)):
        start, code = one.start, one.code
        if number % 7 == 3:
            continue
        if number % 11 == 5:
            code = codes[(codes.index(code) + 1) % len(codes)]
        if number % 5 == 2:
            start += one.quote.find(", ") + 2 if ", " in one.quote else 0
        drafts.append(
            coding_draft(
                documents[one.document],
                start,
                one.end,
                code=code,
                coder=project.me.id,
                origin=Origin.MANUAL,
            )
        )
    project.store.write("code", drafts)


async def picture(project: Path, theme: str, keys: tuple[str, ...], target: Path) -> None:
    """Go to a screen by keys and save what it shows."""
    from coder.tui.app import CoderApp

    app = CoderApp(project)
    async with app.run_test(size=(120, 36)) as pilot:
        app.theme = THEMES[theme]
        for _ in range(100):
            await pilot.pause(0.2)
            if app.workspace.suggestions or app.workspace.done:
                break
        for key in keys:
            await pilot.press(key)
            await app.workers.wait_for_complete()
            await pilot.pause()
        await pilot.pause(1.5)
        target.write_text(app.export_screenshot(title="coder"), "utf-8")


def convert(svg: Path, png: Path) -> None:
    """Turn a picture into a small PNG, by a browser without a screen."""
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars")
    quiet = ("--disable-background-networking", "--disable-component-update", "--disable-sync")
    browser = ["chromium", *options, *quiet, "--window-size=1482,944"]
    shot = [*browser, f"--user-data-dir={svg.parent / 'browser'}", f"--screenshot={png}"]
    subprocess.run([*shot, svg.as_uri()], check=True, capture_output=True)
    if shutil.which("pngquant"):
        subprocess.run(["pngquant", "--force", "--output", str(png), "32", str(png)], check=True)


def main(names: list[str]) -> None:
    """Make all pictures, or those of some screens."""
    from coder.settings import save_setting

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["CODER_CONFIG"] = str(folder / "config")
        save_setting(folder / "config", "decide_first", True)  # so that the first run asks nothing
        (folder / "shown").mkdir()
        project = make_project(folder)
        team = make_team(folder, project)
        for path, screens in ((project, SCREENS), (team, OF_TWO)):
            for screen, keys in screens.items():
                if names and screen not in names:
                    continue
                for theme in THEMES:
                    svg = folder / f"{screen}-{theme}.svg"
                    shown = shutil.copy(path, folder / "shown" / path.name)
                    asyncio.run(picture(shown, theme, keys, svg))
                    convert(svg, DOCS / f"{screen}-{theme}.png")


if __name__ == "__main__":
    main(sys.argv[1:])
