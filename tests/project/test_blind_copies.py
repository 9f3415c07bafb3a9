"""Whose work a blind copy holds, where that is not plain."""

from teamwork import put

from coder.identity import content_hash
from coder.merge.questions import Asks
from coder.oplog.operation import Draft
from coder.project.answering import answer
from coder.project.coding import codings
from coder.project.merging import merge
from coder.project.project import open_project
from coder.project.questions import questions
from coder.project.team import export_copy
from coder.store.replica import load_person, rename_person


def test_a_person_of_two_machines_gets_what_they_coded_on_both(team, monkeypatch):
    rename_person(team.folder / "bram" / "config", "Anna")
    made = set()
    for name, start in (("anna", 0), ("bram", 3)):
        with team.at(name, monkeypatch) as one:
            made.add(put(one, "d01", start, start + 2, "trust"))
    with team.at("cato", monkeypatch) as cato:
        put(cato, "d01", 7, 17, "trust")
        merge(cato, [team.path("anna"), team.path("bram")])
        (asked,) = [one for one in questions(cato) if one.asks is Asks.PERSON]
        answer(cato, asked, "same")
        target = team.folder / "blind.coder"
        export_copy(cato, "Anna", target, blind=True)
        assert len(codings(cato)) == 3
    with team.at("anna", monkeypatch) as anna:
        person, config = anna.store.person, team.folder / "anna" / "config"
    assert load_person(config, "") == person
    with open_project(target, person) as copy:
        assert {one.id for one in codings(copy)} == made
        assert [one.name for one in copy.coders()] == ["Anna"]


def test_writes_on_what_is_not_here_are_of_nobody_and_stay_behind(team, monkeypatch):
    """As in a part of a project: a weight without the coding that it is of."""
    with team.at("anna", monkeypatch) as anna:
        for kind, field, value in (("coding", "weight", 3), ("memo", "text", "geheim")):
            anna.store.write("x", [Draft(kind, content_hash(kind), field, value)])
        target = team.folder / "blind.coder"
        export_copy(anna, "Dora", target, blind=True)
        with open_project(target) as copy:
            kinds = {op.entity for op in copy.store.operations()}
        assert kinds.isdisjoint({"coding", "memo"})
        assert "revision" in kinds
