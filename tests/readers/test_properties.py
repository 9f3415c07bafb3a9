import re

from hypothesis import given
from hypothesis import strategies as st

from coder.errors import InputError
from coder.model import Document
from coder.readers import read_bytes

STAMP = re.compile(r"\[\d{1,2}:\d{2}:\d{2}\]|#\d\d:\d\d:\d\d-\d#|-->")
ANY_TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=300)
LINES = st.lists(
    st.tuples(
        st.sampled_from(["", "", "[00:01:02] ", "00:01:02 ", "> ", "**", "- "]),
        st.sampled_from(["", "I: ", "R1: ", "Anna de Wit: ", "R – ", "[S00]: ", "Let op: ", "I\t"]),
        st.sampled_from(["", "ja", "Hoe ging het?", "nee: of ja", "[lacht] (12:30)", "# kop"]),
        st.sampled_from(["", "", " #00:01:02-3#", " [00:01:02]", "  ", " midden [00:02:03] in"]),
        st.sampled_from(["\n", "\n\n", "\r\n", "\r"]),
    ).map("".join),
    max_size=25,
).map("".join)
CUES = st.lists(
    st.tuples(
        st.sampled_from(["00:00:01.000 --> 00:00:02.000\n", "x --> y\n", "", "7\n"]),
        st.sampled_from(["<v Ad>", "Bo: ", "[S1]: ", "", "NOTE "]),
        st.sampled_from(["hoi", "ja\nnee", "<b>vet</b>", "&amp;", ""]),
        st.sampled_from(["\n\n", "\n", "</v>\n\n"]),
    ).map("".join),
    max_size=15,
).map(lambda cues: "WEBVTT\n\n" + "".join(cues))


def attempt(text: str, name: str) -> Document | None:
    """The document, or None where the reader refuses; any other error fails the test."""
    try:
        return read_bytes(text.encode("utf-8"), name)
    except InputError as error:
        assert error.remedy
        return None


def check_turns(document: Document) -> None:
    """Turns and cues lie inside the text, in order, apart, and start and end in words."""
    last = 0
    for turn in document.turns:
        assert last <= turn.start < turn.end <= len(document.text)
        words = document.text[turn.start : turn.end]
        assert words == words.strip()
        last = turn.end
        at = turn.start
        for cue in turn.cues:
            assert at <= cue.start < cue.end <= turn.end
            at = cue.end


@given(ANY_TEXT)
def test_any_text_is_kept_as_it_is(text: str) -> None:
    document = attempt(text, "x.txt")
    if document is not None and document.format == "txt":
        plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        assert document.text == plain
        check_turns(document)


@given(LINES, st.sampled_from(["x.txt", "x.md"]))
def test_labels_and_stamps_are_outside_the_turns(text: str, name: str) -> None:
    document = attempt(text, name)
    if document is None:
        return
    assert document.text == text.replace("\r\n", "\n").replace("\r", "\n")
    check_turns(document)
    for turn in document.turns:
        words = document.text[turn.start : turn.end]
        assert not STAMP.search(words)
        if turn.speaker:
            assert not words.startswith((f"{turn.speaker}:", f"[{turn.speaker}]"))


@given(CUES)
def test_cue_turns_are_lines_with_their_speakers(text: str) -> None:
    document = attempt(text, "x.vtt")
    if document is None or document.format != "vtt":
        return
    check_turns(document)
    lines = document.text.split("\n")[:-1]
    assert len(lines) == len(document.turns)
    for line, turn in zip(lines, document.turns, strict=True):
        label = f"{turn.speaker}: " if turn.speaker else ""
        assert line == label + document.text[turn.start : turn.end]


@given(st.binary(max_size=400), st.sampled_from(["x.txt", "x.md", "x.vtt", "x.srt", "x.docx"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    try:
        document = read_bytes(data, name)
    except InputError as error:
        assert "x." in error.problem or "text" in error.problem
    else:
        check_turns(document)
        assert document.text.encode("utf-8").decode("utf-8") == document.text
