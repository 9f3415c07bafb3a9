"""Words and pairs of words that some segments have more than others, by log-odds.

The z-score of the log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi and Quinn
2008, section 3.3): the prior is how often each stands in all segments, counted as `PRIOR` words, so
that what is rare or common everywhere does not come out on top by chance.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from itertools import pairwise

import numpy as np

from coder.linguistic import Analysis
from coder.suggest.dutch import DETERMINERS, FUNCTION_WORDS

PRIOR = 500.0
LEAST_LETTERS = 3
LEAST_TOGETHER = 2
"""Segments of the code that a word stands in at least."""


def wordings(analysis: Analysis, proper: Set[str]) -> frozenset[str]:
    """The words and pairs of neighbours of a segment that can be terms, as lemmas.

    Names (`proper`, forms), numbers and what consists of function words only are none; a separable
    verb whose particle stands apart counts as its infinitive.
    """
    verbs = {verb.verb: verb.lemma for verb in analysis.separable if " " not in verb.lemma}
    lemmas = [
        _lemma(verbs.get(place, ""), token.word.lemmas, token.word.form, proper)
        for place, token in enumerate(analysis.tokens)
        if not token.word.filler
    ]
    single = {lemma for lemma in lemmas if lemma and not _is_empty(lemma)}
    pairs = {f"{one} {other}" for one, other in pairwise(lemmas) if _is_pair(one, other)}
    return frozenset(single | pairs)


def telling(
    words: Sequence[Iterable[str]], some: np.ndarray, others: np.ndarray
) -> list[tuple[float, str]]:
    """The z-score of each word of `some` segments (bool each) against `others`, highest first."""
    every = Counter(word for segment in words for word in segment)
    here = _count(words, some)
    there = _count(words, others)
    total, size, rest = sum(every.values()), sum(here.values()), sum(there.values())
    found = []
    for word, count in here.items():
        if count < LEAST_TOGETHER or every[word] == total:
            continue
        prior = PRIOR * every[word] / total
        one, other = count + prior, there[word] + prior
        ratio = math.log(one / (size + PRIOR - one)) - math.log(other / (rest + PRIOR - other))
        found.append((ratio / math.sqrt(1.0 / one + 1.0 / other), word))
    return sorted((pair for pair in found if pair[0] > 0), key=lambda pair: (-pair[0], pair[1]))


def _lemma(verb: str, lemmas: Sequence[str], form: str, proper: Set[str]) -> str:
    """The lemma of a word, "" where it is a name or no word."""
    lemma = verb or (lemmas[0] if lemmas else form)
    plain = lemma.replace("-", "").replace("'", "")
    return lemma if form not in proper and plain.isalpha() else ""


def _is_empty(lemma: str) -> bool:
    return lemma in FUNCTION_WORDS or len(lemma) < LEAST_LETTERS


def _is_pair(one: str, other: str) -> bool:
    """Whether two neighbours say more together than each alone."""
    if not one or not other or one == other or DETERMINERS & {one, other}:
        return False
    return not (_is_empty(one) and _is_empty(other))


def _count(words: Sequence[Iterable[str]], chosen: np.ndarray) -> Counter[str]:
    return Counter(word for place in map(int, np.flatnonzero(chosen)) for word in words[place])
