import io
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from coder import language
from coder.cli.app import run

TALK = """---
group: bewoners
---
Interviewer: Hoe ging het met de gemeente?

Respondent: Er was eerst veel vertrouwen. Toen kwam er weer een nieuwe ambtenaar.

Interviewer: En toen?

Respondent: Wij moesten weer van voren af aan beginnen. Dat kost vertrouwen, zeg ik je 😀.
"""
OTHER = """Interviewer: Wie deed het werk?

Respondent: Eén ambtenaar, twee uur per week. Dat is te weinig capaciteit.
"""
THIRD = """Moderator: Wat vindt u?

R1: De opvolger wist van niets.

R2: Ik had er geen vertrouwen in.

Moderator: En nu?

R1: Nu gaat het goed.

R2: Dat vind ik ook.
"""
CODEBOOK = """# A codebook for tests; everything in it is invented.
id: 0c9e5a7e-3d41-4f0b-b6a2-91d7c84e5f99
name: Proef
language: nl
codes:
  - key: samen
    name: samenwerking
    english: collaboration
    definition: Hoe men met elkaar omgaat.
    codes:
      - key: vertrouwen
        name: vertrouwen
        english: trust
        definition: Elkaar geloven.  # kept in an export
        terms: [vertrouwen]
        hotkey: 1
      - key: doorstroom
        name: doorstroom
        english: staff turnover
        definition: Wisselingen van mensen.
        terms: [opvolger, weer van voren af aan, {term: nieuw, weight: 0.5}]
  - key: capaciteit
    name: capaciteit
    english: capacity
    definition: Te weinig mensen of uren.
    terms: [capaciteit]
"""


@dataclass(frozen=True)
class Result:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def rows(self) -> list[list[str]]:
        """The cells of tab-separated output, without the headings."""
        return [line.split("\t") for line in self.out.splitlines()[1:]]


Cli = Callable[..., Result]


@pytest.fixture(scope="session")
def load_once() -> Callable[..., Any]:
    return cache(language.load)


@pytest.fixture(autouse=True)
def place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, load_once: Callable[..., Any]
) -> Iterator[Path]:
    """An empty folder of one's own to be in, and a person of one's own."""
    monkeypatch.setenv("CODER_CONFIG", str(tmp_path / "config"))
    monkeypatch.delenv("CODER_PROJECT", raising=False)
    monkeypatch.setattr(language, "load", load_once)
    here = tmp_path / "hier"
    here.mkdir()
    monkeypatch.chdir(here)
    yield here


@pytest.fixture
def cli(place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Runs one command of coder in this process."""

    def call(*arguments: object, stdin: str = "") -> Result:
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        capsys.readouterr()
        status = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return Result(status, captured.out, captured.err)

    return call


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a project made once: three transcripts and a codebook."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CODER_CONFIG", str(folder / "config"))
        patch.chdir(folder)
        (folder / "t").mkdir()
        (folder / "t" / "d01.txt").write_text(TALK, "utf-8")
        (folder / "t" / "d02.txt").write_text(OTHER, "utf-8")
        (folder / "t" / "d03.txt").write_text(THIRD, "utf-8")
        (folder / "boek.yaml").write_text(CODEBOOK, "utf-8")
        for arguments in (
            ["whoami", "--name", "Anna Proef"],
            ["init", "proef"],
            ["import", "t"],
            ["codebook", "import", "boek.yaml"],
        ):
            assert run(arguments) == 0
    return folder


@pytest.fixture
def project(made: Path, place: Path, tmp_path: Path) -> Path:
    """A copy of that project in the current folder, with its transcripts and codebook."""
    shutil.copytree(made / "config", tmp_path / "config")
    shutil.copytree(made / "t", place / "t")
    shutil.copy(made / "boek.yaml", place / "boek.yaml")
    shutil.copy(made / "proef.coder", place / "proef.coder")
    return place / "proef.coder"
