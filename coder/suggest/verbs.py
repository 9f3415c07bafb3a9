"""Separable verbs with the particle apart: haakte … af, af te haken.

Both sides are given by the term, so this is surer than finding such verbs in open text
(method and limits: 18 words, no full stop, colon or semicolon between).
"""

from __future__ import annotations

from dataclasses import dataclass

from coder.suggest.dutch import CLOSERS, CLUSTER, PREPOSITIONS
from coder.suggest.sequences import Match, Reading
from coder.suggest.vocabulary import Hit

MAX_DISTANCE = 18
_BARRIERS = frozenset(".;:!?")
_UNSURE = 0.5


@dataclass(frozen=True, slots=True)
class Apart:
    """A separable verb to look for: the number of the verb's item, the particle, the infinitive."""

    verb: int
    particle: str
    infinitive: str


def find_apart(wanted: Apart, reading: Reading) -> list[Match]:
    """Every verb with the particle that most surely belongs to it, in order of the text.

    A particle that the language layer paired with this verb is taken at its word; otherwise one
    that reads as a preposition before a noun phrase halves the certainty.
    """
    verbs = [
        place
        for place in reading.places.get(wanted.verb, ())
        if reading.hits[place][wanted.verb].kind == "word"
    ]
    if not verbs:
        return []
    particles = [i for i, token in enumerate(reading.tokens) if token.word.form == wanted.particle]
    best: dict[int, Match] = {}
    for particle in particles:
        verb, match = _pair(wanted, reading, verbs, particle)
        if match is not None and (
            verb not in best or best[verb].hits[0].quality < match.hits[0].quality
        ):
            best[verb] = match
    return [best[verb] for verb in sorted(best)]


def _pair(
    wanted: Apart, reading: Reading, verbs: list[int], particle: int
) -> tuple[int, Match | None]:
    """The verb that a particle belongs to, if any, with the match.

    A word that the language layer gave to a fixed expression ("nam … in beslag" is not innemen)
    is no particle.
    """
    pairs = [
        found for found in reading.analysis.separable if found.particle == reading.indexes[particle]
    ]
    if any(" " in found.lemma for found in pairs):
        return particle, None
    confirmed = {found.verb for found in pairs}
    known = [verb for verb in verbs if reading.indexes[verb] in confirmed]
    before = [verb for verb in verbs if verb < particle]
    after = [verb for verb in verbs if verb > particle]
    if known:
        return known[0], _match(wanted, reading, known[0], particle, 1.0)
    if after and _in_cluster(reading, particle, after[0]):
        return after[0], _match(wanted, reading, after[0], particle, 1.0)
    if before and _in_reach(reading, before[-1], particle):
        sure = wanted.particle not in PREPOSITIONS or _closes(reading, particle)
        quality = 1.0 if sure else _UNSURE
        return before[-1], _match(wanted, reading, before[-1], particle, quality)
    return particle, None


def _match(wanted: Apart, reading: Reading, verb: int, particle: int, quality: float) -> Match:
    first, second = sorted((verb, particle))
    forms = [reading.tokens[place].word.form for place in (first, second)]
    between = " … " if second - first > 1 else " "
    text = f"verb *{wanted.infinitive}* in *{between.join(forms)}*"
    quality *= reading.hits[verb][wanted.verb].quality
    return Match((first, second), (Hit("verb", quality, text),))


def _in_reach(reading: Reading, verb: int, particle: int) -> bool:
    if particle - verb > MAX_DISTANCE:
        return False
    between = reading.analysis.tokens[reading.indexes[verb] + 1 : reading.indexes[particle]]
    return not any(token.word.form in _BARRIERS for token in between)


def _in_cluster(reading: Reading, particle: int, verb: int) -> bool:
    """Whether only "te" and auxiliaries stand between a particle and the verb after it."""
    between = reading.tokens[particle + 1 : verb]
    if len(between) > 3 or any(token.word.form not in CLUSTER for token in between):
        return False
    return reading.indexes[verb] - reading.indexes[particle] == verb - particle


def _closes(reading: Reading, particle: int) -> bool:
    """Whether the clause ends at a particle, so that it is no preposition."""
    if particle + 1 == len(reading.tokens):
        return True
    if reading.indexes[particle + 1] != reading.indexes[particle] + 1:
        return True
    return reading.tokens[particle + 1].word.form in CLOSERS
