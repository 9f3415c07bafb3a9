"""Floors under the measured quality, on the small data that ships with the tests."""

import re

import pytest

from coder.model import Polarity
from coder.segment import sentences


@pytest.fixture(scope="module")
def lines(data):
    def read(name):
        content = (data / "dutch" / name).read_text(encoding="utf-8")
        return [line for line in content.split("\n") if line]

    return read


@pytest.fixture(scope="module")
def gold(data):
    content = (data / "dutch" / "alpino_sample.conllu").read_text(encoding="utf-8")
    return [block.split("\n") for block in content.strip().split("\n\n")]


def test_interview_lemmas(dutch, lines):
    pairs = [line.split() for line in lines("lemmas.tsv")]
    assert sum(dutch.lemmas(f)[0] == lemma for f, lemma in pairs) / len(pairs) >= 0.97


def test_newspaper_lemmas(dutch, gold):
    rows = [line.split("\t") for block in gold for line in block if line[0].isdigit()]
    rows = [row for row in rows if row[3] in ("NOUN", "ADJ", "ADV") and "_" not in row[2]]
    right = sum(dutch.lemmas(row[1])[0] == row[2].lower() for row in rows)
    assert right / len(rows) >= 0.965


def test_newspaper_sentences(gold):
    paragraphs = {}
    for identity, text, *_ in gold:
        paragraphs.setdefault(re.sub(r"\.s\.\d+$", "", identity), []).append(
            text.removeprefix("# text = ")
        )
    found = wanted = hits = 0
    for parts in paragraphs.values():
        text = " ".join(parts)
        ours = [text[start:end] for start, end in sentences(text)]
        found, wanted = found + len(ours), wanted + len(parts)
        hits += len(set(ours) & set(parts))
    assert 2 * hits / (found + wanted) >= 0.985


def test_compounds(dutch, lines):
    words = lines("compounds.txt")
    exact = 0
    for word in words:
        form = word.replace("+", "")
        exact += "+".join(form[p.start : p.end] for p in dutch.parts(form)) == word
    assert exact / len(words) >= 0.97
    simple = lines("simple.txt")
    assert sum(bool(dutch.parts(word)) for word in simple) / len(simple) <= 0.08


def test_negation(dutch, lines):
    names = {"A": Polarity.PRESENT, "N": Polarity.ABSENT, "D": Polarity.REDUCED}
    right = 0
    rows = [line.split("\t") for line in lines("negation.tsv")]
    for label, head, text in rows:
        tokens = dutch.analyse(text, [(0, len(text))])[0].tokens
        heads = [t for t in tokens if head == t.word.form or head in t.word.lemmas]
        right += bool(heads) and heads[0].polarity is names[label]
    assert right / len(rows) >= 0.95
