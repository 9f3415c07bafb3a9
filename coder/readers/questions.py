"""Signs of asking and of answering in the words of one speaker, with and without punctuation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from coder.readers.vocabulary import word_set

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ASKING = word_set(
    """
    wat wie waar hoe waarom wanneer welke welk hoeveel hoezo waarover waarvan waarmee
    waaraan waardoor waarbij what who where how why when which
    """
)
_VERBS = word_set(
    """
    kun kan kunt kon wil wilt wou zou zal ben bent is was heb hebt heeft had hadden doe doet
    deed ga gaat ging mag moet moest vind vindt vond denk denkt dacht weet wist zie ziet zag
    merk merkt voel voelt kom komt kwam werd wordt word speelt speelde zijn waren hebben
    could can do did does are were have has would
    """
)
_SUBJECTS = word_set(
    """
    je jij u jullie ie dat het er die ze zij hij we you it that
    """
)
_SECOND = word_set(
    """
    je jij jou jouw u uw jullie you your
    """
)
_FIRST = word_set(
    """
    ik mij me mijn m'n wij we ons onze mezelf i my our
    """
)
_OPENERS = word_set(
    """
    en dus maar oké ok oke ja nou goed want zeg o oh hm hmm and so but
    """
)
_INVITES = word_set(
    """
    vertel vertellen beschrijf beschrijven toelichten leg noem schets
    """
)
_PROCEDURE = word_set(
    """
    opname recorder opneem opnemen band onderzoek interview gesprek vragen vraag toestemming
    anoniem anonimiseren formulier bandje transcript bedanken dank bedankt welkom
    """
)


@dataclass(frozen=True, slots=True)
class Manner:
    """How one speaker talks: shares between 0 and 1 of turns or of words."""

    turns: int
    words: int
    asks: float
    second: float
    first: float
    invites: float
    procedure: float


def manner(turns: list[str]) -> Manner:
    """The manner of the speaker of some turns."""
    asked = first = second = words = invites = procedure = 0
    for turn in turns:
        found = [word.casefold() for word in _WORD.findall(turn)]
        words += len(found)
        asked += _asks(turn, found)
        first += sum(word in _FIRST for word in found)
        second += sum(word in _SECOND for word in found)
        invites += any(word in _INVITES for word in found)
        procedure += any(word in _PROCEDURE for word in found)
    count = max(len(turns), 1)
    return Manner(
        len(turns),
        words,
        asked / count,
        second / max(words, 1),
        first / max(words, 1),
        invites / count,
        procedure / count,
    )


def _asks(turn: str, words: list[str]) -> bool:
    """Whether a turn asks: a question mark near its end, a question word or verb in front."""
    ending = turn.rstrip().rstrip("\"'”’»)].")
    if ending.endswith("?"):
        return True
    if "?" in turn and len(words) < 40:
        return True
    return len(words) <= 60 and _inverted(words)


def _inverted(words: list[str]) -> bool:
    """Whether some words have the order of a question."""
    start = 0
    while start < min(4, len(words)) and words[start] in _OPENERS:
        start += 1
    head = words[start : start + 3]
    if not head:
        return False
    if head[0] in _ASKING:
        return True
    if len(head) > 1 and head[0] in _VERBS and head[1] in _SUBJECTS:
        return True
    pairs = zip(words[start:], words[start + 1 :], strict=False)
    return any(
        one in _VERBS and other in ("je", "jij", "u", "jullie", "you") for one, other in pairs
    )
