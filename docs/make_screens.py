"""Makes the pictures of the screens in this folder, dark and light, from the sample interviews.

`python docs/make_screens.py`, from the repository's root; needs `chromium` and, to keep the files
small, `pngquant`. Nothing outside a temporary folder and this folder is touched.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

DOCS = Path(__file__).parent
THEMES = {"dark": "coder-dark", "light": "textual-light"}
SCREENS: dict[str, tuple[str, ...]] = {
    "coding": (*["]"] * 8, "enter", "enter"),
    "overview": ("f3",),
    "codebook": ("f4", "down", "down"),
    "quotations": ("f5",),
    "frequencies": ("f6",),
    "search": ("slash", *"wethouder"),
}


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


async def picture(project: Path, theme: str, keys: tuple[str, ...], target: Path) -> None:
    """Go to a screen by keys and save what it shows."""
    from coder.tui.app import CoderApp

    app = CoderApp(project)
    async with app.run_test(size=(120, 36)) as pilot:
        app.theme = THEMES[theme]
        for _ in range(100):
            await pilot.pause(0.2)
            if app.workspace.suggestions:
                break
        for key in keys:
            await pilot.press(key)
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


def main() -> None:
    """Make all pictures."""
    from coder.settings import save_setting

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["CODER_CONFIG"] = str(folder / "config")
        save_setting(folder / "config", "decide_first", True)  # so that the first run asks nothing
        project = make_project(folder)
        for screen, keys in SCREENS.items():
            for theme in THEMES:
                svg = folder / f"{screen}-{theme}.svg"
                asyncio.run(picture(project, theme, keys, svg))
                convert(svg, DOCS / f"{screen}-{theme}.png")


if __name__ == "__main__":
    main()
