"""Which project and which thing a name means."""

import unicodedata

import pytest

from coder.errors import InputError
from coder.project.naming import folded, unambiguous
from coder.project.project import NoProjectError, create_project, find_project, project_path


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("d01", "d01"), ("D01", "d01"), (" d01 ", "d01"), ("groep", "Groep 1"),
    ],
)  # fmt: skip
def test_documents_by_name(project, wanted, name):
    assert project.document(wanted).name == name


def test_documents_by_id(project):
    one = project.document("d02")
    assert project.document(one.id) == one
    assert project.document(one.id[:10].upper()) == one


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("trust", "trust"),  # a name goes before the English name of another
        ("k2", "trust"),
        ("turnover", "doorstroom"),
        ("Vertrouwen", "vertrouwen"),
        ("door", "doorstroom"),
        ("relia", "vertrouwen"),
        (unicodedata.normalize("NFD", "Coöperatie"), "coöperatie"),
    ],
)
def test_codes_by_name_key_and_english(project, wanted, name):
    assert project.code(wanted).name == name


@pytest.mark.parametrize("wanted", ["", "  ", "nergens", "k"])
def test_names_that_mean_nothing_or_too_much(project, wanted):
    with pytest.raises(InputError):
        project.code(wanted)


def test_an_empty_name_is_never_the_only_thing_there_is():
    with pytest.raises(InputError, match="No transcript is named"):
        unambiguous("transcript", "", [("1" * 32, "d01")])


def test_a_slip_of_the_pen_gets_an_offer(project):
    with pytest.raises(InputError, match="Did you mean 'doorstroom'"):
        project.code("dorstroom")
    with pytest.raises(InputError, match="d01, d02, Groep 1"):
        project.document("interview")


def test_several_of_a_name_are_told_apart_by_id():
    pairs = [("a" * 32, "x"), ("b" * 32, "x")]
    with pytest.raises(InputError, match=r"a{32}.*b{32}"):
        unambiguous("coder", "x", pairs)
    assert unambiguous("coder", "b" * 8, pairs) == "b" * 32


def test_named_documents_are_each_once(project):
    assert [one.name for one in project.named_documents(["d02", "D02", "d01"])] == ["d02", "d01"]
    assert len(project.named_documents([])) == 3


def test_folded_ignores_case_and_spelling_of_accents():
    assert folded(" Één ") == folded(unicodedata.normalize("NFD", "één"))


def test_the_project_above_is_found(folder):
    create_project(folder / "a.coder")
    below = folder / "x" / "y"
    below.mkdir(parents=True)
    (folder / "x" / "b.coder").mkdir()
    (folder / "x" / ".verborgen.coder").touch()
    assert find_project(below) == folder / "a.coder"


def test_several_projects_are_a_question_but_the_demo_steps_back(folder):
    create_project(folder / "demo.coder")
    assert find_project(folder).name == "demo.coder"
    create_project(folder / "a.coder")
    assert find_project(folder).name == "a.coder"
    create_project(folder / "b.coder")
    with pytest.raises(InputError, match=r"several projects: a\.coder, b\.coder"):
        find_project(folder)


def test_no_project(folder):
    with pytest.raises(NoProjectError, match="There is no"):
        find_project(folder)


@pytest.mark.parametrize("name", ["", ".coder", "map/", " "])
def test_names_that_are_none(name):
    with pytest.raises(InputError):
        project_path(name)


def test_names_of_projects():
    assert project_path("a b.c").name == "a b.c.coder"
    assert project_path("map/a.coder").as_posix() == "map/a.coder"
