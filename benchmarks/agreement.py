"""What agreement takes, on made-up codings of 10 coders of 100 transcripts.

    python -m benchmarks.agreement [--coders 10] [--documents 100] [--codings 85000]

Coders lay their codings near common places, so that they agree more than by chance. All measures
without intervals must be computed in 3 seconds of processor time, threads of numpy's BLAS counted
too, for each unit; what it takes to lay the codings on units is told apart.
"""

from __future__ import annotations

import argparse
import random
import time

from coder.analysis.agreement.asking import SPANS, UNITS, Asked
from coder.analysis.agreement.catalogue import NAMES
from coder.model import Code, Coder, Coding, Document, Role, Turn
from coder.project.agreeing import compared, material
from coder.store.coded import Coded

GOAL = 3.0
CODES = 50
WORDS = ("de", "raad", "vond", "het", "plan", "goed", "maar", "er", "was", "te", "weinig", "tijd")
TURNS, SENTENCES = 60, 5


def transcript(number: int, source: random.Random) -> Document:
    """Turns of some sentences each."""
    text, turns = "", []
    for turn in range(TURNS):
        start = len(text)
        for _ in range(SENTENCES):
            words = source.choices(WORDS, k=source.randint(5, 16))
            text += " ".join(words).capitalize() + ". "
        role = Role.RESPONDENT if turn % 2 else Role.INTERVIEWER
        turns.append(Turn(start, len(text) - 1, str(turn % 2), role))
        text += "\n"
    return Document(f"d{number:03}", text, tuple(turns))


def made_up(people: int, texts: int, codings: int, seed: int = 1) -> Coded:
    """Coders who lay spans at common places, a little off, and now and then elsewhere."""
    source = random.Random(seed)
    documents = [transcript(number, source) for number in range(texts)]
    coders = [Coder(f"{number:032x}", f"Coder {number}") for number in range(people)]
    codes = [
        Code(f"{1000 + number:032x}", f"k{number}", f"code {number}") for number in range(CODES)
    ]
    each = codings // (people * texts)
    found: list[Coding] = []
    for document in documents:
        end = len(document.text) - 200
        common = [
            (source.randrange(end), source.randint(30, 180), source.choice(codes))
            for _ in range(int(each * 1.2) + 1)
        ]
        for coder in coders:
            for start, length, usual in source.sample(common, each):
                begin = max(start + source.randint(-10, 10), 0)
                code = source.choice(codes) if source.random() < 0.1 else usual
                stop = begin + length
                place = (document.id, document.revision, code.id, coder.id, begin, stop)
                found.append(Coding(f"{len(found):032x}", *place, document.text[begin:stop]))
    done = frozenset((coder.id, document.id) for coder in coders for document in documents)
    return Coded(tuple(documents), tuple(codes), tuple(coders), tuple(found), done)


def main() -> None:
    """Say what each unit takes."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--coders", type=int, default=10)
    options.add_argument("--documents", type=int, default=100)
    options.add_argument("--codings", type=int, default=85_000)
    chosen = options.parse_args()
    coded = made_up(chosen.coders, chosen.documents, chosen.codings)
    print(
        f"{len(coded.coders)} coders, {len(coded.documents)} transcripts, "
        f"{len(coded.codings):,} codings, {len(coded.codes)} codes"
    )
    for unit in UNITS:
        asked = Asked(unit=unit, measures=NAMES)
        begin = time.process_time()
        laid = material(coded, asked)
        read = time.process_time()
        table = compared(coded, laid, asked)
        taken = time.process_time() - read
        goal = "" if taken <= GOAL else f"  MISSED (goal {GOAL} s)"
        what = "characters" if unit == SPANS else "units"
        print(
            f"{unit:<9} {table.size:>9,} {what:<10} laid on them {read - begin:5.2f} s, "
            f"all measures {taken:5.2f} s{goal}"
        )


if __name__ == "__main__":
    main()
