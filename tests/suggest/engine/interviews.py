"""Small documents as the engine hears them, made from lines of "speaker: words"."""

import numpy as np

from coder.language import load
from coder.model import Code, Document, Role, Segment, Term, Turn
from coder.suggest.engine.combiner import FEATURES, Coefficients
from coder.suggest.engine.hearing import Heard, Said, hear
from coder.suggest.lexical import compile

LANGUAGE = load("nl")
CODES = [
    Code("a" * 32, "doorstroom", "doorstroom", terms=(Term("vertrekken"), Term("opvolger"))),
    Code("b" * 32, "vertrouwen", "vertrouwen", terms=(Term("vertrouwen"),), position=1),
    Code("c" * 32, "geld", "geld", terms=(Term("subsidie", 0.6),), position=2),
]
IDS = [code.id for code in CODES]
MATCHER = compile(CODES, LANGUAGE)
PLAIN = Coefficients(tuple(float(name == "terms") for name in FEATURES))

TALK = (
    "I: Hoe ging dat toen met de wethouder?",
    "R: De wethouder is vertrokken en er kwam een opvolger.",
    "R: Die wist van niks.",
    "R: Dan begin je weer helemaal opnieuw.",
    "I: En het vertrouwen, hoe stond het daarmee?",
    "R: Dat was er niet meer, nee.",
    "R: Ze zeiden maar wat tegen ons.",
    "R: De subsidie was intussen ook op.",
)


def heard(name: str, lines=TALK) -> Heard:
    text, turns, segments = "", [], []
    for line in lines:
        speaker, words = line.split(": ", 1)
        place = (len(text), len(text) + len(words))
        if turns and turns[-1].speaker == speaker:
            turns[-1] = Turn(turns[-1].start, place[1], speaker, turns[-1].role)
        else:
            role = Role.INTERVIEWER if speaker == "I" else Role.RESPONDENT
            turns.append(Turn(*place, speaker, role))
        segments.append(Segment(*place, len(turns) - 1))
        text += words + "\n"
    document = Document(name, text, tuple(turns))
    analyses = LANGUAGE.analyse(text, [(one.start, one.end) for one in segments])
    return hear(document, segments, analyses, MATCHER)


def codes(*numbers: int) -> np.ndarray:
    """Bool per code, true for these numbers."""
    found = np.zeros(len(CODES), bool)
    found[list(numbers)] = True
    return found


def said(given: dict[int, tuple[int, ...]], size: int = len(TALK), done: bool = False) -> Said:
    """What was said: codes by segment; where done, all others are absent."""
    rows = np.array([codes(*given.get(number, ())) for number in range(size)])
    return Said(rows, ~rows if done else np.zeros_like(rows))
