"""The README tells the truth: its commands run, its tables and targets are those there are."""

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

from coder.cli.app import COMMANDS, run

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
BLOCK = re.search(r"<!-- The tests run every command[^>]*-->\n```sh\n(.*?)```", README, re.DOTALL)


def commands():
    assert BLOCK is not None
    return [shlex.split(line, comments=True)[1:] for line in BLOCK[1].splitlines() if line.strip()]


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """The folder in which all commands of the block were run, and what each gave."""
    missing = [
        name
        for name in ("transcripts/d01.txt", "codebooks/warmtetransitie.yaml")
        if not (ROOT / name).is_file()
    ]
    if missing:
        pytest.skip(f"the sample data is not complete: {', '.join(missing)}")
    folder = tmp_path_factory.mktemp("readme")
    for name in ("transcripts", "codebooks"):
        shutil.copytree(ROOT / name, folder / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CODER_CONFIG", str(folder / "config"))
        patch.delenv("CODER_PROJECT", raising=False)
        patch.chdir(folder)
        results = [(" ".join(arguments), run(arguments)) for arguments in commands()]
    return folder, results


@pytest.fixture
def ask(done, monkeypatch, capsys):
    """Runs one more command in that folder and gives its JSON."""
    folder, _ = done
    monkeypatch.setenv("CODER_CONFIG", str(folder / "config"))
    monkeypatch.delenv("CODER_PROJECT", raising=False)
    monkeypatch.chdir(folder)

    def call(*arguments):
        capsys.readouterr()
        assert run([*arguments, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return call


def test_every_command_of_the_first_project_works(done):
    folder, results = done
    assert len(results) > 15
    assert [command for command, status in results if status != 0] == []
    assert {path.name for path in (folder / "exports").iterdir()} == {
        "frequencies.xlsx",
        "codings.csv",
        "memos.csv",
    }


def test_every_picture_is_there():
    for page in (ROOT / "README.md", ROOT / "docs" / "team.md"):
        named = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", page.read_text("utf-8"))
        assert named
        assert [name for name in named if not (page.parent / name).is_file()] == []


def test_every_verb_is_in_the_readme():
    assert [name for name in COMMANDS if f"coder {name}" not in README] == []


def fields_after(heading):
    """The names listed behind a sentence of the README, up to its full stop."""
    text = " ".join(README.split())
    listed = text[text.index(heading) + len(heading) :].partition(". ")[0]
    return {name.strip() for name in listed.split(",")}


def test_fields_of_transcripts(ask):
    table = README[README.index("| field | is |") :].partition("\n\n")[0]
    rows = re.findall(r"^\| ([a-z_, ]+) \|", table, re.MULTILINE)
    listed = {name.strip() for row in rows for name in row.split(",")} - {"field"}
    assert set(ask("transcripts")[0]) == listed


def test_fields_of_codings(ask):
    assert set(ask("codings")[0]) == fields_after("one flat record per coding:")


def test_fields_of_frequencies(ask):
    assert set(ask("freq")[0]) == fields_after("one flat record per cell:")


def test_make_targets_exist():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    named = set(re.findall(r"\bmake ([a-z]+)", README))
    assert {"demo", "test"} <= named
    assert [name for name in named if not re.search(rf"^{name}:", makefile, re.MULTILINE)] == []


def test_files_that_are_named_exist():
    named = set(re.findall(r"\]\(([^)#:]+)\)", README)) | {
        name for name in re.findall(r"`([\w./-]+)`", README) if name.endswith((".schema.json",))
    }
    missing = [name for name in sorted(named) if not (ROOT / name).exists()]
    assert missing == []


def test_views_of_the_project_file(done, ask):
    import sqlite3

    folder, _ = done
    with sqlite3.connect(folder / "warmte.coder") as connection:
        for view in re.findall(r"\bv_[a-z]+", README):
            connection.execute(f"SELECT * FROM {view}").fetchall()
    connection.close()


def test_settings_in_the_readme_are_read(tmp_path):
    from coder.settings import Settings, load_settings

    block = re.search(r"```yaml\n(.*?)```", README, re.DOTALL)
    (tmp_path / "settings.yaml").write_text(block[1], "utf-8")
    assert load_settings(tmp_path).csv_separator == ";"
    written = {name for name in Settings.__slots__ if name != "chosen"}
    assert {name for name in written if name not in block[1]} == set()
