import csv
from collections import Counter
from pathlib import Path

import pytest

from coder.model import Document, count_words
from coder.readers import read

GOLD = Path(__file__).parents[1] / "data" / "gold"
NAMES = sorted(path.name for path in (GOLD / "transcripts").iterdir())


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def observed(document: Document) -> list[dict[str, str]]:
    """The document as the rows of expected_turns.tsv."""
    first, last = document.turns[0], document.turns[-1]
    end = last.begin_ms if last.end_ms is None else last.end_ms
    found = []
    for speaker in document.speakers or ("",):
        turns = [turn for turn in document.turns if turn.speaker == speaker]
        words = sum(count_words(document.text[turn.start : turn.end]) for turn in turns)
        (role,) = {turn.role for turn in turns}
        found.append(
            {
                "document": document.name,
                "turns": str(len(document.turns)),
                "speaker": speaker,
                "speaker_turns": str(len(turns)),
                "speaker_words": str(words),
                "role": role.value,
                "first_ms": "" if first.begin_ms is None else str(first.begin_ms),
                "last_ms": "" if end is None else str(end),
            }
        )
    return found


@pytest.mark.parametrize("name", NAMES)
def test_turns_words_roles_and_times_are_as_expected(name: str) -> None:
    document = read(GOLD / "transcripts" / name)
    wanted = [row for row in rows(GOLD / "expected_turns.tsv") if row["document"] == document.name]
    assert observed(document) == wanted


def test_roles_are_those_of_the_gold() -> None:
    found = set()
    for name in NAMES:
        document = read(GOLD / "transcripts" / name)
        found |= {(document.name, t.speaker, t.role.value) for t in document.turns if t.speaker}
    lines = (GOLD / "roles.tsv").read_text(encoding="utf-8").splitlines()
    assert found == {tuple(line.split("\t")) for line in lines}


@pytest.mark.parametrize("name", NAMES)
def test_only_guessed_roles_and_missing_speakers_are_warned_of(name: str) -> None:
    warned = {"d05.vtt": "interviewer", "d06.srt": "interviewer", "d07.txt": "No speakers"}
    warnings = read(GOLD / "transcripts" / name).warnings
    assert len(warnings) == (name in warned)
    assert all(warned[name] in warning for warning in warnings)


@pytest.mark.parametrize("name", ["d05.vtt", "d06.srt"])
def test_cues_keep_their_times_and_words(name: str) -> None:
    path = GOLD / "transcripts" / name
    document = read(path)
    cues = [cue for turn in document.turns for cue in turn.cues]
    source = path.read_text(encoding="utf-8")
    assert len(cues) == source.count("-->")
    words = Counter(document.text[cue.start : cue.end] for cue in cues)
    assert all(piece in source for piece in words)
    assert [cue.begin_ms for cue in cues] == sorted(cue.begin_ms or 0 for cue in cues)


def test_a_cue_turn_is_a_line_with_its_speaker() -> None:
    document = read(GOLD / "transcripts" / "d05.vtt")
    lines = document.text.splitlines()
    assert len(lines) == len(document.turns)
    for line, turn in zip(lines, document.turns, strict=True):
        assert line == f"{turn.speaker}: {document.text[turn.start : turn.end]}"
