"""What becomes of files: transcripts of every kind, and tables of attributes."""

import os
import shutil
from pathlib import Path

import pytest

ENCRYPTED = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
)


def outcomes(cli, *arguments):
    result = cli("import", *arguments, "--json")
    return {row["file"]: row["result"] for row in result.json}, result


def test_a_folder_comes_in_and_is_known_the_second_time(cli, project):
    cli("init", "nieuw")
    found, result = outcomes(cli, "t", "-p", "nieuw.coder")
    assert result.status == 0 and set(found.values()) == {"imported"}
    assert set(result.json[0]) == {
        "file", "result", "name", "words", "turns", "speakers", "encoding", "warnings", "message",
    }  # fmt: skip
    found, result = outcomes(cli, "t", Path("t", "d01.txt"), "-p", "nieuw.coder")
    assert result.status == 0 and set(found.values()) == {"already here"}
    assert len(found) == 3, "a file that is named twice is read once"
    assert len(cli("log", "-p", "nieuw.coder", "--json").json) == 1


def test_every_kind_of_file_gets_its_outcome(cli, project):
    folder = Path("map")
    folder.mkdir()
    shutil.copy("t/d01.txt", folder / "d01.txt")
    (folder / "d02.txt").write_text(Path("t/d02.txt").read_text("utf-8") + "\nEn meer.\n", "utf-8")
    shutil.copy("t/d03.txt", folder / "kopie.txt")
    (folder / "leeg.txt").write_bytes(b"")
    (folder / "wit.txt").write_bytes(b" \n\n")
    (folder / "binair.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "groot.txt").touch()
    os.truncate(folder / "groot.txt", 100_000_000)
    (folder / "zonder.txt").write_text("Zomaar een verhaal.\n\nNog een alinea.\n")
    (folder / "verkeerd.docx").write_text("Interviewer: hallo\n")
    (folder / "slot.docx").write_bytes(ENCRYPTED)
    (folder / "foto.jpg").write_bytes(b"\xff\xd8\xff")
    found, result = outcomes(cli, "map")
    assert result.status == 2
    assert found == {
        "d01.txt": "already here",
        "d02.txt": "changed",
        "kopie.txt": "same text under another name",
        "leeg.txt": "failed",
        "wit.txt": "failed",
        "binair.txt": "failed",
        "groot.txt": "failed",
        "zonder.txt": "imported",
        "verkeerd.docx": "failed",
        "slot.docx": "failed",
    }
    messages = {row["file"]: row["message"] for row in result.json}
    assert "empty" in messages["leeg.txt"] and "password" in messages["slot.docx"]
    assert "MB" in messages["groot.txt"] and "'d03'" in messages["kopie.txt"]
    assert all(
        messages[name] for name, outcome in found.items() if outcome in ("failed", "changed")
    )
    assert "foto.jpg" in result.err
    assert "zonder" in [row["name"] for row in cli("transcripts", "--json").json]
    table = cli("import", "map")
    assert table.status == 2 and "failed" in table.err
    assert all(line.count("\t") == 6 for line in table.out.splitlines())


def test_two_new_files_with_one_text_come_in_once(cli, project):
    Path("a.txt").write_text("Interviewer: Hoi.\n\nRespondent: Een heel nieuw verhaal.\n")
    shutil.copy("a.txt", "b.txt")
    found, _ = outcomes(cli, "a.txt", "b.txt")
    assert found == {"a.txt": "imported", "b.txt": "same text under another name"}


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() == 0, reason="root may read everything")
def test_an_unreadable_file_leaves_the_others_alone(cli, project):
    Path("a.txt").write_text("Interviewer: Hoi.\n\nRespondent: Een ander verhaal.\n")
    Path("b.txt").write_text("x")
    Path("b.txt").chmod(0)
    found, result = outcomes(cli, "a.txt", "b.txt")
    assert found == {"a.txt": "imported", "b.txt": "failed"} and result.status == 2


@pytest.mark.parametrize(
    "path", ["nergens.txt", "nergens/", pytest.param("x" * 300, id="long"), "t\x1b[2J.txt"]
)
def test_missing_files_are_named_in_the_table(cli, project, path):
    result = cli("import", path)
    assert result.status == 2 and "failed" in result.out and "\x1b" not in result.out


def test_nothing_to_import(cli, project):
    assert cli("import").status == 2
    Path("leeg").mkdir()
    assert cli("import", "leeg").status == 1


def test_a_removed_transcript_comes_back_by_import(cli, project):
    cli("code", "d03", "--quote", "opvolger", "doorstroom")
    cli("remove", "transcript", "d03")
    found, _ = outcomes(cli, "t")
    assert found["d03.txt"] == "restored"
    assert len(cli("transcripts", "--json").json) == 3


TABLES = {
    "comma": b"document,group,jaar\nd01,a,2024\nd02,b,2023\n",
    "semicolon": b'document;group;jaar\n"d01";"a";2024\nd02;b;2023\n',
    "tab": b"document\tgroup\tjaar\nd01\ta\t2024\nd02\tb\t2023\n",
    "BOM": b"\xef\xbb\xbfdocument,group,jaar\r\nd01,a,2024\r\nd02,b,2023\r\n",
    "UTF-16": "document\tgroup\tjaar\nd01\ta\t2024\nd02\tb\t2023\n".encode("utf-16"),
    "sep": b"sep=;\r\ndocument;group;jaar\r\nd01;a;2024\r\nd02;b;2023\r\n",
    "suffix": b"document,group,jaar\nd01.txt,a,2024\nD02.TXT,b,2023\n",
    "spaces": b"document , group , jaar\n d01 , a , 2024\n\nd02, b,2023,\n",
    "empty column": b"document,group,jaar,\nd01,a,2024,\nd02,b,2023,\n",
}


@pytest.mark.parametrize("name", TABLES)
def test_attributes_from_a_table(cli, project, name):
    Path("a.csv").write_bytes(TABLES[name])
    result = cli("import", "--attributes", "a.csv")
    assert result.status == 0, result.err
    assert result.err == "4 attributes changed.\n"
    rows = cli("transcripts", "--json").json
    assert [row["attributes"] for row in rows] == [
        {"group": "a", "jaar": "2024"},
        {"group": "b", "jaar": "2023"},
        {},
    ]
    assert cli("import", "--attributes", "a.csv").err == "0 attributes changed.\n"


def test_attributes_in_windows_1252_and_empty_cells(cli, project):
    Path("a.csv").write_bytes("document,café,group\nd01,één,\n".encode("cp1252"))
    assert cli("import", "--attributes", "a.csv").status == 0
    attributes = cli("transcripts", "--json").json[0]["attributes"]
    assert attributes == {"café": "één", "group": "bewoners"}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "no columns"),
        (b"document\nd01\n", "no columns"),
        (b"document,a\nd01,x\nd99,y\nd98,z\n", "row 3, column document"),
        (b"document,a\nd01,x\nd99,y\nd98,z\n", "rows 4"),
        (b"document,a\nd01,x,y\n", "row 2: 3 cells under 2 headings"),
        (b"document,a\nd01,x\nd01,y\n", "row 3: 'd01' was in row 2"),
        (b"document,a,a\nd01,x,y\n", "two columns are called 'a'"),
        (b"document,,a\nd01,x,y\n", "row 1"),
        (b"document,\x1b[31m\nd01,x\n", "row 1"),
        (b'document,a\nd01,"x\n', "line 2"),
        (b"PK\x03\x04\x00\x00", "not a CSV"),
    ],
)
def test_tables_that_cannot_be_taken_change_nothing(cli, project, content, says):
    Path("a.csv").write_bytes(content)
    before = cli("transcripts", "--json").json
    result = cli("import", "--attributes", "a.csv")
    assert result.status == 2
    assert says in result.err and "\x1b" not in result.err
    assert cli("transcripts", "--json").json == before


def test_files_are_in_even_if_their_table_is_not(cli, project):
    Path("n.txt").write_text("Interviewer: Hoi.\n\nRespondent: Nog een nieuw verhaal.\n")
    Path("a.csv").write_text("document,a\nnergens,x\n")
    result = cli("import", "n.txt", "--attributes", "a.csv")
    assert result.status == 2 and "imported" in result.out
    assert cli("import", "--attributes", "nergens.csv").status == 2
