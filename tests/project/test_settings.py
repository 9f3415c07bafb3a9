import os

import pytest

from coder.errors import InputError
from coder.settings import Settings, config_folder, load_settings, separator_named


def write(folder, content):
    data = content if isinstance(content, bytes) else content.encode()
    (folder / "settings.yaml").write_bytes(data)
    return folder


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", Settings()),
        ("# only a remark\n", Settings()),
        ("pipeline: nl_core_news_lg\n", Settings(pipeline="nl_core_news_lg")),
        ('csv_separator: ";"\ncsv_bom: true\n', Settings(csv_separator=";", csv_bom=True)),
        ("csv_separator: tab\n", Settings(csv_separator="\t")),
        ("\ufeffcsv_bom: true\r\n", Settings(csv_bom=True)),
    ],
)
def test_settings_that_are_fine(tmp_path, content, expected):
    assert load_settings(write(tmp_path, content)) == expected


def test_no_settings_at_all(tmp_path):
    assert load_settings(tmp_path / "nergens") == Settings()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("pipeline: x\npipelin: y\n", "line 2: there is no setting 'pipelin'"),
        ("\ncsv_bom: ja\n", "line 2: 'csv_bom' must be true or false"),
        ("pipeline: 3\n", "line 1: 'pipeline' must be a text"),
        ("pipeline:\n", "must be a text"),
        ("csv_separator: abc\n", "line 1: 'abc' cannot separate cells"),
        ("1: 2\n", "no setting '1'"),
        ("- a\n", "must hold"),
        ("tekst\n", "must hold"),
        ("a: [\n", "line"),
        ("csv_bom: true\ncsv_bom: false\n", "line 2"),
        (b"\xff\xfe\x00", "UTF-8"),
        pytest.param("[" * 2_000, "not YAML that coder reads", id="deep"),
        pytest.param("#" * 200_000, "too large", id="large"),
        ("pipeline: !!python/object/apply:os.system [ls]\n", "must be a text"),
    ],
)
def test_faults_name_file_and_place(tmp_path, content, says):
    with pytest.raises(InputError) as caught:
        load_settings(write(tmp_path, content))
    assert "settings.yaml" in caught.value.problem and says in caught.value.problem
    assert caught.value.remedy


def test_coder_config_names_the_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("CODER_CONFIG", str(tmp_path))
    assert config_folder() == tmp_path
    monkeypatch.delenv("CODER_CONFIG")
    assert config_folder().name == "coder" and os.fspath(config_folder()) != os.fspath(tmp_path)


@pytest.mark.parametrize("text", ["", "a", '"', "'", "\n", ",,", "é"])
def test_separators_that_are_none(text):
    with pytest.raises(InputError):
        separator_named(text)
