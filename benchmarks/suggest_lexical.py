"""How fast terms are found: 10,000 words against 500 terms, language analysis not counted.

Run: python -m benchmarks.suggest_lexical
"""

from __future__ import annotations

import random
import time

from coder.language import load
from coder.model import Code, Term
from coder.suggest.lexical import compile, suggest

WORDS = 10_000
TERMS = 500
STEMS = (
    "vertrouwen gemeente bewoner ambtenaar wethouder overleg afspraak subsidie budget warmtenet "
    "buurt energie project plan rol raad net kennis tempo besluit vergadering contact mail "
    "telefoon brief avond opkomst draagvlak weerstand kosten huur eigenaar woning isolatie pomp "
    "leiding wisselen afhaken opnemen vertrekken beginnen wachten duren beslissen regelen betalen"
)

COMMON = "de het een en dat we hebben toen niet met voor aan op is was er ook maar dan"


def terms(generator: random.Random) -> list[Term]:
    """Words, phrases, globs and separable verbs in the mix of a real codebook."""
    stems = STEMS.split()
    made: list[Term] = []
    while len(made) < TERMS:
        first, second = generator.choice(stems), generator.choice(stems)
        shapes = (first, f"{first} ... {second}", f"{first[:5]}*{second[-3:]}", first + second)
        made.append(Term(generator.choice(shapes), unless=(second,) if len(made) % 9 == 0 else ()))
    return made


def text(generator: random.Random) -> list[str]:
    """Segments of twenty words, a third of them from the terms, some misspelt."""
    stems = STEMS.split()
    common = COMMON.split()
    segments: list[str] = []
    for _ in range(WORDS // 20):
        words = [
            generator.choice(stems if generator.random() < 1 / 3 else common) for _ in range(20)
        ]
        place = generator.randrange(20)
        words[place] += generator.choice(("je", "sx", "beleid", "plan"))
        segments.append(" ".join(words) + ".")
    return segments


def main() -> None:
    generator = random.Random(1)
    language = load("nl")
    segments = text(generator)
    spans, position = [], 0
    for segment in segments:
        spans.append((position, position + len(segment)))
        position += len(segment) + 1
    analyses = language.analyse(" ".join(segments), spans)
    groups = [terms(generator)[index::20] for index in range(20)]
    codes = [
        Code(f"{index:032x}", str(index), str(index), terms=tuple(group), position=index)
        for index, group in enumerate(groups)
    ]
    started = time.perf_counter()
    matcher = compile(codes, language)
    compiled = time.perf_counter()
    found = suggest("0" * 32, analyses, matcher)
    cold = time.perf_counter()
    suggest("0" * 32, analyses, matcher)
    warm = time.perf_counter()
    print(f"{WORDS} words, {len(segments)} segments, {len(matcher.entries)} terms")
    print(f"compile {compiled - started:.3f} s")
    print(f"suggest {cold - compiled:.3f} s cold, {warm - cold:.3f} s warm")
    print(f"{len(found)} suggestions")


if __name__ == "__main__":
    main()
