"""Writes a set of words as the plain text that people can read and sort."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The white-space-separated words of `text`."""
    return frozenset(text.split())
