"""A quotation with its source, as one pastes it into a report; pure."""

from __future__ import annotations

from coder.model import Document


def quotation(document: Document, span: tuple[int, int]) -> str:
    """The words between quotation marks, then transcript, speaker, time and place.

    The place counts code points from 0, the end not included.
    """
    start, end = span
    words = " ".join(document.text[start:end].split())
    turns = [turn for turn in document.turns if turn.start < end and start < turn.end]
    source = [document.name]
    source += list(dict.fromkeys(turn.speaker for turn in turns if turn.speaker))
    if turns and turns[0].begin_ms is not None:
        source.append(clock(turns[0].begin_ms))
    source.append(f"{start}-{end}")
    return f"“{words}” ({', '.join(source)})"


def clock(milliseconds: int) -> str:
    """A time of the recording as hours, minutes and seconds."""
    seconds = milliseconds // 1000
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
