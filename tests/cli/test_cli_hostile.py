"""Hostile names and texts, closed pipes, narrow terminals."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from coder.cli import output
from coder.cli.app import run
from coder.model import Code, Codebook, Document, Role, Term, Turn
from coder.project.codebooks import import_codebook
from coder.project.coding import code_span
from coder.project.importing import document_drafts
from coder.project.project import open_project

BOOK = "0" * 31 + "1"
EVIL = "a\x1b[31mb\x1b]0;titel\x07\x9b2J\u202eomgekeerd"


def is_clean(text):
    return not set(text) & set("\x1b\x07\x9b\u202e\x00\r")


@pytest.fixture
def evil(cli, place):
    """A project in which names, speakers, words, codes and attributes steer terminals."""
    cli("init", "kwaad")
    talk = f"Hoe {EVIL} gaat het met vertrouwen?"
    turn = Turn(0, len(talk), f"Jan {EVIL}", Role.RESPONDENT)
    about = ((f"soort {EVIL}", EVIL),)
    document = Document(f"naam {EVIL}", talk, (turn,), attributes=about, warnings=(EVIL,))
    code = Code("1" * 32, "a", EVIL, EVIL, None, EVIL, terms=(Term("vertrouwen"),), codebook=BOOK)
    with open_project(Path("kwaad.coder")) as project:
        project.store.write("import", lambda: document_drafts(project, document))
        import_codebook(project, Codebook(BOOK, EVIL, codes=(code,)))
        code_span(project, document, 0, len(talk), code)
    Path("t\x1b[2J.txt").write_text(f"Interviewer: {EVIL}\n\nRespondent: {EVIL}\n" * 3, "utf-8")
    Path("b.yaml").write_text(f"name: '{EVIL}'\ncodes: [{EVIL}]", "utf-8")


@pytest.mark.parametrize(
    "verb",
    [
        ["transcripts"],
        ["codebook", "show"],
        ["codebook", "check", "b.yaml"],
        ["suggest"],
        ["codings"],
        ["search", "vertrouwen"],
        ["freq", "--by", "speaker"],
        ["status"],
        ["log"],
        ["import", "t\x1b[2J.txt"],
        ["code", "zzz", "1-2", "x"],
        ["codings", "-c", EVIL],
        ["bogus" + EVIL],
        ["status", "-p", EVIL],
        ["export", "codings", "-o", EVIL],
    ],
)
@pytest.mark.parametrize("terminal", [False, True])
def test_nothing_steers_the_terminal(cli, evil, monkeypatch, verb, terminal):
    monkeypatch.setattr(output, "is_terminal", lambda stream: terminal)
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("NO_COLOR", "1")
    result = cli(*verb)
    assert result.status in (0, 1, 2)
    assert is_clean(result.out) and is_clean(result.err)


@pytest.mark.parametrize("verb", [["transcripts"], ["codings"], ["search", "vertrouwen"]])
def test_json_is_clean_and_gives_the_text_back(cli, evil, verb):
    result = cli(*verb, "--json")
    assert is_clean(result.out)
    assert any(EVIL in str(value) for value in result.json[0].values() if isinstance(value, str))


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_tables_fit_the_terminal(cli, project, monkeypatch, width):
    cli("code", "--accept-above", "0.1")
    monkeypatch.setattr(output, "is_terminal", lambda stream: True)
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    for verb in (["transcripts"], ["codings"], ["codebook", "show"], ["suggest"], ["log"]):
        result = cli(*verb)
        assert result.status == 0
        assert max(map(len, result.out.splitlines())) <= width, verb
    if width > 40:
        assert max(map(len, cli("freq").out.splitlines())) <= width
    assert "vertrouwen" in cli("freq").out


def test_a_wide_table_of_figures_goes_on_below(cli, project, monkeypatch):
    monkeypatch.setattr(output, "is_terminal", lambda stream: True)
    monkeypatch.setenv("COLUMNS", "30")
    result = cli("freq")
    assert result.out.count("any code") == 2
    for name in ("d01", "d02", "d03", "Total"):
        assert result.out.count(name) == 1


def test_a_terminal_is_not_flooded(cli, project, monkeypatch):
    cli("code", "--accept-above", "0.1")
    monkeypatch.setattr(output, "is_terminal", lambda stream: True)
    monkeypatch.setattr(output, "ROWS_ON_TERMINAL", 1)
    result = cli("codings")
    assert "more rows are not shown" in result.err
    assert len(cli("codings", "--json").json) > 1


class Closed(io.StringIO):
    def write(self, text):
        raise BrokenPipeError(32, "Broken pipe")


@pytest.mark.parametrize("verb", [["codings"], ["--help"], ["transcripts", "--json"], ["status"]])
def test_a_closed_pipe_is_no_error(cli, project, monkeypatch, verb):
    monkeypatch.setattr("sys.stdout", Closed())
    monkeypatch.setattr("sys.__stdout__", None)
    assert run(verb) == 0


def test_a_full_disk_is_an_error_without_a_trace(cli, project, monkeypatch, capsys):
    class Full(io.StringIO):
        def write(self, text):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("sys.__stdout__", None)
    with monkeypatch.context() as patch:
        patch.setattr("sys.stdout", Full())
        assert run(["transcripts"]) == 2
    assert "No space left" in capsys.readouterr().err


def test_output_that_nobody_has_open(cli, project, monkeypatch):
    monkeypatch.setattr("sys.stdout", None)
    monkeypatch.setattr("sys.stderr", None)
    assert run(["transcripts"]) == 0
    assert run(["codings", "-c", "nergens"]) == 2


def test_ctrl_c_says_stopped(cli, project, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("coder.project.reviewing.status", stop)
    result = cli("status")
    assert result.status == 130 and result.err.strip() == "Stopped."


def test_json_for_an_old_encoding_is_still_json(project):
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252"}
    command = [sys.executable, "-m", "coder", "search", "één", "--json"]
    done = subprocess.run(command, check=True, capture_output=True, env=environment)
    assert json.loads(done.stdout.decode("cp1252"))[0]["speaker"] == "Respondent"
    command = [sys.executable, "-m", "coder", "search", "zeg"]
    done = subprocess.run(command, check=True, capture_output=True, env=environment)
    assert b"\\U0001f600" in done.stdout


def test_locked_projects_say_so(cli, project, monkeypatch):
    import sqlite3

    monkeypatch.setattr("coder.store.connection.BUSY_TIMEOUT_MS", 1)
    other = sqlite3.connect(project, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        result = cli("transcripts", "set", "d01", "a=b")
        assert result.status == 2 and "another program" in result.err.lower()
        assert cli("status").status == 0, "reading goes on"
    finally:
        other.close()
