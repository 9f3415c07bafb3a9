"""The tree of commands; each is imported only when it is called."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any, Final

import click

from coder import __version__
from coder.cli.output import ERROR, is_terminal, leave, say
from coder.errors import CoderError

COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "serve": ("serve", "Show the screen in the browser of this computer."),
    "open": ("open", "Open the screen: read and code (also 'coder' alone)."),
    "init": ("setup", "Start a project in this folder."),
    "demo": ("demo", "Build a small project of fictional interviews and look around."),
    "whoami": ("setup", "Show or set who you are: the name behind your codings."),
    "import": ("transcripts", "Read transcripts into the project, or attributes of them."),
    "transcripts": ("transcripts", "List the transcripts; set attributes and roles."),
    "codebook": ("codebook", "Show, check or import a codebook."),
    "suggest": ("suggest", "Suggest codes, with the reasons."),
    "model": ("model", "Let suggestions use a model of meaning that you have."),
    "code": ("coding", "Put a code on a span of a transcript, or accept suggestions."),
    "codings": ("coding", "List codings with their quotes."),
    "memos": ("memos", "List memos with what they are on."),
    "freq": ("freq", "Count codings per code and document, speaker, coder or attribute."),
    "agree": ("agree", "Tell how far coders agree: percent, kappas, alphas, intervals."),
    "reconcile": ("reconcile", "Decide where coders differ: spots, rules, notes."),
    "search": ("search", "Find words in what was said."),
    "export": ("export", "Write tables, quotes, memos and the codebook to files."),
    "team": ("team", "Make copies for others, share a folder, see who is how far."),
    "merge": ("merging", "Unite the project with the files of others, or take that back."),
    "status": ("setup", "Show what the project holds and what undo would take back."),
    "undo": ("history", "Take back your last act."),
    "redo": ("history", "Do again what you took back."),
    "log": ("history", "Show who did what and when."),
    "remove": ("removing", "Delete a transcript, a code or a coding (undo brings it back)."),
    "purge": ("removing", "Erase a transcript for good, for privacy; cannot be undone."),
    "doctor": ("doctor", "Check versions, language and the health of the file."),
}
"""Name of each command: the module in this package that has it, and its line in the help."""

STOPPED: Final = 130
"""What shells expect of a program that was stopped with Ctrl+C."""


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is called, not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of a name."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"coder.cli.{COMMANDS[cmd_name][0]}")
        command = getattr(module, f"{cmd_name}_command")
        if not isinstance(command, click.Command):
            raise TypeError(cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list in the help, written from the table without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="coder")
@click.pass_context
def coder_command(context: click.Context) -> None:
    """Qualitative coding of interview transcripts, in the terminal, offline.

    Without a command the screen opens. Or start with 'coder demo', or with 'coder init NAME' and
    'coder import FOLDER'. Every command has --help with an example.
    """
    if context.invoked_subcommand is not None:
        return
    if is_terminal(sys.stdin) and is_terminal(sys.stdout):
        from coder.cli.open import open_project_here

        open_project_here(None)
    else:
        say(context.get_help())
        leave(ERROR)


def run(arguments: Sequence[str]) -> int:
    """Run one command; errors that a person can mend are printed, never traced.

    Output that can no longer be written (the pipe was closed, the disk is full) ends it too.
    """
    try:
        status = _run(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as error:
        _throw_output_away()
        if error.errno == errno.EPIPE:
            return 0
        say(f"Error: {error.filename or 'The output'}: {error.strerror or error}.")
        say("       Check the disk and the permissions.")
        return ERROR
    return status


def _run(arguments: Sequence[str]) -> int:
    try:
        result: Any = coder_command.main(
            args=list(arguments), prog_name="coder", standalone_mode=False
        )
    except CoderError as error:
        say(f"Error: {error.problem}")
        for line in error.remedy.split("\n"):
            if line.strip():
                say(f"       {line.strip()}")
        return ERROR
    except click.ClickException as error:
        message = io.StringIO()
        error.show(message)
        say(message.getvalue().rstrip())
        return ERROR
    except click.Abort:
        say("Stopped.")
        return STOPPED
    except SystemExit as end:  # click leaves so where nobody reads the output any more
        raise BrokenPipeError(errno.EPIPE, "nobody reads the output") from end
    return result if isinstance(result, int) else 0


def _throw_output_away() -> None:
    """Let what is still to be written go nowhere, so that Python does not complain at its end."""
    if sys.__stdout__ is not None:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno())
