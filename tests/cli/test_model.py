import os
import shutil
from pathlib import Path

import pytest

from coder.settings import load_settings
from tests.semantics.tiny_models import write_network, write_static


def settings():
    file = Path(os.environ["CODER_CONFIG"]) / "settings.yaml"
    return file.read_text("utf-8") if file.exists() else None


def test_a_model_is_used_shown_and_left_out(cli, place):
    assert "No model is in use" in cli("model", "show").err
    write_network(place / "klein")
    result = cli("model", "use", "klein")
    assert result.status == 0 and "sentence model (ONNX), 4 numbers" in result.err
    assert load_settings(Path(os.environ["CODER_CONFIG"])).model == str(place / "klein")
    shown = cli("model", "show", "--json").json
    assert shown == {
        "name": str(place / "klein"),
        "kind": "sentence model (ONNX)",
        "size": 4,
        "faults": [],
    }
    assert cli("model", "off").status == 0
    assert load_settings(Path(os.environ["CODER_CONFIG"])).model == ""
    assert cli("model", "show", "--json").json["name"] == ""


def test_what_else_stands_in_the_settings_stays(cli, place):
    write_static(place / "klein")
    folder = Path(os.environ["CODER_CONFIG"])
    folder.mkdir(exist_ok=True)
    before = '# mine\ncsv_separator: ";"  # for Excel\nkeys:\n  coding.remove: delete\n'
    (folder / "settings.yaml").write_text(before, "utf-8")
    assert cli("model", "use", "klein").status == 0
    assert settings().startswith(before) and load_settings(folder).model == str(place / "klein")
    assert cli("model", "off").status == 0
    assert settings().startswith(before) and load_settings(folder).model == ""


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("nergens/model", "no folder"),
        ("nl_niet_hier", "no spaCy pipeline"),
        (".", "holds no model"),
        ("los.onnx", "is a file"),
    ],
)
def test_what_cannot_be_used_is_not_remembered(cli, place, name, says):
    (place / "los.onnx").write_bytes(b"x")
    result = cli("model", "use", name)
    assert result.status == 2 and says in result.err
    assert settings() is None


def test_settings_that_are_broken_are_not_written_over(cli, place):
    write_static(place / "klein")
    folder = Path(os.environ["CODER_CONFIG"])
    folder.mkdir(exist_ok=True)
    (folder / "settings.yaml").write_text("theme: [", "utf-8")
    assert cli("model", "use", "klein").status == 2
    assert settings() == "theme: ["


def test_doctor_tells_whether_the_model_opens(cli, project, place):
    assert dict(line.split("\t") for line in cli("doctor").out.splitlines())["model"] == "none"
    write_static(place / "klein")
    cli("model", "use", "klein")
    result = cli("doctor")
    lines = dict(line.split("\t") for line in result.out.splitlines())
    assert result.status == 0 and lines["model"].endswith("vectors of tokens, 4 numbers a text")
    shutil.rmtree(place / "klein")
    result = cli("doctor")
    lines = dict(line.split("\t") for line in result.out.splitlines())
    assert result.status == 2 and lines["model"].startswith("FAULT: ")
    assert lines["health"] == "no faults"
    assert cli("model", "show").status == 2


def test_the_project_knows_nothing_of_the_model(cli, project, place):
    write_static(place / "klein")
    cli("model", "use", "klein")
    cli("suggest", "d01")
    assert b"klein" not in project.read_bytes()
