"""Reading transcripts: a file becomes a `Document` with canonical text, turns and warnings."""

from __future__ import annotations

from coder.readers.folder import SUFFIXES, Folder, transcripts_in
from coder.readers.reading import read, read_bytes

__all__ = ["SUFFIXES", "Folder", "read", "read_bytes", "transcripts_in"]
