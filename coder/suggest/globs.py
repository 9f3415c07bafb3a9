"""Globs on single words, matched in time linear in word times pattern, without regex."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CompiledGlob:
    """A glob cut at its stars; `needle` is a text that every fitting word holds."""

    chunks: tuple[str, ...]
    needle: str

    def fits(self, word: str) -> bool:
        """Whether the whole word fits.

        Between stars the leftmost place for each chunk is as good as any other, so there is no
        backtracking.
        """
        first, last = self.chunks[0], self.chunks[-1]
        if len(self.chunks) == 1:
            return len(word) == len(first) and _at(word, 0, first)
        stop = len(word) - len(last)
        if stop < len(first) or not _at(word, 0, first) or not _at(word, stop, last):
            return False
        position = len(first)
        for chunk in self.chunks[1:-1]:
            found = _find(word, chunk, position, stop)
            if found < 0:
                return False
            position = found + len(chunk)
        return position <= stop


def compile_glob(text: str) -> CompiledGlob:
    """A glob of `*` (any run, also empty) and `?` (one character); other characters are plain."""
    needle = max(text.replace("?", "*").split("*"), key=len)
    return CompiledGlob(tuple(text.split("*")), needle)


def _at(word: str, position: int, chunk: str) -> bool:
    if "?" not in chunk:
        return word.startswith(chunk, position)
    return all(wanted in ("?", word[position + offset]) for offset, wanted in enumerate(chunk))


def _find(word: str, chunk: str, start: int, stop: int) -> int:
    if "?" not in chunk:
        return word.find(chunk, start, stop)
    for position in range(start, stop - len(chunk) + 1):
        if _at(word, position, chunk):
            return position
    return -1
