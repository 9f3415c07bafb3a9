"""Codes suggested by the words of a segment: the terms of a codebook, compiled and applied.

`compile` turns codes into tables once; `suggest` reads any number of segments with them. Segments
that should not be coded (the interviewer's) are left out by the caller: only what is passed in is
read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coder.identity import Id
from coder.linguistic import Analysis
from coder.model import Code, Evidence, Suggestion
from coder.suggest.dutch import PARTICLES
from coder.suggest.evidence import evidence_of, merge, score
from coder.suggest.sequences import Match, Reading, Step, find, read
from coder.suggest.spelling import MIN_LETTERS, squeezed
from coder.suggest.terms import (
    AnyForm,
    Either,
    Gap,
    ParticleVerb,
    Pattern,
    Phrase,
    parse,
)
from coder.suggest.verbs import Apart, find_apart
from coder.suggest.vocabulary import Joined, Lexicon, Plain, Vocabulary

LEAST_RATIO = 85.0


@dataclass(frozen=True, slots=True)
class _Shape:
    """One pattern ready to find: alternatives of steps, and separable verbs."""

    sequences: tuple[tuple[Step, ...], ...]
    verbs: tuple[Apart, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """One term of one code; `rank` is the code's place among equals."""

    code: Id
    rank: tuple[int, Id]
    term: str
    weight: float
    shape: _Shape
    unless: tuple[_Shape, ...]


@dataclass(frozen=True, slots=True)
class Matcher:
    """The compiled terms; keeps what it learned about words, so one serves a whole project."""

    vocabulary: Vocabulary
    entries: tuple[_Entry, ...]
    starts: dict[int, tuple[int, ...]]


def compile(
    codes: Iterable[Code], lexicon: Lexicon | None = None, ratio: float = LEAST_RATIO
) -> Matcher:
    """The terms of codes as tables.

    `lexicon` is a loaded language, or None for lower-cased forms only; `ratio` is the least
    likeness of a typo (0 to 100), 0 for no such matching. Raises TermError for a bad term.
    """
    vocabulary = Vocabulary(lexicon or Plain(), ratio)
    entries: list[_Entry] = []
    for code in codes:
        for term in code.terms:
            shape = _shape(parse(term.text), vocabulary)
            unless = tuple(_shape(parse(text), vocabulary) for text in term.unless)
            rank = (code.position, code.id)
            entries.append(_Entry(code.id, rank, term.text, term.weight, shape, unless))
    vocabulary.seal()
    return Matcher(vocabulary, tuple(entries), _starts(entries))


def suggest(
    document: Id, analyses: Iterable[Analysis], matcher: Matcher, floor: float = 0.0
) -> list[Suggestion]:
    """Suggestions for the given segments with a score of at least `floor`.

    In order of the text, then of score (highest first), then of the codebook; the order in which
    segments, codes and terms are passed makes no difference.
    """
    ranks = {entry.code: entry.rank for entry in matcher.entries}
    found = [
        Suggestion(document, analysis.start, analysis.end, code, score(evidence), evidence)
        for analysis in analyses
        for code, evidence in find_evidence(analysis, matcher).items()
        if score(evidence) >= floor
    ]
    found.sort(key=lambda one: (one.start, one.end, -one.score, ranks[one.code]))
    return found


def find_evidence(analysis: Analysis, matcher: Matcher) -> dict[Id, tuple[Evidence, ...]]:
    """What the terms find in one segment: evidence by code, the strongest first."""
    reading = read(analysis, matcher.vocabulary)
    numbers = {*reading.places, *reading.apart}
    candidates = sorted({index for number in numbers for index in matcher.starts.get(number, ())})
    pieces: dict[Id, list[Evidence]] = {}
    for index in candidates:
        entry = matcher.entries[index]
        matches = list(_matches(entry.shape, reading))
        if matches and not any(_found(shape, reading) for shape in entry.unless):
            pieces.setdefault(entry.code, []).extend(
                evidence_of(entry.term, entry.weight, match, reading) for match in matches
            )
    return {code: merge(found) for code, found in pieces.items()}


def _matches(shape: _Shape, reading: Reading) -> Iterator[Match]:
    for steps in shape.sequences:
        if all(step.numbers.intersection(reading.places) for step in steps):
            yield from find(steps, reading)
        if len(steps) == 1:
            for number in sorted(steps[0].numbers):
                yield from reading.apart.get(number, ())
    for verb in shape.verbs:
        yield from find_apart(verb, reading)


def _found(shape: _Shape, reading: Reading) -> bool:
    return any(True for _ in _matches(shape, reading))


def _starts(entries: list[_Entry]) -> dict[int, tuple[int, ...]]:
    """Entries by the items that must be there for them: of each sequence its rarest place."""
    uses = Counter(
        number
        for entry in entries
        for steps in entry.shape.sequences
        for step in steps
        for number in step.numbers
    )
    starts: dict[int, list[int]] = {}
    for index, entry in enumerate(entries):
        numbers = {verb.verb for verb in entry.shape.verbs}
        for steps in entry.shape.sequences:
            numbers |= _rarest(steps, uses)
        for number in numbers:
            starts.setdefault(number, []).append(index)
    return {number: tuple(indexes) for number, indexes in starts.items()}


def _rarest(steps: tuple[Step, ...], uses: Counter[int]) -> frozenset[int]:
    """The items of the place that the fewest terms ask for, the first of equals."""
    return min(steps, key=lambda step: sum(uses[number] for number in step.numbers)).numbers


def _shape(pattern: Pattern, vocabulary: Vocabulary) -> _Shape:
    match pattern:
        case ParticleVerb(verb, particle):
            return _verb_shape(particle, _infinitive(verb, particle, vocabulary), vocabulary, ())
        case Phrase((AnyForm(word),)):
            return _word_shape(word, vocabulary)
        case Phrase():
            steps = _steps(pattern, vocabulary)
            joined = _closed_up(pattern)
            if joined:
                number = vocabulary.add(AnyForm(joined))
                return _Shape((steps, (Step(frozenset((number,))),)), ())
            return _Shape((steps,), ())


def _infinitive(verb: str, particle: str, vocabulary: Vocabulary) -> str:
    """The infinitive of a form: the lemma that the language knows with this particle, if any."""
    lexicon = vocabulary.lexicon
    lemmas = (*lexicon.lemmas(verb), verb)
    return next((one for one in lemmas if lexicon.split_verb(particle + one)), lemmas[0])


def _word_shape(word: str, vocabulary: Vocabulary) -> _Shape:
    """A single word; where the language knows it as a separable verb, also apart."""
    sequence = (Step(frozenset((vocabulary.add(AnyForm(word)),))),)
    for lemma in dict.fromkeys((word, *vocabulary.lexicon.lemmas(word)[:1])):
        split = vocabulary.lexicon.split_verb(lemma)
        if split:
            return _verb_shape(*split, vocabulary, (sequence,))
    return _Shape((sequence,), ())


def _verb_shape(
    particle: str,
    verb: str,
    vocabulary: Vocabulary,
    sequences: tuple[tuple[Step, ...], ...],
) -> _Shape:
    infinitive = particle + verb
    apart = Apart(vocabulary.add(AnyForm(verb)), particle, infinitive)
    joined = {vocabulary.add(AnyForm(infinitive)), vocabulary.add(Joined(particle, verb))}
    return _Shape((*sequences, (Step(frozenset(joined)),)), (apart,))


def _steps(phrase: Phrase, vocabulary: Vocabulary) -> tuple[Step, ...]:
    steps: list[Step] = []
    gap = 0
    for item in phrase.items:
        match item:
            case Gap(limit):
                gap = limit
                continue
            case Either(options):
                numbers = frozenset(vocabulary.add(option) for option in options)
            case _:
                numbers = frozenset((vocabulary.add(item),))
        steps.append(Step(numbers, gap))
        gap = 0
    return tuple(steps)


def _closed_up(phrase: Phrase) -> str | None:
    """Two or three plain words as one ("warmte net", warmtenet), where that means the same."""
    words = [item.text for item in phrase.items if isinstance(item, AnyForm)]
    if not 2 <= len(words) == len(phrase.items) <= 3 or words[0] in PARTICLES:
        return None
    joined = "".join(squeezed(word) for word in words)
    return joined if len(joined) >= MIN_LETTERS else None
