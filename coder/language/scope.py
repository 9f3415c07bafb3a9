"""How far a denying or weakening cue reaches: at most six tokens, within its clause.

Forward up to a mark, a contrast or a new clause; backward to the start of the clause, but not into
a fronted adverbial phrase. Pure functions over token values; indexes are token indexes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from coder.language import cues
from coder.language.cues import Cue
from coder.linguistic import SeparableVerb, Word

SCOPE = 6
"""How many tokens a cue reaches on each side."""


class Sentence(NamedTuple):
    """The words of a segment with what the rules ask about them.

    `places` are the indexes of the words that can be cues (`is_cue`, or a cue verb).
    """

    forms: Sequence[str]
    words: Sequence[Word]
    finite: Callable[[Word], bool]
    separable: Sequence[SeparableVerb]
    places: Sequence[int]


class Found(NamedTuple):
    """A cue at tokens `[start, end)`; `lack` tells that it names a lack, not a denial."""

    start: int
    end: int
    cue: Cue
    lack: bool


def following(forms: Sequence[str], place: int) -> str:
    """The form after token `place`, "" at the end."""
    return forms[place + 1] if place + 1 < len(forms) else ""


def reach(sentence: Sentence, item: Found) -> Iterator[int]:
    """The tokens that a cue reaches."""
    direction = item.cue.direction
    if direction == "predicate":
        if _is_attribute(sentence, item.end):
            yield from _noun_phrase(sentence, item.end)
        else:
            yield from _backward(sentence, item)
        return
    yield from _forward(sentence, item)
    if direction == "both":
        yield from _backward(sentence, item)


def _is_attribute(sentence: Sentence, place: int) -> bool:
    """Whether a content word follows at once: the cue then belongs to its noun phrase."""
    if place >= len(sentence.forms):
        return False
    form = sentence.forms[place]
    if form in cues.STOPS or form in cues.PREPOSITIONS or form in cues.SUBORDINATORS:
        return False
    if form in ("en", "van", "aan", "geworden", "gebleven", "dan", "als", "te", "dat", "om"):
        return False
    return form not in cues.CONTRAST and form not in cues.PRONOUNS


def _noun_phrase(sentence: Sentence, start: int) -> Iterator[int]:
    for place in range(start, min(start + 3, len(sentence.forms))):
        form = sentence.forms[place]
        if (
            form in cues.STOPS
            or form in cues.PREPOSITIONS
            or sentence.finite(sentence.words[place])
        ):
            return
        yield place


def _forward(sentence: Sentence, item: Found) -> Iterator[int]:
    for place in range(item.end, min(item.end + SCOPE, len(sentence.forms))):
        if _ends_clause(sentence, item, place):
            return
        yield place


def _ends_clause(sentence: Sentence, item: Found, place: int) -> bool:
    """Whether the forward scope of a cue ends before token `place`."""
    forms = sentence.forms
    form = forms[place]
    if form == "," and item.cue.direction == "forward":
        return not _goes_on_as_list(sentence, place)
    if form in cues.STOPS or form in cues.CONTRAST or form in cues.SUBORDINATORS:
        return not (form == "of" and item.cue.direction == "forward")
    if form == "dat" and place > item.end - 1:
        return not _raises(sentence, item, place)
    if form == "en":
        return _starts_clause(sentence, place + 1)
    return False


def _goes_on_as_list(sentence: Sentence, comma: int) -> bool:
    """Whether after a comma bare words follow up to "of", "en" or "noch" ("geen tijd, geld of")."""
    for place in range(comma + 1, min(comma + 5, len(sentence.forms))):
        form = sentence.forms[place]
        if form in ("of", "en", "noch"):
            return place > comma + 1
        if form == ",":
            continue
        word = sentence.words[place]
        if word.filler or form in cues.PRONOUNS or form in cues.DETERMINERS:
            return False
        if form in cues.CONTRAST or form in cues.SUBORDINATORS or sentence.finite(word):
            return False
    return False


def _raises(sentence: Sentence, item: Found, place: int) -> bool:
    """Whether the negation reaches into the clause that "dat" at `place` opens."""
    if place == item.end and sentence.forms[item.start] in ("geen", "zonder"):
        return True
    nearby = sentence.words[max(0, item.start - 4) : place]
    return any(lemma in cues.NEG_RAISING for word in nearby for lemma in word.lemmas)


def _starts_clause(sentence: Sentence, place: int) -> bool:
    """Whether a new main clause starts here: a subject and, soon, a finite verb."""
    forms = sentence.forms
    if place >= len(forms):
        return False
    if forms[place] in cues.PRONOUNS and forms[place] not in ("het", "die", "dat"):
        return True
    window = sentence.words[place : place + 4]
    return any(sentence.finite(word) for word in window)


def _backward(sentence: Sentence, item: Found) -> Iterator[int]:
    forms = sentence.forms
    last = max(-1, item.start - SCOPE - 1)
    front = _front_end(sentence, item)
    for place in range(item.start - 1, last, -1):
        form = forms[place]
        if form in ("?", ",") and _takes_up(sentence, place):
            yield from range(max(0, place - 3), place)
            return
        if form in cues.STOPS or form in cues.CONTRAST or form in cues.SUBORDINATORS:
            return
        if form == "dat" and place and not _is_determiner(sentence, place):
            return
        if form == "en" and _starts_clause(sentence, place + 1):
            return
        if place < front:
            return
        yield place


def _is_determiner(sentence: Sentence, place: int) -> bool:
    """Whether "dat" stands at the start of a clause, so before its noun."""
    return place == 0 or sentence.forms[place - 1] in cues.STOPS


def _takes_up(sentence: Sentence, mark: int) -> bool:
    """Whether after a mark "die" or "dat" takes up the one phrase before it ("Tijd? Die is er")."""
    forms = sentence.forms
    openers = ("die", "dat", "daar", "nee") if forms[mark] == "?" else ("die", "dat")
    if following(forms, mark) not in openers:
        return False
    start = mark
    while start and forms[start - 1] not in cues.STOPS:
        start -= 1
    phrase = sentence.words[start:mark]
    return 0 < len(phrase) <= 3 and not any(sentence.finite(word) for word in phrase)


def _front_end(sentence: Sentence, item: Found) -> int:
    """Where the backward scope has to stop: after a fronted adverbial phrase or clause."""
    forms = sentence.forms
    start = item.start
    while start and forms[start - 1] not in cues.STOPS:
        start -= 1
    opener = forms[start]
    verbs = [
        place for place in range(start + 1, item.start) if sentence.finite(sentence.words[place])
    ]
    if opener in cues.SUBORDINATORS:
        pairs = (two for one, two in pairwise(verbs) if two == one + 1)
        return next(pairs, start)
    if opener in cues.PREPOSITIONS and verbs:
        return verbs[0]
    return start
