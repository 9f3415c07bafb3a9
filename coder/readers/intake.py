"""Take a file's bytes in safely, and tell what kind of file they are by their content."""

from __future__ import annotations

import stat
from pathlib import Path

from coder.errors import InputError

LARGEST_FILE = 20_000_000
_SAVE_AS = "Save it as .docx or as plain text (UTF-8) and read that file."
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF", "Copy or export its text to .txt or .docx; a PDF does not keep its turns."),
    (b"{\\rtf", "a rich text file (RTF)", _SAVE_AS),
    (b"\x89PNG", "a picture", "Choose the transcript itself."),
    (b"\xff\xd8\xff", "a picture", "Choose the transcript itself."),
    (b"GIF8", "a picture", "Choose the transcript itself."),
    (b"ID3", "a sound recording", "Transcribe it first; coder reads transcripts."),
    (b"OggS", "a sound recording", "Transcribe it first; coder reads transcripts."),
    (b"fLaC", "a sound recording", "Transcribe it first; coder reads transcripts."),
    (b"RIFF", "a sound or video recording", "Transcribe it first; coder reads transcripts."),
    (b"\x1aE\xdf\xa3", "a video recording", "Transcribe it first; coder reads transcripts."),
    (b"\x1f\x8b", "a compressed file", "Unpack it first."),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file", "Unpack it first."),
    (b"Rar!", "a compressed file", "Unpack it first."),
    (b"BZh", "a compressed file", "Unpack it first."),
    (b"\xfd7zXZ", "a compressed file", "Unpack it first."),
    (b"SQLite format 3\x00", "a database", "Choose the transcript itself."),
    (b"\x7fELF", "a program", "Choose the transcript itself."),
)
_AUDIO_FRAMES = (b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xf1", b"\xff\xf9")
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_SUFFIXES = {
    ".pdf": ("a PDF", "Copy or export its text to .txt or .docx; a PDF does not keep its turns."),
    ".odt": ("an OpenDocument text", "Save it as .docx and read that file."),
    ".rtf": ("a rich text file (RTF)", _SAVE_AS),
    ".doc": ("an old Word document", "Open it in Word or LibreOffice and save it as .docx."),
    ".html": ("a web page", _SAVE_AS),
    ".htm": ("a web page", _SAVE_AS),
    ".json": ("a JSON file", "Export the transcript as .vtt, .srt, .docx or .txt."),
    ".xlsx": ("a spreadsheet", "Export the transcript as .docx or as plain text."),
    ".csv": ("a table", "Export the transcript as .docx or as plain text."),
    ".tsv": ("a table", "Export the transcript as .docx or as plain text."),
    ".xml": ("an XML file", "Export the transcript as .vtt, .srt, .docx or .txt."),
}


def shown(name: str) -> str:
    """A file name for messages: without folder, control characters made visible."""
    name = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in name)


def load(path: Path) -> bytes:
    """The bytes of a regular file of at most LARGEST_FILE; raises InputError otherwise."""
    name = shown(path.name)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise InputError(f"{name} is a folder.", "Name a file in it, or import the folder.")
        if not stat.S_ISREG(status.st_mode):
            raise InputError(f"{name} is not a regular file.", "Name a transcript file.")
        check_size(status.st_size, name)
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except FileNotFoundError as error:
        raise InputError(f"{name} does not exist.", "Check the name and the folder.") from error
    except PermissionError as error:
        raise InputError(
            f"{name} may not be read.", "Give yourself the right to read it."
        ) from error
    except OSError as error:
        reason = error.strerror or "the system refuses"
        raise InputError(
            f"{name} cannot be read: {reason}.", "Check the file and the disk."
        ) from error
    except ValueError as error:
        raise InputError(f"{name} cannot be a file name.", "Check the name.") from error
    check_size(len(data), name)
    return data


def check_size(size: int, name: str) -> None:
    """Raise InputError for more than LARGEST_FILE bytes."""
    if size > LARGEST_FILE:
        raise InputError(
            f"{name} is {size / 1e6:.0f} MB; a transcript may be {LARGEST_FILE / 1e6:.0f} MB.",
            "Remove pictures or recordings from it, or split it.",
        )


def kind_of(data: bytes, name: str) -> str:
    """Tell "docx" or "text" by content; raises InputError for what is neither, and for nothing."""
    if not data:
        raise InputError(f"{name} is empty.", "Check that it was saved, or copy it again.")
    head = data[:16]
    for magic, what, remedy in _MAGIC:
        if head.startswith(magic):
            raise InputError(f"{name} is {what}, not a transcript.", remedy)
    if head.startswith(_AUDIO_FRAMES) or head[4:8] == b"ftyp":
        raise InputError(
            f"{name} is a recording, not a transcript.",
            "Transcribe it first; coder reads transcripts.",
        )
    if head.startswith(_COMPOUND_FILE):
        raise _compound_file(data, name)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(data, name)
    if Path(name).suffix.casefold() == ".docx":
        raise InputError(
            f"{name} is not a Word document, whatever its name says.",
            "If it is plain text, give it the suffix .txt; else save it again as .docx.",
        )
    other = _OTHER_SUFFIXES.get(Path(name).suffix.casefold())
    if other is not None:
        raise InputError(f"{name} is {other[0]}, which coder does not read.", other[1])
    start = data[:512].lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")):
        raise InputError(f"{name} is a web page, which coder does not read.", _SAVE_AS)
    return "text"


def _compound_file(data: bytes, name: str) -> InputError:
    """Office's old container: a password-protected .docx or an old .doc."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return InputError(
            f"{name} is protected by a password.",
            "Open it in Word, remove the password (File > Info) and save it again.",
        )
    return InputError(
        f"{name} is an old Word document (.doc) or another old Office file.",
        "Open it in Word or LibreOffice and save it as .docx.",
    )


def _kind_of_zip(data: bytes, name: str) -> str:
    """Tell "docx" for a Word document; InputError for the other files that are ZIPs inside."""
    if b"word/" in data and b"[Content_Types].xml" in data:
        return "docx"
    if b"opendocument.text" in data[:200]:
        raise InputError(f"{name} is an OpenDocument text.", "Save it as .docx and read that file.")
    if b"xl/workbook" in data:
        raise InputError(f"{name} is a spreadsheet.", "Export the transcript as .docx or .txt.")
    if Path(name).suffix.casefold() == ".docx":
        raise InputError(
            f"{name} is a damaged Word document, or none.",
            "Open it in Word or LibreOffice and save it again as .docx.",
        )
    raise InputError(f"{name} is a ZIP archive, not a transcript.", "Unpack it first.")
