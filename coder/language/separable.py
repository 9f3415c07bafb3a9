"""Finds separable verbs whose particle stands apart ("haken ... af" is afhaken).

Without a parser: the particle looks left for the nearest verb it can belong to within its
clause, unless what follows shows that it is a preposition. Pure functions over token values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from coder.language.wordforms import PARTICLES
from coder.language.wordlist import words
from coder.linguistic import SeparableVerb

REACH = 18
"""How many tokens a particle may stand behind its verb."""

_PARTICLES = frozenset(PARTICLES)
_STOPS = words(". ; : ? ! …")
_NO_VERBS = words(
    """de het een die dat deze dit mijn je zijn haar hun ons er we wij ik hij ze zij u niet ook
    al dan nog wel heel over in op uit aan af bij door voor met te om naar van meer weer mee"""
)


def is_particle(form: str) -> bool:
    """Whether a form can be the particle of a separable verb."""
    return form in _PARTICLES


def separable_verbs(
    forms: Sequence[str],
    places: Sequence[int],
    joined: Callable[[str, str], str],
    goes_on: Callable[[Sequence[str], int], bool],
) -> Iterator[SeparableVerb]:
    """The separable verbs among the tokens.

    `places` are the indexes of the particles; `joined` gives the lemma that particle and verb
    form make, or ""; `goes_on` tells whether a noun phrase follows an index, which makes the
    particle a preposition.
    """
    taken: set[int] = set()
    for place in places:
        if goes_on(forms, place):
            continue
        for verb in range(place - 1, max(-1, place - 1 - REACH), -1):
            form = forms[verb]
            if form in _STOPS:
                break
            if verb in taken or form in _NO_VERBS:
                continue
            lemma = joined(forms[place], form)
            if lemma:
                taken.add(verb)
                yield SeparableVerb(lemma, verb, place)
                break
