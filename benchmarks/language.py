"""Measures the Dutch language layer against gold data: quality, speed and memory in one run.

    python -m benchmarks.language --shared DIR [--json OUT]

Protocols. Lemmas: UD test of Alpino and LassySmall together, content words (NOUN VERB ADJ ADV);
the first lemma counts; gold is lower-cased without "_"; for a noun the surface-true compound
("staatshervorming") and for a verb whose particle stands apart the bare verb are right as well.
Sentences: Alpino test, a paragraph being the consecutive sentences that share their sentence id
up to ".s.N", joined by a space; boundaries are ends of sentences, the paragraph's own included.
Separable verbs: `compound:prt`, verb and particle must both be right; over arcs whose gold lemma
holds the particle and over arcs whose dependent can be a particle, against the separable verbs
found; over all arcs, against those and the fixed expressions found ("om het leven komen").
Negation: the first token that is the head word or has it as lemma or part. Speed: words per second
of CPU, best of five passes over the debates; memory: peak RSS of a process that does only that.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from coder.language import load
from coder.language.compounds import Splitter
from coder.language.language import Language
from coder.language.lexicon import load_lexicon
from coder.language.separable import is_particle
from coder.language.vocabulary import DutchVocabulary
from coder.model import Document, Polarity, Turn
from coder.segment import segments, sentences

CONTENT = ("NOUN", "VERB", "ADJ", "ADV")
TEST = ("nl_alpino-ud-test", "nl_lassysmall-ud-test")
PIPELINES = ("pos_senter_small", "parser_lemmatizer")
ROUNDS = 5
Figures = dict[str, float]


class Row(NamedTuple):
    """The columns of one CoNLL-U token that are used here; `head` is an index into the sentence."""

    form: str
    lemma: str
    pos: str
    head: int
    relation: str


class Sentence(NamedTuple):
    """One gold sentence."""

    identity: str
    text: str
    rows: list[Row]


# ---------------------------------------------------------------------------- gold data


def read_conllu(file: Path) -> Iterator[Sentence]:
    for block in file.read_text(encoding="utf-8").split("\n\n"):
        remarks = dict(
            line[2:].split(" = ", 1)
            for line in block.split("\n")
            if line.startswith("# ") and " = " in line
        )
        table = (line.split("\t") for line in block.split("\n"))
        rows = [
            Row(line[1], line[2].lower(), line[3], int(line[6]) - 1, line[7])
            for line in table
            if len(line) == 10 and line[0].isdigit()
        ]
        if rows:
            yield Sentence(remarks.get("sent_id", ""), remarks.get("text", ""), rows)


def read_ud(shared: Path) -> list[Sentence]:
    folder = shared / "dutch" / "ud"
    return [one for name in TEST for one in read_conllu(folder / f"{name}.conllu")]


def read_lines(shared: Path, name: str) -> list[str]:
    content = (shared / "dutch" / "lists" / name).read_text(encoding="utf-8")
    return [line for line in content.split("\n") if line.strip()]


def read_debates(shared: Path) -> list[Document]:
    texts = (
        (file.stem, file.read_text(encoding="utf-8"))
        for file in sorted((shared / "dutch" / "debates").glob("*.txt"))
    )
    return [Document(name, text, (Turn(0, len(text)),)) for name, text in texts]


# ---------------------------------------------------------------------------- quality


def right_lemmas(sentence: Sentence, place: int) -> Iterator[str]:
    row = sentence.rows[place]
    gold = row.lemma.replace("_", "")
    yield gold
    if row.pos == "VERB":
        for other in sentence.rows:
            particle = other.form.lower()
            apart = other.head == place and other.relation == "compound:prt"
            if apart and gold.startswith(particle):
                yield gold[len(particle) :]


def is_surface_true(lemma: str, row: Row) -> bool:
    head = row.lemma.rsplit("_", 1)[-1]
    whole = "_" in row.lemma and lemma.endswith(head)
    return row.pos == "NOUN" and whole and row.form.lower().startswith(lemma[: -len(head)])


def lemma_accuracy(vocabulary: DutchVocabulary, gold: Iterable[Sentence]) -> Figures:
    right: dict[str, int] = {}
    total: dict[str, int] = {}
    for sentence in gold:
        for place, row in enumerate(sentence.rows):
            if row.pos not in CONTENT:
                continue
            lemma = vocabulary.lemmas(row.form)[0]
            good = lemma in right_lemmas(sentence, place) or is_surface_true(lemma, row)
            for key in (row.pos, "content"):
                total[key] = total.get(key, 0) + 1
                right[key] = right.get(key, 0) + good
    return {f"lemma {key}": percent(right[key], total[key]) for key in (*CONTENT, "content")}


def list_lemmas(vocabulary: DutchVocabulary, shared: Path) -> Figures:
    rows = [line.split() for line in read_lines(shared, "domain_lemmas.tsv")]
    right = sum(vocabulary.lemmas(form)[0] == lemma for form, lemma in rows)
    return {"domain lemmas": percent(right, len(rows))}


def sentence_scores(shared: Path) -> Figures:
    paragraphs: dict[str, list[str]] = {}
    for one in read_conllu(shared / "dutch" / "ud" / f"{TEST[0]}.conllu"):
        paragraphs.setdefault(re.sub(r"\.s\.\d+$", "", one.identity), []).append(one.text)
    hits = found = wanted = spans = 0
    for parts in paragraphs.values():
        text = " ".join(parts)
        gold: set[tuple[int, int]] = set()
        start = 0
        for part in parts:
            gold.add((start, start + len(part)))
            start += len(part) + 1
        ours = set(sentences(text))
        spans += len(gold & ours)
        hits += len({end for _, end in gold} & {end for _, end in ours})
        found, wanted = found + len(ours), wanted + len(gold)
    return {
        "sentence boundary F": f_score(hits, found, wanted),
        "sentence span F": f_score(spans, found, wanted),
    }


def compound_scores(vocabulary: DutchVocabulary, shared: Path) -> Figures:
    def shown(form: str) -> str:
        parts = vocabulary.word(form).parts
        return "+".join(form[part.start : part.end] for part in parts) or form

    compounds = " ".join(read_lines(shared, "compounds_domain.txt")).split()
    simple = " ".join(read_lines(shared, "noncompounds.txt")).replace("?", "").split()
    exact = sum(shown(word.replace("+", "")) == word for word in compounds)
    wrong = sum(shown(word) != word for word in simple)
    return {
        "compounds exact": percent(exact, len(compounds)),
        "false splits": percent(wrong, len(simple)),
    }


def separable_scores(language: Language, gold: Iterable[Sentence]) -> Figures:
    hits = dict.fromkeys(("lemma", "particle", "any"), 0)
    wanted = dict(hits)
    found = dict(hits)
    for sentence in gold:
        text = " ".join(row.form for row in sentence.rows)
        starts, place = {}, 0
        for index, row in enumerate(sentence.rows):
            starts[place] = index
            place += len(row.form) + 1
        analysis = language.analyse(text, [(0, len(text))])[0]
        index_of = [starts.get(token.start, -1) for token in analysis.tokens]
        whole = {(index_of[verb.verb], index_of[verb.particle]) for verb in analysis.separable}
        single = {
            (index_of[verb.verb], index_of[verb.particle])
            for verb in analysis.separable
            if " " not in verb.lemma
        }
        ours = {"lemma": single, "particle": single, "any": whole}
        found = {key: found[key] + len(ours[key]) for key in found}
        for place, row in enumerate(sentence.rows):
            if row.relation != "compound:prt":
                continue
            form, lemma = row.form.lower(), sentence.rows[row.head].lemma
            lemma_holds = lemma.startswith(form + "_")
            tests = {"lemma": lemma_holds, "particle": is_particle(form), "any": True}
            for key, counts in tests.items():
                wanted[key] += counts
                hits[key] += counts and (row.head, place) in ours[key]
    return {
        "separable F": f_score(hits["lemma"], found["lemma"], wanted["lemma"]),
        "separable F, particles": f_score(hits["particle"], found["particle"], wanted["particle"]),
        "separable F, all arcs": f_score(hits["any"], found["any"], wanted["any"]),
    }


def negation_scores(language: Language, shared: Path) -> Figures:
    names = {"A": Polarity.PRESENT, "N": Polarity.ABSENT, "D": Polarity.REDUCED}
    three = two = 0
    rows = [line.split("\t") for line in read_lines(shared, "negation_test.tsv")]
    for label, head, text in rows:
        tokens = language.analyse(text, [(0, len(text))])[0].tokens
        polarity = next(
            (
                token.polarity
                for token in tokens
                if head in (token.word.form, *token.word.lemmas)
                or any(part.lemma == head for part in token.word.parts)
            ),
            None,
        )
        three += polarity is names[label]
        two += polarity is not None and (polarity is Polarity.PRESENT) == (label == "A")
    return {"negation": percent(three, len(rows)), "negation 2-way": percent(two, len(rows))}


def tag_accuracy(language: Language, gold: Iterable[Sentence]) -> Figures:
    right = total = 0
    for sentence in gold:
        text = " ".join(row.form for row in sentence.rows)
        tags = {
            token.start: token.pos for token in language.analyse(text, [(0, len(text))])[0].tokens
        }
        place = 0
        for row in sentence.rows:
            total += 1
            right += tags.get(place) == row.pos
            place += len(row.form) + 1
    return {"part of speech": percent(right, total)}


def percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 2)


def f_score(hits: int, found: int, wanted: int) -> float:
    return round(200 * hits / (found + wanted), 2)


# ---------------------------------------------------------------------------- speed and memory


def measure(shared: Path, pipeline: str) -> Figures:
    begin = time.process_time()
    language = load(pipeline=pipeline)
    loaded = time.process_time() - begin
    documents = read_debates(shared)
    words = sum(document.words for document in documents)
    begin = time.process_time()
    spans = [[(s.start, s.end) for s in segments(document)] for document in documents]
    cutting = time.process_time() - begin
    times = []
    for _ in range(ROUNDS + 1):
        begin = time.process_time()
        kept = [
            language.analyse(one.text, span) for one, span in zip(documents, spans, strict=True)
        ]
        times.append(time.process_time() - begin)
    return {
        "load CPU s": round(loaded, 2),
        "segments, words/s": round(words / cutting),
        "cold words/s": round(words / times[0]),
        "warm words/s": round(words / min(times[1:])),
        "analyses kept": sum(len(analyses) for analyses in kept),
        "peak RSS MB": peak_memory(),
    }


def peak_memory() -> int:
    """Megabytes; from /proc, since getrusage inherits the peak of the parent process."""
    status = Path("/proc/self/status")
    if status.is_file():
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii"))
        return int(found[1]) // 1024 if found else 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measured_apart(shared: Path, pipeline: str) -> Figures:
    command = [sys.executable, "-m", "benchmarks.language", "--shared", str(shared)]
    command += ["--measure", pipeline]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: Figures = json.loads(done.stdout)
    return figures


# ---------------------------------------------------------------------------- all of it


def run(shared: Path) -> dict[str, Figures]:
    gold = read_ud(shared)
    language = load(pipeline="")
    lexicon = load_lexicon()
    results: dict[str, Figures] = {}
    bare = dataclasses.replace(lexicon, ud=None)
    for name, tables in (("embedded", lexicon), ("without UD table", bare)):
        vocabulary = DutchVocabulary(tables, Splitter(tables))
        results[name] = lemma_accuracy(vocabulary, gold) | list_lemmas(vocabulary, shared)
        results[name] |= compound_scores(vocabulary, shared)
    results["embedded"] |= sentence_scores(shared) | separable_scores(language, gold)
    results["embedded"] |= negation_scores(language, shared) | measured_apart(shared, "")
    for name in PIPELINES:
        folder = str(shared / "dutch" / "pipelines" / name)
        trained = load(pipeline=folder)
        results[name] = tag_accuracy(trained, gold) | separable_scores(trained, gold)
        results[name] |= negation_scores(trained, shared) | measured_apart(shared, folder)
    return results


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the Dutch language layer.")
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure is not None:
        sys.stdout.write(json.dumps(measure(arguments.shared, arguments.measure)))
        return
    results = run(arguments.shared)
    for name, figures in results.items():
        sys.stdout.write(f"\n{name}\n")
        for key, value in figures.items():
            sys.stdout.write(f"  {key:24} {value:>12,}\n")
    if arguments.json:
        arguments.json.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
