"""The screen: reading and coding in the terminal."""

from __future__ import annotations

from pathlib import Path

import click

from coder.cli.options import here, project_argument
from coder.cli.output import ERROR, leave, say


@click.command("open")
@project_argument
def open_command(project: Path | None) -> None:
    """Open PROJECT on the screen; the same as 'coder' alone.

    PROJECT is the .coder file here or in a folder above, unless given. Where there is none, the
    screen offers to start one, or to open the demo.

    \b
    Example:
      coder open warmte.coder
    """
    open_project_here(project)


def open_project_here(path: Path | None) -> None:
    """Show a project, or the one found from this folder upward, or the welcome.

    Raises CoderError for a file that cannot be opened, before the screen is taken.
    """
    from coder.project.project import NoProjectError, find_project, open_project

    if path is None:
        try:
            path = find_project(here())
        except NoProjectError:
            path = None
    if path is not None:
        path = path.absolute()
        with open_project(path):
            pass
    show(path)


def show(path: Path | None) -> None:
    """Show the screen until the person leaves; after a crash say where everything is."""
    import gc

    gc.disable()  # nothing that loading makes is garbage; without collections it is a third faster
    from coder.settings import config_folder
    from coder.tui.app import CoderApp

    gc.freeze()
    gc.enable()
    app = CoderApp(path)
    app.error_console.record = True
    app.run()
    if not app.return_code:
        return
    report = config_folder() / "crash.txt"
    try:
        report.parent.mkdir(parents=True, exist_ok=True)
        report.write_text(without_values(app.error_console.export_text()), "utf-8")
        where = f"What went wrong is in {report}."
    except OSError as error:
        where = f"What went wrong is above; {report} cannot be written: {error.strerror}."
    say("The screen stopped because of a fault in coder.")
    if path is not None:
        say(f"Everything shown as saved is in {path}: see 'coder log --project {path}'.")
    say(where)
    leave(ERROR)


def without_values(trace: str) -> str:
    """A trace without the boxes that list variables, which hold what people said."""
    boxes = ("│ ╭", "│ │", "│ ╰")
    return "\n".join(line for line in trace.splitlines() if not line.startswith(boxes)) + "\n"
