"""A file is written wholly or not at all, and never over another one unasked."""

import errno
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from coder.errors import InputError
from coder.exchange.atomic import write_file


def failing(error):
    """Chunks of which the second cannot be had."""
    yield b"half"
    raise error


def refuse(number):
    """A stand-in for a system call that fails with this error number."""

    def call(*_args, **_options):
        raise OSError(number, os.strerror(number))

    return call


def test_a_new_file_holds_all_chunks(tmp_path):
    write_file(tmp_path / "nieuw.csv", [b"een,", b"twee"])
    assert (tmp_path / "nieuw.csv").read_bytes() == b"een,twee"
    assert [path.name for path in tmp_path.iterdir()] == ["nieuw.csv"]


def test_an_existing_file_is_refused_and_untouched(tmp_path):
    path = tmp_path / "oud.csv"
    path.write_bytes(b"oud")
    with pytest.raises(InputError, match=r"oud\.csv exists already; nothing was written") as caught:
        write_file(path, [b"nieuw"])
    assert "overwritten" in caught.value.remedy
    assert path.read_bytes() == b"oud"
    assert [path.name for path in tmp_path.iterdir()] == ["oud.csv"]


def test_a_database_is_never_overwritten(tmp_path):
    path = tmp_path / "warmte.coder"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE t (x)")
    before = path.read_bytes()
    link = tmp_path / "verslag.txt"
    link.symlink_to(path)
    for name in (path, link):
        with pytest.raises(InputError, match="is a database") as caught:
            write_file(name, [b"verslag"], overwrite=True)
        assert caught.value.remedy == "Choose another name."
    assert path.read_bytes() == before


def test_overwriting_on_request_keeps_the_permissions(tmp_path):
    path = tmp_path / "oud.csv"
    path.write_bytes(b"oud")
    path.chmod(0o640)
    write_file(path, [b"nieuw"], overwrite=True)
    assert path.read_bytes() == b"nieuw"
    assert path.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["oud.csv"]


@pytest.mark.parametrize("error", [ValueError("kapot"), KeyboardInterrupt(), MemoryError()])
def test_a_writer_that_fails_leaves_the_old_file_and_nothing_else(tmp_path, error):
    path = tmp_path / "oud.csv"
    path.write_bytes(b"oud")
    with pytest.raises(type(error)):
        write_file(path, failing(error), overwrite=True)
    assert path.read_bytes() == b"oud"
    assert [path.name for path in tmp_path.iterdir()] == ["oud.csv"]


@pytest.mark.parametrize(
    ("call", "number", "says"),
    [
        ("fsync", errno.ENOSPC, "the disk is full"),
        ("fsync", errno.EDQUOT, "quota is used up"),
        ("fsync", errno.EIO, "Input/output error"),
        ("replace", errno.EACCES, "permission denied"),
    ],
)
def test_what_the_system_refuses_is_said_in_words(tmp_path, monkeypatch, call, number, says):
    path = tmp_path / "oud.csv"
    path.write_bytes(b"oud")
    monkeypatch.setattr(os, call, refuse(number))
    with pytest.raises(InputError, match=says) as caught:
        write_file(path, [b"nieuw"], overwrite=True)
    assert caught.value.remedy
    assert path.read_bytes() == b"oud"
    assert [path.name for path in tmp_path.iterdir()] == ["oud.csv"]


def test_a_folder_that_may_not_be_written_to(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "open", refuse(errno.EROFS))
    with pytest.raises(InputError, match="permission denied"):
        write_file(tmp_path / "nieuw.csv", [b"nieuw"])


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(InputError, match="weg does not exist") as caught:
        write_file(tmp_path / "weg" / "nieuw.csv", [b"nieuw"])
    assert "Make it first" in caught.value.remedy


def test_a_folder_is_not_a_file(tmp_path):
    with pytest.raises(InputError, match="is a folder"):
        write_file(tmp_path, [b"nieuw"], overwrite=True)


def test_a_name_that_is_too_long(tmp_path):
    with pytest.raises(InputError, match="could not be written"):
        write_file(tmp_path / ("n" * 300), [b"nieuw"])
    assert not list(tmp_path.iterdir())


def test_a_link_is_followed_and_stays(tmp_path):
    target = tmp_path / "echt.csv"
    target.write_bytes(b"oud")
    (tmp_path / "link.csv").symlink_to(target)
    with pytest.raises(InputError, match="exists already"):
        write_file(tmp_path / "link.csv", [b"nieuw"])
    write_file(tmp_path / "link.csv", [b"nieuw"], overwrite=True)
    assert (tmp_path / "link.csv").is_symlink()
    assert target.read_bytes() == b"nieuw"


def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path):
    path = tmp_path / "nieuw.csv"

    def chunks():
        yield b"mijn"
        path.write_bytes(b"van een ander")

    with pytest.raises(InputError, match="exists already"):
        write_file(path, chunks())
    assert path.read_bytes() == b"van een ander"
    assert [path.name for path in tmp_path.iterdir()] == ["nieuw.csv"]


@pytest.mark.parametrize("taken", [False, True])
def test_file_systems_without_hard_links(tmp_path, monkeypatch, taken):
    monkeypatch.setattr(os, "link", refuse(errno.EPERM))
    path = tmp_path / "nieuw.csv"

    def chunks():
        yield b"mijn"
        if taken:
            path.write_bytes(b"van een ander")

    if taken:
        with pytest.raises(InputError, match="exists already"):
            write_file(path, chunks())
        assert path.read_bytes() == b"van een ander"
    else:
        write_file(path, chunks())
        assert path.read_bytes() == b"mijn"
    assert [path.name for path in tmp_path.iterdir()] == ["nieuw.csv"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes that have a name")
def test_a_pipe_or_device_is_never_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(InputError, match="no ordinary file"):
        write_file(pipe, [b"x"], overwrite=True)
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]
