"""Whether words are denied ("geen"), weakened ("te weinig") or affirmed, by cues and their scope.

ConText-like rules for Dutch: a cue reaches at most six tokens within its clause; two cues that
cancel ("geen gebrek aan") leave the words affirmed. Pure functions over token values.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from coder.language import cues
from coder.language.cues import Cue
from coder.linguistic import SeparableVerb, Word
from coder.model import Polarity

SCOPE = 6
"""How many tokens a cue reaches on each side."""


class Phrase(NamedTuple):
    """A fixed phrase, the place of its anchor (its telling word), and what it does."""

    forms: tuple[str, ...]
    anchor: int
    polarity: Polarity


def _phrases() -> dict[str, list[Phrase]]:
    """The fixed phrases by anchor, the longest first; PRESENT for those that say nothing."""
    tables = (
        (cues.PSEUDO, Polarity.PRESENT),
        (cues.WEAKENED, Polarity.REDUCED),
        (cues.VANISHED, Polarity.ABSENT),
    )
    found: dict[str, list[Phrase]] = {}
    for phrases, polarity in tables:
        for forms in phrases:
            telling = (place for place, form in enumerate(forms) if form not in cues.COMMON)
            anchor = next(telling, 0)
            found.setdefault(forms[anchor], []).append(Phrase(forms, anchor, polarity))
    for rows in found.values():
        rows.sort(key=lambda row: -len(row.forms))
    return found


_PHRASES = _phrases()


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


def is_cue(word: Word) -> bool:
    """Whether the word can deny or weaken, so that its segment needs the rules."""
    if word.form in cues.FORMS or word.form == "nee" or word.form in _PHRASES:
        return True
    if word.parts and word.parts[-1].lemma in cues.COMPOUND_LACKS:
        return True
    return any(lemma in cues.VERBS or lemma in cues.LACKS for lemma in word.lemmas)


def is_cue_verb(lemma: str) -> bool:
    """Whether a verb says that something lacks or declines ("afnemen")."""
    return lemma in cues.VERBS


def polarities(sentence: Sentence) -> list[Polarity]:
    """The polarity of every token of a segment."""
    result = [Polarity.PRESENT] * len(sentence.forms)
    found = _cancelled(sentence, list(_find_cues(sentence)))
    for item in found:
        for place in _scope(sentence, item):
            if result[place] is not Polarity.ABSENT:
                result[place] = item.cue.polarity
    for place in sentence.places:
        word = sentence.words[place]
        if word.parts and word.parts[-1].lemma in cues.COMPOUND_LACKS:
            own = cues.COMPOUND_LACKS[word.parts[-1].lemma]
            denied = result[place] is not Polarity.PRESENT
            result[place] = Polarity.PRESENT if denied else own
    return result


# ---------------------------------------------------------------------------- cues


def _find_cues(sentence: Sentence) -> Iterator[Found]:
    forms = sentence.forms
    reached = 0
    for place in sentence.places:
        if place < reached:
            continue
        phrase = _phrase_at(forms, place)
        if phrase is not None:
            start = place - phrase.anchor
            reached = start + len(phrase.forms)
            if phrase.polarity is not Polarity.PRESENT:
                yield Found(start, reached, Cue(phrase.polarity, "both"), lack=True)
            continue
        cue = _single_cue(sentence, place)
        if cue is not None:
            yield Found(place, place + 1, cue, lack=forms[place] not in cues.DENIALS)


def _phrase_at(forms: Sequence[str], place: int) -> Phrase | None:
    """The fixed phrase whose telling word stands at `place`."""
    for phrase in _PHRASES.get(forms[place], ()):
        start = place - phrase.anchor
        if start < 0 or tuple(forms[start : start + len(phrase.forms)]) != phrase.forms:
            continue
        if phrase.forms == ("tekort",) and _next(forms, place) in cues.LACK_LINKS:
            return None
        return phrase
    return None


def _single_cue(sentence: Sentence, place: int) -> Cue | None:
    forms = sentence.forms
    word = sentence.words[place]
    lack = next((cues.LACKS[lemma] for lemma in word.lemmas if lemma in cues.LACKS), None)
    if lack is not None and _next(forms, place) in cues.LACK_LINKS:
        return lack
    cue = cues.FORMS.get(word.form)
    if word.form == "nee" and place and forms[place - 1] == "?":
        return Cue(Polarity.ABSENT, "both")
    if cue is None:
        lemmas = [verb.lemma for verb in sentence.separable if verb.verb == place]
        lemmas = lemmas or list(word.lemmas)
        return next((cues.VERBS[lemma] for lemma in lemmas if lemma in cues.VERBS), None)
    if word.form == "niet" and _is_identity(forms, place):
        return None
    closes = _next(forms, place) in ("", *cues.STOPS, "geworden", "en", "maar", "sprake", "meer")
    if cue.direction == "forward" and closes and word.form not in ("zonder", "noch"):
        return Cue(cue.polarity, "both")
    return cue


def _is_identity(forms: Sequence[str], place: int) -> bool:
    """Whether "niet" says that one thing is not another ("hun tempo is niet ons tempo")."""
    before = forms[place - 1] if place else ""
    return before in cues.COPULAS and _next(forms, place) in cues.IDENTITY


def _next(forms: Sequence[str], place: int) -> str:
    return forms[place + 1] if place + 1 < len(forms) else ""


def _cancelled(sentence: Sentence, found: list[Found]) -> list[Found]:
    """The cues without those pairs of which one denies the other within a clause."""
    kept: list[Found] = []
    for item in found:
        before = kept[-1] if kept else None
        if before is not None and _cancel(sentence, before, item):
            kept.pop()
            continue
        kept.append(item)
    return kept


def _cancel(sentence: Sentence, first: Found, second: Found) -> bool:
    """Whether two neighbouring cues deny each other ("geen gebrek aan", "niet zo dat geen")."""
    forms = sentence.forms
    between = forms[first.end : second.start]
    if len(between) > SCOPE or any(form in cues.STOPS for form in between):
        return False
    other = forms[second.start]
    if "dat" in between:
        return forms[first.start] in ("niet", "nooit") and not second.lack
    if any(form in cues.CONTRAST or form in ("en", "of") for form in between):
        return False
    if not first.lack:
        return second.lack and len(between) <= 3
    return other in ("niet", "nooit", "nauwelijks") and len(between) <= 4


# ---------------------------------------------------------------------------- scope


def _scope(sentence: Sentence, item: Found) -> Iterator[int]:
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
    following = ("die", "dat", "daar", "nee") if forms[mark] == "?" else ("die", "dat")
    if _next(forms, mark) not in following:
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
        pairs = (two for one, two in itertools.pairwise(verbs) if two == one + 1)
        return next(pairs, start)
    if opener in cues.PREPOSITIONS and verbs:
        return verbs[0]
    return start
