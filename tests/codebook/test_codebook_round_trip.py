"""What is written reads back the same, and a second writer changes only what differs."""

from pathlib import Path
from tempfile import TemporaryDirectory

from codebook_strategies import codebooks
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.codebook import read_codebook, write_codebook


@given(codebooks())
@settings(deadline=None)
def test_any_codebook_reads_back_as_written(codebook):
    with TemporaryDirectory() as folder:
        path = Path(folder, "codes.yaml")
        write_codebook(path, codebook)
        assert read_codebook(path) == codebook


@given(st.data())
@settings(deadline=None, max_examples=200)
def test_any_codebook_can_be_written_over_any_other(data):
    old = data.draw(codebooks(), label="old")
    new = data.draw(codebooks(id_of=old), label="new")
    with TemporaryDirectory() as folder:
        path = Path(folder, "codes.yaml")
        write_codebook(path, old)
        write_codebook(path, new)
        assert read_codebook(path) == new
        before = path.read_bytes()
        write_codebook(path, new)
        assert path.read_bytes() == before
