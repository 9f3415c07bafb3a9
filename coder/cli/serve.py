"""The screen in a browser on this computer."""

from __future__ import annotations

import os
import shlex
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from coder.cli.options import here, project_argument
from coder.cli.output import say
from coder.errors import InputError


@click.command("serve")
@project_argument
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port."
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address: only those of this computer itself, as there is no login.",
)
def serve_command(project: Path | None, port: int, host: str) -> None:
    """Show the screen of PROJECT in the browser of this computer.

    PROJECT is the .coder file here or in a folder above, unless given. Nobody on another computer
    can reach it; whoever works on this one at the same time can, as there is no login. Every page
    opened is a session of its own on the same project.

    \b
    Example:
      coder serve warmte.coder --port 8123
    """
    from coder.cli.browser import LOOPBACK, LoopbackServer
    from coder.project.project import find_project, open_project

    if host not in LOOPBACK:
        raise InputError(
            f"coder does not serve on {host}: there is no login, so anybody who can reach that "
            "address could read and change the interviews.",
            f"Leave --host out, or use one of {', '.join(LOOPBACK)}. From another computer, use "
            f"'coder open' over ssh, or a tunnel: ssh -L {port}:127.0.0.1:{port} THIS-COMPUTER.",
        )
    path = (project or find_project(here())).absolute()
    with open_project(path):
        pass  # what is wrong with the file is told here, not in the browser
    _check_free(host, port)
    command = shell_command([sys.executable, "-P", "-m", "coder", "open", str(path)])
    LoopbackServer(command, host=host, port=port, title=f"coder: {path.stem}", say=say).serve()


def shell_command(words: Sequence[str]) -> str:
    """The words as one line that the shell of this system takes apart again."""
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)


def _check_free(host: str, port: int) -> None:
    """Raise InputError where another program has the port, or one may not have it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            if os.name != "nt":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise InputError(
            f"Port {port} of {host} cannot be used: {error.strerror}.",
            "Choose another with --port.",
        ) from error
