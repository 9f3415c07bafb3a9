"""From cues to turns: who speaks each cue, and the canonical text with one turn a line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from coder.model import Cue, Turn
from coder.readers.cues import Piece
from coder.readers.labels import SURE_KINDS, Kind, Mark, key, parse
from coder.readers.shapes import Shape, shape
from coder.readers.speakers import Cast, Census

PAUSE_MS = 2_000
MOST_WORDS = 100
_KINDS = (Kind.COLON, Kind.BRACKET, Kind.BARE)


class Spoken(NamedTuple):
    """The canonical text of a cue file, its turns, and what to tell a person."""

    text: str
    turns: tuple[Turn, ...]
    warnings: tuple[str, ...]


class _Said(NamedTuple):
    """Words of one cue with their speaker ("" for nobody known)."""

    speaker: str
    piece: Piece


def compose(pieces: list[Piece]) -> Spoken:
    """Cues of one speaker that follow each other become one turn, `Speaker: words`.

    Where nobody is named a turn ends at a pause of PAUSE_MS or after MOST_WORDS words.
    """
    said = list(_joined(_named(pieces)))
    text: list[str] = []
    turns: list[Turn] = []
    position = 0
    for group in _turns(said):
        speaker = group[0].speaker
        label = f"{speaker}: " if speaker else ""
        start = position + len(label)
        cues = []
        at = start
        for _, piece in group:
            cues.append(Cue(at, at + len(piece.words), piece.begin_ms, piece.end_ms))
            at += len(piece.words) + 1
        text.append(label + " ".join(piece.words for _, piece in group))
        begin = next((cue.begin_ms for cue in cues if cue.begin_ms is not None), None)
        end = next((cue.end_ms for cue in reversed(cues) if cue.end_ms is not None), None)
        turns.append(Turn(start, at - 1, speaker, begin_ms=begin, end_ms=end, cues=tuple(cues)))
        position = at
    warnings: tuple[str, ...] = ()
    if not any(turn.speaker for turn in turns):
        warnings = ("No speakers were found; a new turn starts after every pause.",)
    return Spoken("\n".join(text) + "\n", tuple(turns), warnings)


def _named(pieces: list[Piece]) -> Iterator[_Said]:
    """Every piece with its speaker: by tag, by label, else who spoke before."""
    census = Census()
    tagged = any(piece.tagged for piece in pieces)
    marks = [None if tagged else _mark(piece.words) for piece in pieces]
    for mark in marks:
        census.add(mark, at_block=True)
    cast = Cast() if tagged else _all_named(marks) or census.cast()
    speaker = ""
    for piece, mark in zip(pieces, marks, strict=True):
        if tagged:
            yield _Said(piece.voice, _without_voice(piece))
            continue
        name = cast.name(mark, at_block=True) if mark is not None else None
        if name is not None and mark is not None:
            speaker = name
            piece = piece._replace(words=piece.words[mark.start :].strip())  # noqa: PLW2901
        if piece.words:
            yield _Said(speaker, piece)


def _all_named(marks: list[Mark | None]) -> Cast | None:
    """Everybody as a speaker where each cue of a short file begins with a name; else None."""
    found = [mark for mark in marks if mark is not None and mark.kind is Kind.COLON]
    if len(found) < len(marks) or any(shape(mark.label) < Shape.NAME for mark in found):
        return None
    names: dict[str, str] = {}
    for mark in found:
        names.setdefault(key(mark.label), mark.label)
    return Cast(names, SURE_KINDS) if len(names) > 1 else None


def _without_voice(piece: Piece) -> Piece:
    """Words of a voice without the label that some tools repeat in front of them."""
    label = f"{piece.voice}:"
    if not piece.voice or not piece.words.startswith(label):
        return piece
    return piece._replace(words=piece.words[len(label) :].strip() or piece.words)


def _mark(words: str) -> Mark | None:
    mark = parse(words, 0, len(words))
    return mark if mark is not None and mark.kind in _KINDS else None


def _joined(said: Iterator[_Said]) -> Iterator[_Said]:
    """Lines of one cue by one speaker as one piece."""
    for _, lines in groupby(said, key=lambda one: (one.piece.cue, one.speaker)):
        first, *rest = lines
        words = " ".join((first.piece.words, *(one.piece.words for one in rest)))
        yield first._replace(piece=first.piece._replace(words=words))


def _turns(said: list[_Said]) -> Iterator[list[_Said]]:
    """Cues that follow each other and have one speaker."""
    group: list[_Said] = []
    words = 0
    for one in said:
        if group and (one.speaker != group[0].speaker or _ends(group[-1], one, words)):
            yield group
            group, words = [], 0
        group.append(one)
        words += one.piece.words.count(" ") + 1
    if group:
        yield group


def _ends(before: _Said, after: _Said, words: int) -> bool:
    """Whether a turn of nobody known ends between two cues."""
    if after.speaker:
        return False
    stop, start = before.piece.end_ms, after.piece.begin_ms
    pause = start - stop if start is not None and stop is not None else 0
    return pause >= PAUSE_MS or words >= MOST_WORDS
