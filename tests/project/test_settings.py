import os

import pytest

from coder.errors import InputError
from coder.settings import Settings, config_folder, load_settings, save_setting, separator_named


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


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, "decide_first: false\n"),
        ("", "decide_first: false\n"),
        ("# mine\n", "# mine\ndecide_first: false\n"),
        (
            "# mine\ncsv_separator: ';'  # Excel\n",
            "# mine\ncsv_separator: ';'  # Excel\ndecide_first: false\n",
        ),
        (
            "decide_first: true  # why\nkeys:\n  undo: u\n",
            "decide_first: false # why\nkeys:\n  undo: u\n",
        ),
    ],
)
def test_one_setting_is_saved_and_the_rest_stays(tmp_path, before, after):
    if before is not None:
        write(tmp_path, before)
    save_setting(tmp_path / ".", "decide_first", False)
    assert (tmp_path / "settings.yaml").read_text("utf-8").replace("  # why", " # why") == after
    settings = load_settings(tmp_path)
    assert not settings.decide_first
    assert "decide_first" in settings.chosen
    assert [one.name for one in tmp_path.iterdir()] == ["settings.yaml"]


def test_a_folder_is_made_for_the_first_setting(tmp_path):
    save_setting(tmp_path / "new", "blind_audit", True)
    assert load_settings(tmp_path / "new").blind_audit
    assert load_settings(tmp_path / "new").chosen == {"blind_audit"}


def test_a_file_with_faults_is_not_written_over(tmp_path):
    write(tmp_path, "pipelin: y\n")
    with pytest.raises(InputError, match="no setting 'pipelin'"):
        save_setting(tmp_path, "blind_audit", True)
    assert (tmp_path / "settings.yaml").read_text() == "pipelin: y\n"


@pytest.mark.parametrize(("name", "value"), [("nothing", True), ("chosen", True), ("theme", 3)])
def test_only_settings_are_saved(tmp_path, name, value):
    with pytest.raises(InputError):
        save_setting(tmp_path, name, value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="symbolic links")
def test_a_linked_file_stays_linked(tmp_path):
    (tmp_path / "real.yaml").write_text("csv_bom: true\n")
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.yaml").symlink_to(tmp_path / "real.yaml")
    save_setting(tmp_path / "config", "blind_audit", True)
    assert (tmp_path / "real.yaml").read_text() == "csv_bom: true\nblind_audit: true\n"
