"""Qualitative coding of Dutch interview transcripts, in the terminal."""

__version__ = "0.1.0"
