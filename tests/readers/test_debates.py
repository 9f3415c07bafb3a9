from pathlib import Path

from coder.model import Role, count_words
from coder.readers import read


def test_debates_have_the_right_speakers(shared: Path) -> None:
    paths = sorted((shared / "dutch" / "debates").glob("*.txt"))
    documents = [read(path) for path in paths]
    assert sum(count_words(document.text) for document in documents) > 70_000
    speakers = {speaker for document in documents for speaker in document.speakers}
    known = ("De voorzitter", "De heer ", "Mevrouw ", "Minister ", "Staatssecretaris ")
    assert len(speakers) == 50
    assert all(speaker.startswith(known) for speaker in speakers)
    chair = [t for d in documents for t in d.turns if t.speaker == "De voorzitter"]
    assert len(chair) == 257
    roles = {turn.role for document in documents for turn in document.turns}
    assert roles == {Role.UNKNOWN}
    for document in documents:
        assert all(turn.speaker for turn in document.turns) or not document.speakers
        if document.speakers:
            assert document.turns[0].start > document.text.index("# bron:")
