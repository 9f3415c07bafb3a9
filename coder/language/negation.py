"""Whether words are denied ("geen"), weakened ("te weinig") or affirmed, by cues and their scope.

ConText-like rules for Dutch: a cue reaches at most six tokens within its clause; two cues that
cancel ("geen gebrek aan") leave the words affirmed. Pure functions over token values.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from coder.language import cues
from coder.language.cues import Cue
from coder.language.scope import SCOPE, Found, Sentence, following, reach
from coder.linguistic import Word
from coder.model import Polarity


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
        for place in reach(sentence, item):
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
        if phrase.forms == ("tekort",) and following(forms, place) in cues.LACK_LINKS:
            return None
        return phrase
    return None


def _single_cue(sentence: Sentence, place: int) -> Cue | None:
    forms = sentence.forms
    word = sentence.words[place]
    lack = next((cues.LACKS[lemma] for lemma in word.lemmas if lemma in cues.LACKS), None)
    if lack is not None and following(forms, place) in cues.LACK_LINKS:
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
    closes = following(forms, place) in (
        "",
        *cues.STOPS,
        "geworden",
        "en",
        "maar",
        "sprake",
        "meer",
    )
    if cue.direction == "forward" and closes and word.form not in ("zonder", "noch"):
        return Cue(cue.polarity, "both")
    return cue


def _is_identity(forms: Sequence[str], place: int) -> bool:
    """Whether "niet" says that one thing is not another ("hun tempo is niet ons tempo")."""
    before = forms[place - 1] if place else ""
    return before in cues.COPULAS and following(forms, place) in cues.IDENTITY


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
