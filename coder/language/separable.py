"""Finds separable verbs whose particle stands apart ("haken ... af" is afhaken).

Without a parser: the particle belongs to the infinitive right after it ("af te haken"), else to
the nearest verb before it in its sentence, unless what follows shows that it is a preposition.
Pure functions over token values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from coder.language.cues import DETERMINERS, SUBORDINATORS
from coder.language.wordforms import PARTICLES
from coder.language.wordlist import words
from coder.linguistic import SeparableVerb, Word

REACH = 18
"""How many tokens a particle may stand behind its verb."""

Join = Callable[[str, Word, bool], str]
"""The separable verb that a particle and a verb form make, "" where there is none.

The last argument tells that the form can only be an infinitive.
"""


class Sentence(NamedTuple):
    """A segment's forms and words, and the tests for a capital (by place) and an infinitive."""

    forms: Sequence[str]
    words: Sequence[Word]
    capital: Callable[[int], bool]
    infinitive: Callable[[Word], bool]


_PARTICLES = frozenset(PARTICLES)
_STOPS = words(". ; : ? ! …")
_CLAUSE_ENDS = _STOPS | words(", ) - – — \" ” ’ ' » « ( en maar of dat")
_ADVERBIAL = words(
    """af terug toe mee weg neer samen heen uiteen ineen overeen voort los plaats deel vrij dicht
    stil tegemoet vast omhoog omlaag thuis kwijt dood klaar open bijeen terecht vooruit teloor
    tekort opeen aaneen overeind goed gelijk stop mis bloot hoog laag teniet bekend bezig
    kennis les tentoon voorbij vol mede"""
)
ALWAYS_PARTICLES = words("tegemoet voort uiteen teloor teniet tentoon ineen")
"""Words that are nothing but particles, so that they make a separable verb with any verb."""

_NOUNS = words(
    """weg deel plaats dood stop kennis les goed vol open hoog laag klaar mis gelijk dicht bekend
    vrij"""
)
_ONLY_AT_END = words("om waar weer vol goed hoog laag open dicht klaar mis stop gelijk dood")
_PREPOSITIONS = words(
    """aan bij binnen boven buiten door in langs met na naar naast om onder op over per rond
    sinds tegen tijdens tot tussen uit van vanaf vanuit vanwege via volgens voor voorbij
    wegens zonder dankzij ondanks gedurende richting"""
)
_CONTINUING = SUBORDINATORS | words(
    """en maar want dat dan als of die , ) ( - – — " ” ’ ' » « te om zodat waarin waarop waarmee
    waardoor dus ook niet meer nu hier daar toen toch gisteren vandaag morgen zei aldus"""
)
_CLUSTER = words(
    """te zullen kunnen moeten mogen willen gaan komen laten blijven worden zijn hebben hoeven
    durven proberen doen is was had heeft wordt werd zou zal kan kon moet moest wil wilde
    worden werden zouden hadden waren ben bent heb"""
)
_BEFORE_NOUNS = words("de een geen elke iedere mijn zijn haar hun onze ons jouw uw zo'n te")
_PLACES = words("binnen buiten boven")
_R_WORDS = words("er daar hier waar")
_BEFORE_CAPITALS = _STOPS | words("\" ” “ ' ‘ « - – ,, („ ( „")
_MODALS = words(
    """zal zult zou zouden zullen kan kun kunt kon konden kunnen mag mocht mochten mogen moet moest
    moesten moeten wil wilt wilde wilden wou willen laat liet lieten laten doet deed deden ga gaat
    ging gingen blijft bleef bleven helpt hielp hoeft hoefde durft durfde"""
)
_CHANGES = words("omzetten omvormen omschakelen ombouwen ombuigen omrekenen omscholen omdopen")
_TRUE_VERBS = words("waarmaken waarnemen")
_OPENERS = {"af": words("van vanaf"), "toe": words("naar tot"), "uit": words("van vanuit")}
_OPENERS |= {"heen": words("door om over langs"), "in": words("tussen")}
_OPENER_REACH = {"toe": 5}


def is_particle(form: str) -> bool:
    """Whether a form can be the particle of a separable verb."""
    return form in _PARTICLES


def separable_verbs(
    sentence: Sentence, places: Iterable[int], join: Join
) -> Iterator[SeparableVerb]:
    """The separable verbs among the tokens of a segment, whose particles are at `places`."""
    taken: set[int] = set()
    for place in places:
        found = _after(sentence, place, join) or _before(sentence, place, join, taken)
        if found is not None:
            taken.add(found.verb)
            yield found
            yield from _with_er(sentence.forms, found)


def _with_er(forms: Sequence[str], found: SeparableVerb) -> Iterator[SeparableVerb]:
    """The "er" that "er goed uitzien" needs beside its particle."""
    first, last = sorted((found.verb, found.particle))
    if found.lemma == "uitzien" and "er" in forms[max(0, first - 2) : last]:
        yield SeparableVerb("er uitzien", found.verb, forms.index("er", max(0, first - 2)))


def _after(sentence: Sentence, place: int, join: Join) -> SeparableVerb | None:
    """The verb in the cluster right after the particle: "af te haken", "op zou willen nemen"."""
    forms = sentence.forms
    particle = forms[place]
    if particle == "weer" or _is_noun(forms, place):
        return None
    found: SeparableVerb | None = None
    for verb in range(place + 1, min(place + 6, len(forms))):
        direct = verb == place + 1
        infinitive = forms[verb - 1] == "te"
        unsure = direct and particle not in _ADVERBIAL and particle != "binnen"
        lemma = "" if unsure else join(particle, sentence.words[verb], infinitive)
        if lemma and _is_apart(forms, place, verb, lemma):
            found = SeparableVerb(lemma, verb, place)
        if forms[verb] not in _CLUSTER:
            break
    return found


def _before(sentence: Sentence, place: int, join: Join, taken: set[int]) -> SeparableVerb | None:
    """The nearest finite verb before the particle with which it makes a separable verb."""
    forms = sentence.forms
    particle = forms[place]
    if _is_preposition(forms, place) or _is_postposition(forms, place) or _is_noun(forms, place):
        return None
    depends = False
    for verb in range(place - 1, max(-1, place - 1 - REACH), -1):
        form = forms[verb]
        if form in _STOPS:
            return None
        if verb in taken or form in DETERMINERS or form in _PREPOSITIONS or _is_nonfinite(form):
            continue
        if verb and forms[verb - 1] in _BEFORE_NOUNS:
            continue
        if _is_name(sentence, verb):
            continue
        if _is_infinitive(sentence, verb):
            depends = True
            continue
        if depends and form in _MODALS:
            return None
        lemma = join(particle, sentence.words[verb], False)
        if lemma:
            return SeparableVerb(lemma, verb, place)
    return None


def _is_apart(forms: Sequence[str], place: int, verb: int, lemma: str) -> bool:
    """Whether "om te" or "waar te" before a verb is its particle and "te", and no conjunction."""
    if forms[place] == "waar":
        return lemma in _TRUE_VERBS
    if forms[place] != "om":
        return True
    following = forms[verb + 1] if verb + 1 < len(forms) else ""
    changes = lemma in _CHANGES and following in ("in", "tot", "naar")
    return changes or (place > 0 and forms[place - 1] == "om")


def _is_name(sentence: Sentence, place: int) -> bool:
    """Whether a word is written with a capital inside a sentence."""
    if not place or not sentence.capital(place):
        return False
    return sentence.forms[place - 1] not in _BEFORE_CAPITALS


def _is_infinitive(sentence: Sentence, place: int) -> bool:
    """Whether a form in -n follows a modal verb in its clause: infinitives keep their particle."""
    forms = sentence.forms
    if not forms[place].endswith("n") or not sentence.infinitive(sentence.words[place]):
        return False
    for before in range(place - 1, max(-1, place - 13), -1):
        if forms[before] in _MODALS:
            return True
        if forms[before] in _CLAUSE_ENDS or forms[before] in SUBORDINATORS:
            return False
    return False


def _is_nonfinite(form: str) -> bool:
    """Whether a form is a participle, which never leaves its particle behind."""
    return form.endswith(("end", "ende")) or (
        form.startswith("ge") and len(form) > 5 and form.endswith(("d", "t", "en"))
    )


def _is_preposition(forms: Sequence[str], place: int) -> bool:
    """Whether a noun phrase follows, so that the particle is a preposition or an adverb."""
    if place + 1 >= len(forms):
        return False
    particle, following = forms[place], forms[place + 1]
    if particle == "samen" and following == "met" and place and forms[place - 1] == ",":
        return True
    if particle in _PLACES and following in _PREPOSITIONS:
        return True
    if particle in _ONLY_AT_END:
        return following not in _CLAUSE_ENDS
    if particle in _ADVERBIAL or following in _STOPS:
        return False
    return following not in _CONTINUING and following not in _PREPOSITIONS


def _is_noun(forms: Sequence[str], place: int) -> bool:
    """Whether a particle that can also be a noun stands behind a determiner or preposition."""
    if forms[place] not in _NOUNS or not place:
        return False
    before = forms[place - 1]
    if before == "om":
        return False
    return before in DETERMINERS or before in _PREPOSITIONS or before in ("zo", "heel", "te")


def _is_postposition(forms: Sequence[str], place: int) -> bool:
    """Whether the particle closes a phrase that a preposition opened ("van huis uit")."""
    if place and forms[place] in _PREPOSITIONS and forms[place - 1] in _R_WORDS:
        return True
    if place and forms[place] in _PLACES and forms[place - 1] in ("naar", "van"):
        return True
    openers = _OPENERS.get(forms[place])
    if openers is None:
        return False
    start = max(0, place - _OPENER_REACH.get(forms[place], 2))
    return any(form in openers for form in forms[start:place])
