import os
from pathlib import Path

import pytest

from coder.errors import InputError
from coder.readers import read, read_bytes, transcripts_in
from coder.readers.intake import LARGEST_FILE


def refusal(data: bytes, name: str) -> InputError:
    with pytest.raises(InputError) as error:
        read_bytes(data, name)
    assert error.value.remedy
    return error.value


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "x.txt", "empty"),
        (b" \n\t\n", "x.txt", "no words"),
        (b"\xef\xbb\xbf", "x.txt", "no words"),
        (b"...\n", "x.txt", "no words"),
        (b"Interviewer:\nRespondent:\n", "x.txt", "no words"),
        (b"---\na: b\n---\n", "x.md", "no words"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "x.vtt", "no words"),
        (b"%PDF-1.7 ...", "x.txt", "PDF"),
        (b"{\\rtf1 ...}", "x.txt", "rich text"),
        (b"\x89PNG\r\n\x1a\n", "x.txt", "picture"),
        (b"ID3\x04....", "x.txt", "recording"),
        (b"\xff\xfb\x90d....", "x.txt", "recording"),
        (b"\x00\x00\x00\x20ftypM4A ", "x.txt", "recording"),
        (b"RIFF....WAVE", "x.txt", "recording"),
        (b"PK\x03\x04 iets", "x.txt", "ZIP"),
        (b"PK\x03\x04 mimetypeapplication/vnd.oasis.opendocument.text", "x.txt", "OpenDocument"),
        (b"<!DOCTYPE html><p>x", "x.txt", "web page"),
        (b"a\x00\x01\x02\xff\xfe\x00b" * 50, "x.txt", "not a text file"),
        (b"tekst", "x.pdf", "PDF"),
        (b"tekst", "x.odt", "OpenDocument"),
        (b"tekst", "x.docx", "not a Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "x.doc", "old Word document"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "x.docx",
            "password",
        ),
    ],
)
def test_what_is_no_transcript_is_named(data: bytes, name: str, says: str) -> None:
    assert says in refusal(data, name).problem


def test_a_nul_is_reported_with_its_line() -> None:
    assert "line 2" in refusal(b"I: hoi\nR: \x00\n", "x.txt").problem


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(InputError, match="100 MB"):
        read(path)
    assert "20 MB" in refusal(b"a" * (LARGEST_FILE + 1), "x.txt").problem


def test_too_many_lines_are_refused() -> None:
    assert "lines" in refusal(b"a\n" * 400_001, "x.txt").problem
    assert "lines" in refusal(b"WEBVTT\n\n1:00 --> 2:00\n" + b"a\n" * 400_001, "x.vtt").problem


def test_missing_files_folders_and_pipes(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    for name in ("missing.txt", "pipe.txt", "loop.txt", "", "x\0.txt"):
        with pytest.raises(InputError) as error:
            read(tmp_path / name)
        assert str(tmp_path) not in str(error.value)
        assert error.value.remedy


def test_control_characters_stay_and_are_told() -> None:
    text = "I: hoi\nR: \x1b[31mja\x1b[0m\n"
    document = read_bytes(text.encode(), "x\x1b[2J.txt")
    assert document.text == text
    assert "Line 2" in document.warnings[-1]
    assert all("\x1b" not in warning for warning in document.warnings)
    assert "\x1b" not in str(refusal(b"", "x\x1b[2J.txt"))


def test_a_name_can_be_given(tmp_path: Path) -> None:
    path = tmp_path / "Gesprek 1.txt"
    path.write_text("I: Hoe?\nR: Zo.\n")
    assert (read(path).name, read(path).origin) == ("Gesprek 1", "Gesprek 1.txt")
    assert read(path, name="anders").name == "anders"
    assert read(path, name="anders").origin == "Gesprek 1.txt"


def test_a_file_name_that_is_not_utf8_is_read() -> None:
    document = read_bytes(b"I: Hoe?\nR: Zo.\n", "gesprek\udce9.txt")
    assert (document.name, document.origin) == ("gesprek\ufffd", "gesprek\ufffd.txt")


def test_the_transcripts_of_a_folder(tmp_path: Path) -> None:
    names = "d10.txt d2.VTT d1.docx ~$d1.docx .verborgen.txt README.md MANIFEST.md scan.pdf a.odt"
    for name in [*names.split(), "x.coder"]:
        (tmp_path / name).write_text("x")
    (tmp_path / "map.txt").mkdir()
    found = transcripts_in(tmp_path)
    assert [path.name for path in found.transcripts] == ["d1.docx", "d2.VTT", "d10.txt"]
    assert [path.name for path in found.others] == ["a.odt", "map.txt", "scan.pdf"]
    with pytest.raises(InputError, match="not a folder"):
        transcripts_in(tmp_path / "d10.txt")
