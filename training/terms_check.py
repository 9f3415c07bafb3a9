"""How well the terms of a codebook find what two people coded: per term, code and document.

    python -m training.terms_check --gold DIR --codebook FILE [--held-out d06,d08] [--terms]

DIR holds `units/NAME.tsv` (id, speaker, text), and `codingA/NAME.tsv` and `codingB/NAME.tsv`
(id, codes) of two coders. Right is what both gave; a code that only one gave on a unit counts
neither way. Documents named in `--held-out` are told apart, so that terms can be written with
some documents open and judged on the others.

Three things keep the figures honest. A term tells in how many documents it was found. A term that
was found once and repeats that sentence is named as memorised. And each document is judged as
unseen: with the threshold that suits the other documents, and once more without the terms that
were found nowhere else, which may have been written for it.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from spacy.lang.nl.stop_words import STOP_WORDS

from coder.codebook import read_codebook
from coder.language import load
from coder.language.language import Language
from coder.model import Codebook, Evidence
from coder.suggest.evidence import score
from coder.suggest.lexical import Matcher, compile, suggest

THRESHOLDS = tuple(step / 20 for step in range(4, 18))
LEAST_HITS, LEAST_PRECISION = 3, 0.30
MEMORISED = 4
"""Content words in a row from which a term found once repeats a sentence."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A coded piece of text: `gold` are keys both coders gave, `neutral` those only one gave."""

    document: str
    name: str
    text: str
    gold: frozenset[str]
    neutral: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """A unit with what the terms say: score and evidence per code key."""

    unit: Unit
    scores: dict[str, float]
    evidence: dict[str, tuple[Evidence, ...]]


class Place(NamedTuple):
    """A term of a code, by the key of the code."""

    key: str
    term: str


@dataclass(frozen=True, slots=True)
class Record:
    """What became of a term: units it was found in, right and neutral ones, and documents."""

    hits: int = 0
    right: int = 0
    neutral: int = 0
    documents: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Counts:
    """True positives, false positives and false negatives; the rates are 0 where undefined."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of what was said that was right."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The share of what was meant that was said."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


def read_units(folder: Path) -> list[Unit]:
    """All units of a gold folder, document by document; raises OSError where a file is missing."""
    units: list[Unit] = []
    for path in sorted((folder / "units").glob("*.tsv")):
        first = _read_codes(folder / "codingA" / path.name)
        second = _read_codes(folder / "codingB" / path.name)
        for line in path.read_text(encoding="utf-8").splitlines():
            name, _, text = line.split("\t", 2)
            one, other = first.get(name, frozenset()), second.get(name, frozenset())
            units.append(Unit(path.stem, name, text, one & other, one ^ other))
    return units


def read_with_terms(units: Iterable[Unit], codebook: Codebook) -> list[Reading]:
    """Each unit with the scores and terms of the real matcher, one segment a unit."""
    language = load(codebook.language)
    matcher = compile(codebook.codes, language)
    keys = {code.id: code.key for code in codebook.codes}
    return [_reading(unit, matcher, language, keys) for unit in units]


def counts(readings: Iterable[Reading], keys: Sequence[str], threshold: float) -> dict[str, Counts]:
    """Counts per code, neutral codes left out, for scores of at least `threshold`."""
    tally: Counter[tuple[str, str]] = Counter()
    for reading in readings:
        for key in keys:
            if key in reading.unit.neutral:
                continue
            said, meant = reading.scores.get(key, 0.0) >= threshold, key in reading.unit.gold
            outcome = ("right" if meant else "wrong") if said else ("missed" if meant else "")
            tally[key, outcome] += 1
    return {
        key: Counts(tally[key, "right"], tally[key, "wrong"], tally[key, "missed"]) for key in keys
    }


def total(per_code: Iterable[Counts]) -> Counts:
    """The sum of counts, for micro averages."""
    some = list(per_code)
    return Counts(
        sum(one.right for one in some),
        sum(one.wrong for one in some),
        sum(one.missed for one in some),
    )


def best_threshold(readings: Sequence[Reading], keys: Sequence[str]) -> float:
    """The threshold with the highest micro F1, the higher of equals."""
    return max(THRESHOLDS, key=lambda at: (total(counts(readings, keys, at).values()).f1, at))


def term_counts(readings: Iterable[Reading]) -> dict[Place, Record]:
    """What became of each term that was found."""
    table: defaultdict[Place, Record] = defaultdict(Record)
    for reading in readings:
        unit = reading.unit
        for place in _places(reading):
            old = table[place]
            table[place] = Record(
                old.hits + 1,
                old.right + (place.key in unit.gold),
                old.neutral + (place.key in unit.neutral),
                old.documents | {unit.document},
            )
    return dict(table)


def memorised(readings: Sequence[Reading]) -> list[Place]:
    """Terms found in one unit only that repeat `MEMORISED` content words of it in a row."""
    table = term_counts(readings)
    return sorted(
        place
        for reading in readings
        for place in _places(reading)
        if table[place].hits == 1 and _repeated(reading, place) >= MEMORISED
    )


def unseen(readings: Sequence[Reading], document: str) -> list[Reading]:
    """The units of a document, scored without the terms that were found in no other document."""
    elsewhere = term_counts(one for one in readings if one.unit.document != document)
    return [
        replace(
            reading,
            scores={
                key: score(tuple(one for one in pieces if Place(key, one.term) in elsewhere))
                for key, pieces in reading.evidence.items()
            },
        )
        for reading in readings
        if reading.unit.document == document
    ]


def by_document(
    used: Sequence[Reading], kept: Sequence[Reading], keys: Sequence[str]
) -> Iterator[str]:
    """A line per document, each judged with the threshold that is best on the other used ones."""
    readings = [*used, *kept]
    for document in sorted({reading.unit.document for reading in readings}):
        here = [one for one in readings if one.unit.document == document]
        at = best_threshold([one for one in used if one.unit.document != document], keys)
        found, proven = (
            total(counts(some, keys, at).values()) for some in (here, unseen(readings, document))
        )
        yield (
            f"  {document}  score >= {at:.2f}: {_rates(found)}"
            f"   without terms found only here {_rates(proven)}"
        )


def report(
    title: str, readings: Sequence[Reading], keys: Sequence[str], at: float
) -> Iterator[str]:
    """Lines of precision, recall and F1 per code and together."""
    per_code = counts(readings, keys, at)
    present = [key for key in keys if per_code[key].right + per_code[key].missed]
    micro = total(per_code.values())
    macro = sum(per_code[key].f1 for key in present) / max(1, len(present))
    documents = ", ".join(sorted({reading.unit.document for reading in readings}))
    yield f"{title}: {len(readings)} units of {documents}; score >= {at:.2f}"
    for key in keys:
        one = per_code[key]
        yield (
            f"  {key:24} P {one.precision:.2f}  R {one.recall:.2f}  F1 {one.f1:.2f}"
            f"  right {one.right:3} wrong {one.wrong:3} missed {one.missed:3}"
        )
    yield (
        f"  micro P {micro.precision:.3f}  R {micro.recall:.3f}  F1 {micro.f1:.3f};"
        f"  macro F1 {macro:.3f} over {len(present)} codes that occur"
    )


def term_report(readings: Iterable[Reading], codebook: Codebook, everything: bool) -> Iterator[str]:
    """Lines of hits and precision per term; only the doubtful ones unless `everything`."""
    table = term_counts(readings)
    for code in codebook.codes:
        for term in code.terms:
            record = table.get(Place(code.key, term.text), Record())
            judged = record.hits - record.neutral
            precision = record.right / max(1, judged)
            doubtful = judged >= LEAST_HITS and precision < LEAST_PRECISION
            if everything or doubtful:
                mark = "  doubtful" if doubtful else ""
                yield (
                    f"  {code.key:22} {term.text}  [{term.weight:g}]  P {precision:.2f}"
                    f"  hits {record.hits} in {len(record.documents)} documents"
                    f" right {record.right} neutral {record.neutral}{mark}"
                )


def _places(reading: Reading) -> list[Place]:
    """The terms found in a unit, each once."""
    found = (Place(key, one.term) for key, pieces in reading.evidence.items() for one in pieces)
    return list(dict.fromkeys(found))


def _repeated(reading: Reading, place: Place) -> int:
    """The longest run of content words of a unit that one term covers; others do not break it."""
    spans = [
        span for one in reading.evidence[place.key] if one.term == place.term for span in one.spans
    ]
    longest = run = 0
    for word in re.finditer(r"[\w'-]+", reading.unit.text):
        if any(start < word.end() and word.start() < end for start, end in spans):
            run += word.group().lower() not in STOP_WORDS
            longest = max(longest, run)
        elif word.group().lower() not in STOP_WORDS:
            run = 0
    return longest


def _rates(one: Counts) -> str:
    return f"P {one.precision:.3f} R {one.recall:.3f} F1 {one.f1:.3f}"


def _read_codes(path: Path) -> dict[str, frozenset[str]]:
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line)
    return {row[0]: frozenset(key.strip() for key in row[1].split(",")) for row in rows}


def _reading(unit: Unit, matcher: Matcher, language: Language, keys: dict[str, str]) -> Reading:
    analyses = language.analyse(unit.text, [(0, len(unit.text))])
    found = suggest("0" * 32, analyses, matcher)
    return Reading(
        unit,
        {keys[one.code]: one.score for one in found},
        {keys[one.code]: one.evidence for one in found},
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--gold", type=Path, required=True, help="folder with units and codings")
    parser.add_argument("--codebook", type=Path, required=True)
    parser.add_argument("--held-out", default="", help="documents kept apart, comma-separated")
    parser.add_argument("--threshold", type=float, help="default: the best on the open documents")
    parser.add_argument("--terms", action="store_true", help="list every term, not the doubtful")
    options = parser.parse_args()
    codebook = read_codebook(options.codebook)
    keys = [code.key for code in codebook.codes if code.terms]
    apart = {name.strip() for name in options.held_out.split(",") if name.strip()}
    readings = read_with_terms(read_units(options.gold), codebook)
    used = [one for one in readings if one.unit.document not in apart]
    kept = [one for one in readings if one.unit.document in apart]
    at = options.threshold or best_threshold(used, keys)
    print("terms")
    print(*term_report(used, codebook, options.terms), sep="\n")
    print("memorised", *(f"  {key:22} {term}" for key, term in memorised(used)), sep="\n")
    for threshold in THRESHOLDS:
        pair = [total(counts(some, keys, threshold).values()) for some in (used, kept) if some]
        print(f"score >= {threshold:.2f}: {'   '.join(map(_rates, pair))}")
    for title, some in (("open", used), ("held out", kept)):
        if some:
            print(*report(title, some, keys, at), sep="\n")
    print("each document unseen", *by_document(used, kept, keys), sep="\n")


if __name__ == "__main__":
    main()
