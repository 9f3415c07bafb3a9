"""Counts how often nouns are the first or the last part of other nouns, for the compound splitter.

From spaCy's Dutch noun list (spacy-lookups-data, MIT) alone: every noun that can be read as two
nouns with a linking element is shared out over its readings by expectation maximisation. Writes
`coder/language/data/compound_parts.tsv`: part, count as first part, count as last part.

Run: python -m training.compound_parts
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from coder.language import tables
from coder.language.compounds import LINKS, NO_FIRST_PARTS, NO_LAST_PARTS, SHORTEST_PART

ROUNDS = 6
TARGET = Path("coder/language/data/compound_parts.tsv")
_PLAIN = re.compile(r"[a-zà-ÿ]{3,40}")
Reading = tuple[str, str, str]


def readings(noun: str, nouns: set[str]) -> Iterator[Reading]:
    for place in range(SHORTEST_PART, len(noun) - SHORTEST_PART + 1):
        head, tail = noun[:place], noun[place:]
        if tail not in nouns or tail in NO_LAST_PARTS:
            continue
        for link in LINKS:
            base = head.removesuffix(link)
            if head.endswith(link) and base in nouns and base not in NO_FIRST_PARTS:
                yield base, link, tail


def counts(nouns: set[str]) -> tuple[Counter[str], Counter[str]]:
    table = [found for noun in sorted(nouns) if (found := list(readings(noun, nouns)))]
    first: Counter[str] = Counter()
    last: Counter[str] = Counter()
    links: Counter[str] = Counter()
    for number in range(ROUNDS + 1):
        new: tuple[Counter[str], Counter[str], Counter[str]] = Counter(), Counter(), Counter()
        for found in table:
            weights = [first[b] * last[t] * links[link] if number else 1.0 for b, link, t in found]
            total = sum(weights)
            for (base, link, tail), weight in zip(found, weights, strict=True):
                for counter, key in zip(new, (base, tail, link), strict=True):
                    counter[key] += weight / total
        first, last, links = new
    return first, last


def main() -> None:
    index = tables.read_lookup("lemma_index")
    nouns = {noun for noun in index["noun"] if _PLAIN.fullmatch(noun)}
    first, last = counts(nouns)
    rows = [
        f"{part}\t{round(first[part])}\t{round(last[part])}"
        for part in sorted(first.keys() | last.keys())
        if round(first[part]) or round(last[part])
    ]
    head = "# part, times first part, times last part; derived from spacy-lookups-data (MIT)"
    TARGET.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
