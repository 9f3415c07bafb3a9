"""Three people on three machines, by commands alone: they end with one project and one state."""

import shutil
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

import pytest

NAMES = ("Lead", "Anna", "Bram")


@dataclass(frozen=True)
class Machine:
    """A folder with a project and a config folder of its own; calls run coder there."""

    cli: object
    folder: Path
    patch: object

    def __call__(self, *arguments, status=0):
        self.patch.setenv("CODER_CONFIG", str(self.folder / "config"))
        self.patch.setenv("HOME", str(self.folder))
        self.patch.chdir(self.folder)
        found = self.cli(*arguments)
        assert status in (None, found.status), (arguments, found.err)
        return found

    @property
    def file(self):
        (found,) = self.folder.glob("*.coder")
        return found

    def merge(self, *files):
        """Merge others' files; that nothing new was in them is no fault."""
        found = self("merge", *files, "--json", status=None)
        assert found.status in (0, 1), found.err
        return found

    def state(self):
        return self("team", "status", "--json").json["state"]


@pytest.fixture
def team(cli, made, tmp_path, monkeypatch):
    """A lead with a project, and two coders with the blind copies that they were sent."""
    machines = {}
    for name in NAMES:
        (tmp_path / name).mkdir()
        machines[name] = Machine(cli, tmp_path / name, monkeypatch)
        machines[name]("whoami", "--name", name)
    lead = machines["Lead"]
    lead("init", "warmte")
    lead("import", made / "t")
    lead("codebook", "import", made / "boek.yaml")
    (tmp_path / "post").mkdir()
    lead("team", "export", "--for", "Anna", "--blind", "--to", tmp_path / "Anna" / "warmte.coder")
    part = ("--document", "d01", "--document", "d02")
    lead("team", "export", "--for", "Bram", *part, "--to", tmp_path / "Bram" / "warmte.coder")
    return machines


def renamed(machine, made, name):
    """Import the codebook with another name for the code of which the key is vertrouwen."""
    text = (made / "boek.yaml").read_text("utf-8").replace("name: vertrouwen", f"name: {name}")
    (machine.folder / "boek.yaml").write_text(text, "utf-8")
    machine("codebook", "import", "boek.yaml")


def with_code(machine, made, key, name):
    """Import the codebook with one more code."""
    text = (made / "boek.yaml").read_text("utf-8") + f"  - key: {key}\n    name: {name}\n"
    (machine.folder / "boek.yaml").write_text(text, "utf-8")
    machine("codebook", "import", "boek.yaml")


def work_apart(team, made):
    """What the three do on their own machines, awkward in every way that is allowed."""
    lead, anna, bram = (team[name] for name in NAMES)
    for one, words in ((anna, "Er was eerst veel vertrouwen."), (bram, "eerst veel vertrouwen")):
        one("code", "d01", "--quote", words, "vertrouwen")
        one("code", "d01", "--quote", "Wij moesten weer van voren af aan", "doorstroom")
    anna("code", "d02", "--quote", "te weinig capaciteit", "capaciteit")
    bram("code", "d02", "--quote", "twee uur per week", "doorstroom")
    with_code(anna, made, "tijd-a", "tijd")
    anna("code", "d02", "--quote", "twee uur per week", "tijd")
    renamed(anna, made, "geloof")
    renamed(bram, made, "hoop")
    bram("remove", "code", "capaciteit")
    bram("import", made / "t" / "d03.txt")
    bram("import", made / "t" / "d03.txt")
    with_code(lead, made, "tijd-l", "tijd")
    text = (made / "t" / "d01.txt").read_text("utf-8")
    (lead.folder / "d01.txt").write_text(text.replace("eerst veel", "eerst nog veel"), "utf-8")
    lead("transcripts", "correct", "d01", "d01.txt")
    (anna.folder / "d01.txt").write_text(text.replace("Dat kost", "Dat kostte"), "utf-8")
    anna("transcripts", "correct", "d01", "d01.txt")
    for one in (anna, bram):
        one("transcripts", "done", "d01", "d02")


def exchange(team, post, order):
    """Two rounds in which each takes in what the others sent, and then sends their own file."""
    for _ in range(2):
        for name in order:
            sent = [post / f"{other}.coder" for other in order[::-1] if other != name]
            merged = [path for path in sent if path.exists()]
            if merged:
                found = team[name].merge(*merged)
                assert "FAULT" not in found.err
            shutil.copy(team[name].file, post / f"{name}.coder")
    for name in order[:-1]:
        team[name].merge(post / f"{order[-1]}.coder")


def states(team):
    return {team[name].state() for name in NAMES}


@pytest.mark.parametrize("order", list(permutations(NAMES))[::2])
def test_they_merge_in_any_order_and_end_with_one_state(team, made, tmp_path, order):
    work_apart(team, made)
    lead, anna, bram = (team[name] for name in NAMES)
    assert len(states(team)) == 3
    before = bram.state()
    bram.merge(anna.file)
    bram("merge", "--undo")
    assert bram.state() == before
    (tmp_path / "post" / "stuk.coder").write_text("geen project", "utf-8")
    bram("merge", anna.file, tmp_path / "post" / "stuk.coder", status=2)
    assert bram.state() == before

    exchange(team, tmp_path / "post", order)
    assert len(states(team)) == 1
    asked = lead("merge", "questions", "--json").json
    assert [one["question"] for one in asked] == [
        one["question"] for one in bram("merge", "questions", "--json").json
    ]
    kinds = sorted(one["kind"] for one in asked)
    assert kinds == ["deleted code in use", "different values", "same code"]
    for _ in asked:
        first = anna("merge", "questions", "--json").json[0]
        anna("merge", "answer", "1", first["choices"][0]["key"])
    anna("merge", "questions", status=1)
    exchange(team, tmp_path / "post", order)
    assert len(states(team)) == 1
    bram("merge", "questions", status=1)
    quotes = {(one["coder"], one["quote"]) for one in lead("codings", "--json").json}
    assert ("Anna", "Er was eerst nog veel vertrouwen.") in quotes
    assert ("Bram", "eerst nog veel vertrouwen") in quotes

    agreed = bram("agree", "--json").json
    assert [one["name"] for one in agreed["coders"]] == ["Anna", "Bram"]
    lead("reconcile", "auto", "same")
    anna("reconcile", "auto", "wider:50")
    exchange(team, tmp_path / "post", order)
    assert len(states(team)) == 1
    anna("undo", status=2)
    anna("undo", "--rest")
    exchange(team, tmp_path / "post", order)
    bram("reconcile", "auto", "narrower:50")
    exchange(team, tmp_path / "post", order)
    assert len(states(team)) == 1
    tables = []
    for name in NAMES:
        team[name]("reconcile", "notes", "--all", "--to", "notes.md")
        team[name]("export", "frequencies", "-o", "f.csv", "--coder", "Consensus")
        team[name]("export", "codings", "-o", "c.csv", "--coder", "Consensus")
        given = (team[name].folder / "c.csv").read_text("utf-8").splitlines()[1:]
        assert len(given) == 2
        assert all(",Consensus," in line for line in given)
        assert "no coder" in team[name]("export", "codings", "--coder", "Wie", status=2).err
        tables.append([(team[name].folder / file).read_bytes() for file in ("notes.md", "f.csv")])
        assert team[name]("doctor", "--json").json["project"]["faults"] == []
    assert tables[0] == tables[1] == tables[2]
    assert bram("agree", "--json").json["figures"] == agreed["figures"]
