"""Rules of Dutch spelling and inflection: from a form to the base forms it can come from.

Pure functions that only propose; the lexicon keeps the proposals that are words.
"""

from __future__ import annotations

from collections.abc import Iterator

from coder.language.wordlist import words

_VOWELS = "aeiouyäëïöü"

PARTICLES = tuple(
    sorted(
        words(
            """aan achter achteraan achterna achterop achterover af aaneen bekend bezig bij bijeen
            binnen bloot boven buiten deel dicht dood door gelijk goed heen hoog ineen in kennis
            klaar kwijt laag langs les los mede mee mis na neer om omhoog omlaag onder op opeen
            open over overeen overeind plaats rond samen stil stop tegemoet tegen tekort teloor
            teniet tentoon terecht terug thuis toe uit uiteen vast vol voor vooraf voorbij voorop
            voorover voort vooruit vrij waar weer weg"""
        ),
        key=lambda particle: (-len(particle), particle),
    )
)
"""What stands apart from a separable verb, the longest first."""
_PARTICLES = frozenset(PARTICLES)
_LENGTHS = sorted({len(particle) for particle in PARTICLES}, reverse=True)


def infinitives(stem: str) -> Iterator[str]:
    """The infinitives that a verb stem can have by the rules of spelling ("haak": "haken")."""
    if len(stem) < 2:
        return
    yield stem + "en"
    last, before = stem[-1], stem[-2]
    long_vowel = len(stem) > 2 and before in "aeou" and stem[-3] == before
    if long_vowel and last not in _VOWELS:
        opened = stem[:-2] + last
        yield opened + "en"
        yield from _voiced(opened)
    elif last not in _VOWELS:
        if before in _VOWELS:
            yield stem + last + "en"
        yield from _voiced(stem)
    else:
        yield stem + "n"
        if last == "e" and before == "e":
            yield stem + "ën"


def _voiced(stem: str) -> Iterator[str]:
    if stem[-1] == "f":
        yield stem[:-1] + "ven"
    elif stem[-1] == "s":
        yield stem[:-1] + "zen"


def verb_bases(form: str) -> Iterator[str]:
    """The infinitives of which `form` can be a regular form: present, past or participle."""
    yield form
    yield from infinitives(form)
    for ending in ("t", "te", "de", "ten", "den", "end", "ende"):
        if form.endswith(ending) and len(form) > len(ending) + 1:
            yield from infinitives(form[: -len(ending)])
    yield from _participle_bases(form)


def _participle_bases(form: str) -> Iterator[str]:
    stem = form[:-1] if form.endswith("e") else form
    if not stem.endswith(("t", "d", "n")):
        return
    for particle in ("", *particles_of(stem)):
        start = len(particle)
        if not stem.startswith(particle + "ge") or len(stem) < start + 5:
            continue
        rest = stem[start + 2 :]
        rest = {"ï": "i", "ë": "e", "ü": "u"}.get(rest[0], rest[0]) + rest[1:]
        bare = [rest] if rest.endswith("n") else [rest[:-1], rest]
        for candidate in bare:
            for verb in infinitives(candidate):
                yield particle + verb
        if rest.endswith("n"):
            yield particle + rest


def particles_of(word: str) -> list[str]:
    """The particles that a word begins with, the longest first."""
    return [word[:length] for length in _LENGTHS if word[:length] in _PARTICLES]


def diminutive_bases(form: str) -> Iterator[str]:
    """The nouns of which `form` can be a diminutive ("clubjes": "club", "plannetje": "plan")."""
    word = form[:-1] if form.endswith("s") else form
    if not word.endswith("je") or len(word) < 5:
        return
    yield word[:-2]
    if word.endswith("inkje"):
        yield word[:-5] + "ing"
    if len(word) > 6 and word.endswith("etje") and word[-5] == word[-6]:
        yield word[:-5]
    if word.endswith("'tje"):
        yield word[:-4]
    if word.endswith(("tje", "pje")):
        yield word[:-3]
        if len(word) > 5 and word[-4] == word[-5] and word[-4] in "aoué":
            yield word[:-4]
        if word.endswith("eetje"):
            yield word[:-5] + "é"
    if word.endswith("etje"):
        yield word[:-4]
    if len(word) > 5 and word[-4] == word[-5] and word[-4] in "aoe":
        yield word[:-4] + word[-3]


def noun_bases(form: str) -> Iterator[str]:
    """The singulars of which `form` can be a regular plural."""
    if form.endswith("heden"):
        yield form[:-5] + "heid"
    if form.endswith(("'s", "ën")):
        yield form[:-2]
    elif form.endswith("s") and len(form) > 3:
        yield form[:-1]
    if not form.endswith("en") or len(form) < 5:
        return
    stem = form[:-2]
    last = stem[-1]
    hard = {"v": "f", "z": "s"}.get(last, last)
    if last not in _VOWELS and len(stem) > 2 and stem[-2] in "aeou" and stem[-3] not in _VOWELS:
        yield stem[:-1] + stem[-2] + hard
    if len(stem) > 2 and last == stem[-2]:
        yield stem[:-1]
    yield stem[:-1] + hard
    yield stem + "e"


def adjective_bases(form: str) -> Iterator[str]:
    """The adjectives of which `form` can be an inflected form, comparative or superlative."""
    for ending in ("sten", "ste", "st", "ere", "er", "en", "e", "s"):
        if not form.endswith(ending) or len(form) < len(ending) + 3:
            continue
        stem = form[: -len(ending)]
        yield stem
        if ending in ("sten", "ste", "st", "s"):
            continue
        last = stem[-1]
        hard = {"v": "f", "z": "s"}.get(last, last)
        if last not in _VOWELS and stem[-2] in "aeou" and stem[-3:-2] not in _VOWELS:
            yield stem[:-1] + stem[-2] + hard
        if last == stem[-2]:
            yield stem[:-1]
        if last == "d" and ending in ("er", "ere"):
            yield stem[:-1]
        yield stem[:-1] + hard
