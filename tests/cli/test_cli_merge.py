"""Merging at the command line: what is printed, which exit codes, which files."""

import os
import re
import shutil

import pytest

from coder.errors import InputError


@pytest.fixture
def sent(cli, project, monkeypatch, tmp_path):
    """The copy that somebody else worked in and sent."""
    path = tmp_path / "bram.coder"
    shutil.copy(project, path)
    with monkeypatch.context() as patch:
        patch.setenv("CODER_CONFIG", str(tmp_path / "bram"))
        assert cli("whoami", "--name", "Bram Proef").status == 0
        found = cli("code", "d01", "--quote", "eerst veel vertrouwen", "vertrouwen", "-p", path)
        assert found.status == 0
    return path


def test_a_merge_tells_what_it_brings_before_and_after(cli, project, sent):
    before = cli("merge", sent, "--dry-run")
    assert before.status == 0
    assert before.err.splitlines() == ["Would bring bram.coder:", "  1 new coding by Bram Proef"]
    assert cli("codings").status == 1
    done = cli("merge", sent, "--report", "exports/merge.txt")
    assert done.status == 0
    assert done.err.splitlines()[:2] == ["Merged bram.coder:", "  1 new coding by Bram Proef"]
    assert "Backup: " in done.err
    assert (project.parent / "exports" / "merge.txt").read_text("utf-8") == done.err
    assert len(cli("codings", "--json").json) == 1
    again = cli("merge", sent, "--json")
    assert (again.status, again.json["operations"]) == (1, 0)
    back = cli("merge", "--undo")
    assert back.status == 0
    assert back.err == "Taken back: 2 writes from bram.coder.\n"
    assert cli("codings").status == 1
    assert cli("merge", "--undo").status == 2


def test_files_of_one_name_are_told_apart_by_their_folders(cli, project, sent, tmp_path):
    files = [tmp_path / name / "warmte.coder" for name in ("anna", "bram")]
    for file in files:
        file.parent.mkdir(exist_ok=True)
        shutil.copy(sent, file)
    said = "anna/warmte.coder, bram/warmte.coder"
    assert cli("merge", *files).err.startswith(f"Merged {said}:")
    assert f"merged {said}" in cli("team", "status").err
    assert cli("merge", "--undo").err.endswith(f"from {said}.\n")


def test_the_name_of_the_command_may_be_written_out(cli, project, sent):
    assert cli("merge", "files", sent, "--json").json["lines"] == ["1 new coding by Bram Proef"]
    shown = cli("merge", "--help").out
    assert "coder merge anna.coder" in shown
    assert "--dry-run" in shown
    assert "  questions " in shown


def test_wrong_use_and_wrong_files_end_with_a_remedy(cli, project, sent):
    assert "Name the files" in cli("merge", "files").err
    for other in ([sent], ["--json"], ["--report", "t/x.txt"]):
        assert "goes alone" in cli("merge", *other, "--undo").err
    assert "no project file" in cli("merge", "nowhere.coder").err
    (project.parent / "t" / "x.coder").write_text("geen project" * 1000)
    refused = cli("merge", sent, "t/x.coder")
    assert refused.status == 2
    assert "Ask for a new copy" in refused.err
    assert cli("codings").status == 1


def test_a_report_never_takes_the_place_of_a_project_and_is_checked_before(cli, project, sent):
    before = sent.read_bytes()
    for target in (project, sent, "nergens/verslag.txt"):
        assert cli("merge", sent, "--report", target).status == 2
    assert sent.read_bytes() == before
    assert cli("codings").status == 1
    assert cli("log", "-n", "1").status == 0


def test_a_report_that_cannot_be_written_leaves_the_merge_told(cli, project, sent, monkeypatch):
    def full(*_, **__):
        raise InputError("The disk is full.", "Make room.")

    monkeypatch.setattr("coder.exchange.atomic.write_file", full)
    told = cli("merge", sent, "--report", "merge.txt")
    assert told.status == 2
    assert told.err.startswith("Merged bram.coder:\n  1 new coding by Bram Proef\n")
    assert told.err.endswith("Error: The disk is full.\n       Make room.\n")
    assert len(cli("codings", "--json").json) == 1


def test_a_report_replaces_nothing_unless_asked(cli, project, sent):
    report = project.parent / "merge.txt"
    report.write_text("mine", "utf-8")
    assert "exists already" in cli("merge", sent, "--report", report).err
    assert (report.read_text("utf-8"), cli("codings").status) == ("mine", 1)
    assert cli("merge", sent, "--report", report, "--overwrite").status == 0
    assert report.read_text("utf-8").startswith("Merged bram.coder:")


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="links")
def test_a_link_to_itself_is_a_file_that_is_not_there(cli, project, tmp_path):
    loop = tmp_path / "loop.coder"
    loop.symlink_to(loop)
    found = cli("merge", loop)
    assert (found.status, "There is no project file" in found.err) == (2, True)


def test_folders_and_files_that_are_not_there_yet(cli, project, sent, tmp_path):
    (tmp_path / "drive").mkdir()
    assert "--from" in cli("merge", tmp_path / "drive").err
    nobody = cli("merge", "--from", tmp_path / "drive")
    assert (nobody.status, "Nobody else" in nobody.err) == (1, True)
    for name in (["merge", "--from"], ["team", "share"]):
        assert "is a file" in cli(*name, sent).err
        assert "There is no folder" in cli(*name, tmp_path / "nowhere").err
    (tmp_path / "drive" / "half.coder").touch()
    half = cli("merge", sent, "--from", tmp_path / "drive")
    assert (half.status, "copied whole" in half.err) == (2, True)
    assert cli("codings").status == 1


def test_questions_are_listed_and_answered(cli, project, sent, monkeypatch, tmp_path):
    assert cli("merge", "questions").status == 1
    name = ["codebook", "import", "boek.yaml"]
    book = project.parent / "boek.yaml"
    text = book.read_text("utf-8")
    book.write_text(text.replace("name: vertrouwen", "name: geloof"), "utf-8")
    assert cli(*name).status == 0
    book.write_text(text.replace("name: vertrouwen", "name: hoop"), "utf-8")
    with monkeypatch.context() as patch:
        patch.setenv("CODER_CONFIG", str(tmp_path / "bram"))
        assert cli(*name, "-p", sent).status == 0
    merged = cli("merge", sent)
    assert "  1 question\n" in merged.err
    listed = cli("merge", "questions")
    assert listed.status == 0
    assert listed.out.splitlines()[0].startswith("1. Code “")
    assert "   before: “vertrouwen”" in listed.out
    assert "(usual)" in listed.out
    (asked,) = cli("merge", "questions", "--json").json
    assert (asked["number"], asked["kind"], asked["proposed"]) == (1, "different values", "1")
    assert cli("merge", "answer", "2", "1").status == 2
    assert "Choose one of" in cli("merge", "answer", "1", "7").err
    assert cli("merge", "answer", "1", "2", "--all-of-this-kind").status == 0
    assert cli("merge", "questions", "--json").json == []
    assert cli("undo").status == 0
    assert len(cli("merge", "questions", "--json").json) == 1


def test_copies_and_the_shared_folder(cli, project, sent, tmp_path):
    drive = tmp_path / "drive"
    drive.mkdir()
    given = cli(
        "team", "export", "--for", "Cato", "--blind", "--document", "d01", "--to", "t/c.coder"
    )
    assert given.status == 0
    assert given.err == "Wrote t/c.coder for Cato: 1 transcript, without the work of others.\n"
    assert [row[0] for row in cli("transcripts", "-p", "t/c.coder").rows] == ["d01"]
    assert cli("team", "share", drive).status == 0
    shutil.copy(sent, drive / "bram.coder")
    assert "1 new coding by Bram Proef" in cli("merge", "--from", drive).err
    assert cli("merge", "--from", drive).status == 1
    status = cli("team", "status")
    rows = {row[0]: row for row in status.rows}
    assert set(rows) == {"Anna Proef", "Bram Proef", "Cato"}
    assert rows["Bram Proef"][1:3] == ["1", "1 of 3"]
    assert rows["Cato"][5].endswith("blind 1 transcript")
    assert "merged bram.coder" in status.err
    told = cli("team", "status", "--json").json
    assert told["transcripts"] == 3
    assert f"State {told['state'][:12]}: " in status.err
    assert ["state", told["state"][:12]] in cli("doctor").rows
    for name in ("", "B\nram", "x" * 300):
        refused = cli("team", "export", "--for", name, "--to", "t/x.coder")
        assert (refused.status, "on one line" in refused.err) == (2, True)
    assert "t/c2.coder" in cli("team", "export", "--for", "Cato", "--to", "t/c2").err
    assert "t is a folder" in cli("team", "export", "--for", "Cato", "--to", "t").err
    purged = cli("purge", "d01", "--confirm", "d01", "--yes")
    assert "Copies of others to purge too: t/c.coder" in purged.err


def test_a_corrected_transcript_is_taken_and_taken_back(cli, project):
    assert cli("code", "d01", "--quote", "eerst veel vertrouwen", "vertrouwen").status == 0
    file = project.parent / "t" / "d01.txt"
    text = file.read_text("utf-8")
    assert "same text" in cli("transcripts", "correct", "d01", "t/d01.txt").err
    other = cli("transcripts", "correct", "d01", "t/d02.txt")
    assert (other.status, "holds the text of d02" in other.err) == (2, True)
    file.write_text(text.replace("eerst veel vertrouwen", "eerst nog veel vertrouwen"), "utf-8")
    assert "transcripts correct" in cli("import", "t/d01.txt").out
    done = cli("transcripts", "correct", "d01", "t/d01.txt")
    assert done.err == "Corrected 1 place; 'coder undo' takes it back.\n"
    assert [one["quote"] for one in cli("codings", "--json").json] == ["eerst nog veel vertrouwen"]
    file.write_text(text.replace(" eerst veel vertrouwen", ""), "utf-8")
    assert "Words of 1 coding are gone" in cli("transcripts", "correct", "d01", "t/d01.txt").err
    assert cli("codings").status == 1
    assert cli("merge", "questions", "--json").json[0]["kind"] == "words of a coding gone"
    assert cli("undo").status == 0
    assert len(cli("codings", "--json").json) == 1
    file.write_text("Interviewer: Iets heel anders?\n\nRespondent: Zeker, dat ook.\n", "utf-8")
    wrong = cli("transcripts", "correct", "d01", "t/d01.txt")
    assert re.search(r"only \d+% of the old text is left", wrong.err)


def test_a_shared_folder_is_watched_until_somebody_stops_it(
    cli, project, sent, monkeypatch, tmp_path
):
    drive = tmp_path / "drive"
    drive.mkdir()
    rounds = iter([lambda: shutil.copy(sent, drive / "bram.coder"), lambda: None])

    def pause(_seconds):
        act = next(rounds, None)
        if act is None:
            raise KeyboardInterrupt
        act()

    monkeypatch.setattr("time.sleep", pause)
    watched = cli("merge", "--from", drive, "--watch")
    assert watched.status == 0
    assert watched.err.splitlines()[:3] == [
        f"Watching {drive}; Ctrl+C ends it.",
        "Merged bram.coder:",
        "  1 new coding by Bram Proef",
    ]
    assert watched.err.splitlines()[-1] == "Watching ended."
    assert len(cli("codings", "--json").json) == 1
    assert cli("merge", "--undo").status == 0
    for wrong in (["--watch"], [sent, "--watch"], ["--from", drive, "--watch", "--dry-run"]):
        refused = cli("merge", *wrong)
        assert (refused.status, "--watch goes with --from" in refused.err) == (2, True)
    assert "no folder" in cli("merge", "--from", drive / "gone", "--watch").err


def test_a_watch_never_turns_to_another_project(cli, project, sent, monkeypatch, tmp_path):
    drive = tmp_path / "drive"
    drive.mkdir()
    above = project.parent.parent / "above.coder"
    shutil.copy(project, above)
    before = above.read_bytes()

    def pause(_seconds):
        shutil.copy(sent, drive / "bram.coder")
        project.rename(project.with_suffix(".gone"))

    monkeypatch.setattr("time.sleep", pause)
    watched = cli("merge", "--from", drive, "--watch")
    assert (watched.status, f"There is no project file {project}" in watched.err) == (2, True)
    assert above.read_bytes() == before


def test_somebody_of_two_machines_has_a_name_under_both_ids(
    cli, project, sent, monkeypatch, tmp_path
):
    second = tmp_path / "bram2.coder"
    shutil.copy(project, second)

    def code(quote):
        with monkeypatch.context() as patch:
            patch.setenv("CODER_CONFIG", str(tmp_path / "bram2"))
            cli("whoami", "--name", "Bram Proef")
            assert cli("code", "d02", "--quote", quote, "capaciteit", "-p", second).status == 0

    code("Eén ambtenaar")
    assert "1 question" in cli("merge", sent, second).err
    assert cli("merge", "answer", "1", "same").status == 0
    code("twee uur per week")
    assert "  1 new coding by Bram Proef\n" in cli("merge", second).err
    people = {one["who"] for one in cli("log", "--json").json}
    assert people == {"Anna Proef", "Bram Proef"}
    cli("team", "export", "--for", "Cato", "--blind", "--to", "t/c.coder")
    who = {one["who"] for one in cli("log", "--json", "-p", "t/c.coder").json}
    assert all(re.fullmatch(r"somebody \([0-9a-f]{8}\)", one) for one in who)


def test_a_copy_for_a_mistaken_name_is_listed_no_more(cli, project):
    def listed():
        return [row[0] for row in cli("team", "status").rows]

    for name, file in (("Caot", "t/c1.coder"), ("Cato", "t/c2.coder"), ("Caot", "t/c3.coder")):
        assert cli("team", "export", "--for", name, "--to", file).status == 0
    assert listed() == ["Anna Proef", "Caot", "Cato"]
    wrong = cli("team", "forget", "Bram")
    assert (wrong.status, "There are copies for: Caot, Cato." in wrong.err) == (2, True)
    told = cli("team", "forget", "caot").err
    assert told == (
        "2 copies for Caot listed no more; --not lists them again: t/c1.coder, t/c3.coder.\n"
    )
    assert listed() == ["Anna Proef", "Cato"]
    assert cli("team", "forget", "Caot").status == 2
    assert cli("team", "forget", "Caot", "--not").status == 0
    assert listed() == ["Anna Proef", "Caot", "Cato"]
    assert cli("team", "forget", "Caot", "--not").status == 2
    assert cli("team", "forget", "Caot").status == 0
    purged = cli("purge", "d01", "--confirm", "d01", "--yes")
    assert "t/c1.coder, t/c2.coder, t/c3.coder" in purged.err


def test_a_copy_beside_the_project_is_warned_of(cli, project):
    made = cli("team", "export", "--for", "Cato", "--to", "cato.coder", "-p", project)
    assert (made.status, "beside your project" in made.err) == (0, True)
    assert (
        "beside" not in cli("team", "export", "--for", "C", "--to", "t/c.coder", "-p", project).err
    )
