import subprocess
import sys

import click
import pytest

from coder.cli.app import COMMANDS, coder_command

HEAVY = [
    "spacy", "textual", "pandas", "sklearn", "numpy", "sqlite_utils", "sqlite3", "rich", "docx",
    "xlsxwriter", "simplemma", "rapidfuzz", "ruamel", "platformdirs", "charset_normalizer",
]  # fmt: skip


def every_command() -> list[tuple[str, click.Command]]:
    found: list[tuple[str, click.Command]] = []
    context = click.Context(coder_command)
    for name in COMMANDS:
        command = coder_command.get_command(context, name)
        found.append((name, command))
        if isinstance(command, click.Group):
            found += [(f"{name} {sub}", one) for sub, one in command.commands.items()]
    return found


@pytest.mark.parametrize("arguments", [["--help"], ["freq", "--help"], ["--version"]])
def test_help_imports_nothing_heavy(arguments):
    script = (
        "import sys\nfrom coder.cli.app import run\n"
        f"status = run({arguments!r})\n"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)\n"
        "sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize(("name", "command"), every_command())
def test_every_command_has_help_with_an_example(cli, name, command):
    result = cli(*name.split(), "--help")
    assert result.status == 0
    assert "Example" in result.out
    assert f"coder {name.split()[0]}" in result.out.partition("Example")[2]
    undocumented = [
        option.name
        for option in command.params
        if isinstance(option, click.Option) and not (option.help or option.type.name == "choice")
    ]
    assert undocumented == []


@pytest.mark.parametrize("name", COMMANDS)
def test_the_line_in_the_overview_says_what_the_command_says(name):
    line = COMMANDS[name][1]
    assert line.endswith(".") and len(line) < 75
    command = coder_command.get_command(click.Context(coder_command), name)
    first = (command.help or "").partition("\n")[0]
    assert first
    first_words = {word.casefold().strip(".,;:'") for word in first.split()}
    assert first_words & {word.casefold().strip(".,;:'") for word in line.split() if len(word) > 3}


def test_examples_name_options_that_exist(cli):
    for name, command in every_command():
        if isinstance(command, click.Group):
            continue
        text = (command.help or "").partition("Example")[2]
        known = {word for option in command.params for word in option.opts}
        for line in text.splitlines():
            if f"coder {name} " in line + " ":
                used = [word for word in line.split() if word.startswith("--")]
                assert set(used) <= known, line


def test_bare_coder_and_unknown_commands_end_with_2(cli):
    assert cli().status == 2
    result = cli("bogus\x1b[31m")
    assert (result.status, "\x1b" in result.err) == (2, False)
    assert cli("status", "--bogus").status == 2
