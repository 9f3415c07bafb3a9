"""Paths that people type, what a folder offers, and starting a project."""

import json

import pytest

from coder.errors import InputError
from coder.project.gathering import gather, typed_paths
from coder.project.project import create_project, open_project, this_person
from coder.project.recent import FILE, KEPT, note_project, recent_projects
from coder.project.starting import (
    Wish,
    project_at,
    sample_codebooks,
    start_project,
    transcripts_near,
)

TALK = "Interviewer: Hoe?\n\nRespondent: Zo ging dat.\n"


@pytest.fixture(autouse=True)
def config(tmp_path, monkeypatch):
    folder = tmp_path / "config"
    monkeypatch.setenv("CODER_CONFIG", str(folder))
    return folder


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "work"
    (place / "my talks").mkdir(parents=True)
    for name in ("a b.txt", "c.txt", "x.pdf"):
        (place / "my talks" / name).write_text(TALK, "utf-8")
    return place


def test_a_path_with_blanks_is_one_path_quoted_or_not(folder):
    path = folder / "my talks" / "a b.txt"
    for line in (str(path), f"  {path} ", f"'{path}'", str(path).replace(" ", "\\ ")):
        assert typed_paths(line) == [path]


def test_several_dropped_files(folder):
    paths = [folder / "my talks" / name for name in ("a b.txt", "c.txt")]
    assert typed_paths(" ".join(f"'{path}'" for path in paths)) == paths


def test_the_home_folder(folder, monkeypatch):
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    assert typed_paths("~/my talks") == [folder / "my talks"]


@pytest.mark.parametrize("line", ["", "   ", "nowhere.txt", "'unclosed", "a\0b", "~nobody-x/y"])
def test_what_is_not_there_is_told(line):
    with pytest.raises(InputError):
        typed_paths(line)


def test_folders_give_their_transcripts_and_name_the_rest(folder):
    found = gather([folder / "my talks", folder / "my talks" / "c.txt"])
    assert [path.name for path in found.files] == ["a b.txt", "c.txt"]
    assert [path.name for path in found.others] == ["x.pdf"]


def test_a_folder_without_transcripts_is_told(tmp_path):
    with pytest.raises(InputError, match="no transcript"):
        gather([tmp_path])


def test_transcripts_are_found_in_the_folder_or_in_its_transcripts(folder):
    assert transcripts_near(folder) == (folder, 0)
    (folder / "c.txt").write_text(TALK, "utf-8")
    assert transcripts_near(folder) == (folder, 1)
    (folder / "my talks").rename(folder / "transcripts")
    assert transcripts_near(folder) == (folder / "transcripts", 2)


def test_a_project_is_started_with_codes_and_a_name(folder):
    book = next(path for path in sample_codebooks() if path.stem == "warmtetransitie")
    started = start_project(Wish(folder, "warmte", "Anna", str(folder / "my talks"), book))
    assert started.path == folder / "warmte.coder"
    assert [path.name for path in started.files] == ["a b.txt", "c.txt"]
    assert this_person().name == "Anna"
    with open_project(started.path) as project:
        assert len(project.codes()) == started.codes > 0


@pytest.mark.parametrize("name", ["", " ", "../x", "a/b", ".hidden", ".."])
def test_names_that_cannot_be_files_are_refused(folder, name):
    with pytest.raises(InputError):
        start_project(Wish(folder, name, "Anna"))


def test_nothing_is_written_where_anything_is_wrong(folder, config):
    broken = folder / "broken.yaml"
    broken.write_text("codes: [", "utf-8")
    for wish in (
        Wish(folder, "p", "Anna", codebook=broken),
        Wish(folder, "p", "Anna", codebook=folder / "none.yaml"),
        Wish(folder, "p", "Anna", transcripts="nowhere"),
        Wish(folder, "p", ""),
    ):
        with pytest.raises(InputError):
            start_project(wish)
    assert not (folder / "p.coder").exists()
    assert this_person().name != "Anna"


def test_an_existing_project_is_not_written_over(folder):
    start_project(Wish(folder, "p", "Anna"))
    with pytest.raises(InputError, match="already"):
        start_project(Wish(folder, "p.coder", "Anna"))


def test_a_project_is_found_by_its_file_or_its_folder(folder):
    with pytest.raises(InputError, match=r"no \.coder"):
        project_at(str(folder))
    create_project(folder / "one.coder")
    assert project_at(str(folder)) == folder / "one.coder"
    create_project(folder / "two.coder")
    assert project_at(str(folder / "two.coder")) == folder / "two.coder"
    with pytest.raises(InputError, match="several"):
        project_at(str(folder))


def test_recent_projects_the_last_first_and_only_those_still_there(folder):
    paths = [folder / f"{number}.coder" for number in range(KEPT + 3)]
    for path in paths:
        path.write_bytes(b"")
        note_project(path)
    note_project(paths[5])
    paths[-1].unlink()
    found = recent_projects()
    assert found[:2] == [paths[5], paths[-2]]
    assert len(found) == len(set(found)) == KEPT - 1


@pytest.mark.parametrize("text", ["", "{}", "[1, null]", "{", '["a\\u0000b"]', "[" * 100_000])
def test_a_damaged_list_of_recent_projects_is_an_empty_one(config, text):
    config.mkdir()
    (config / FILE).write_text(text, "utf-8")
    assert recent_projects() == []


def test_recent_projects_are_a_convenience(config, folder):
    config.write_text("not a folder")
    note_project(folder / "x.coder")
    assert recent_projects() == []


def test_the_list_is_plain_json(config, folder):
    path = folder / "é.coder"
    path.write_bytes(b"")
    note_project(path)
    assert json.loads((config / FILE).read_text("utf-8")) == [str(path)]
