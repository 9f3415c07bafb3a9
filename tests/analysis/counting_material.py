"""Small fictional interviews, codebooks and codings, built by hand or by Hypothesis."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from hypothesis import strategies as st

from coder.model import Code, Coder, Coding, Document, Role, Segment, Turn

ROLES = {"I": Role.INTERVIEWER, "R": Role.RESPONDENT, "S": Role.RESPONDENT, "": Role.UNKNOWN}


@dataclass(frozen=True)
class Material:
    codes: list[Code]
    codings: list[Coding]
    documents: list[Document]
    coders: list[Coder]
    segments: dict[str, list[Segment]]

    @property
    def everything(self):
        return self.codes, self.codings, self.documents, self.coders, self.segments


def interview(name, *said, attributes=()):
    """A document of turns given as (label, words), the label in the text but outside the turn."""
    text, turns = "", []
    for label, words in said:
        text += f"{label}: " if label else ""
        turns.append(Turn(len(text), len(text) + len(words), label, ROLES[label]))
        text += words + "\n"
    return Document(name, text, tuple(turns), attributes=tuple(attributes))


def coding(document, code, coder, quote, number=0):
    """A coding of the first place where the quote stands."""
    start = document.text.index(quote)
    end = start + len(quote)
    identity = f"{document.id}{code}{coder}{start}{end}{number}"
    return Coding(identity, document.id, document.revision, code, coder, start, end, quote)


def whole_turns(document):
    """One segment per turn."""
    return [Segment(turn.start, turn.end, i) for i, turn in enumerate(document.turns)]


WORDS = st.lists(
    st.sampled_from(["werk", "druk", "zo'n", "…", "é", "24/7", "-", "a.b", "ruïne", "😀", "_"]),
    min_size=0,
    max_size=6,
).map(" ".join)


@st.composite
def documents(draw):
    found = []
    for number in range(draw(st.integers(1, 3))):
        said = draw(st.lists(st.tuples(st.sampled_from(list(ROLES)), WORDS), max_size=4))
        groups = draw(st.sampled_from([(), (("groep", "2"),), (("groep", "10"),)]))
        found.append(interview(f"gesprek {number}", *said, attributes=groups))
    return found


@st.composite
def codebooks(draw):
    """Codes in a forest: the parent of each is one before it or none."""
    size = draw(st.integers(1, 6))
    parents = [draw(st.integers(-1, number - 1)) for number in range(size)]
    return [
        Code(f"code{n}", f"k{n}", f"Code {n}", parent=None if p < 0 else f"code{p}", position=n)
        for n, p in enumerate(parents)
    ]


@st.composite
def cut_segments(draw, document):
    """The turns, each cut in one to three segments."""
    found = []
    for index, turn in enumerate(document.turns):
        inner = draw(st.sets(st.integers(turn.start, turn.end), max_size=2))
        places = sorted({turn.start, turn.end, *inner})
        found += [Segment(start, end, index) for start, end in pairwise(places)]
    return found


@st.composite
def materials(draw):
    texts = draw(documents())
    codes = draw(codebooks())
    people = [Coder("anna", "Anna"), Coder("bas", "Bas"), Coder("samen", "Samen", "consensus")]
    codings = []
    for number in range(draw(st.integers(0, 12))):
        document = draw(st.sampled_from(texts))
        if not document.text:
            continue
        start = draw(st.integers(0, len(document.text) - 1))
        end = draw(st.integers(start + 1, len(document.text)))
        code = draw(st.sampled_from(codes)).id
        person = draw(st.sampled_from(people)).id
        place = (document.id, document.revision, code, person, start, end)
        codings.append(Coding(f"c{number}", *place, document.text[start:end]))
    segments = {document.id: draw(cut_segments(document)) for document in texts}
    return Material(codes, codings, texts, people, segments)
