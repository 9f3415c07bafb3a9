"""An agreement table with everything that a reader needs to trust it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from coder.analysis.agreement.asking import SPANS, Asked
from coder.analysis.agreement.bootstrap import FEWEST_DOCUMENTS
from coder.analysis.agreement.catalogue import OF_LENGTHS, OF_SUMS, SETS, about
from coder.analysis.agreement.comparing import ALL, Line
from coder.analysis.agreement.confusion import Confusion
from coder.analysis.selection import CONSENSUS
from coder.analysis.table import Row
from coder.identity import Id
from coder.model import Coder

_UNIT_RULES: Final = {
    "segment": "segments as offered for coding",
    "sentence": "sentences",
    "turn": "turns",
}


@dataclass(frozen=True, slots=True)
class Compared:
    """One transcript: its name, the numbers of the coders who judged it, its units (characters)."""

    id: Id
    name: str
    coders: tuple[int, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """The rows of a table, of whom and what it is, what was left out, and how it was computed.

    `unsettled` are open questions that the figures depend on, `broken` says where a coder gave two
    codes of an exclusive group, both in words. `version` is that of the program.
    """

    asked: Asked
    coders: tuple[Coder, ...]
    documents: tuple[Compared, ...]
    codes: tuple[Row, ...]
    lines: tuple[Line, ...]
    confusion: Confusion
    left_out: tuple[str, ...]
    unsettled: tuple[str, ...]
    broken: tuple[str, ...]
    version: str

    @property
    def size(self) -> int:
        """All units, or characters, that two coders or more judged."""
        return sum(one.size for one in self.documents)

    @property
    def unit(self) -> str:
        """What the counts are of."""
        return "characters" if self.asked.unit == SPANS else f"{self.asked.unit}s"

    @property
    def remarks(self) -> tuple[str, ...]:
        """What to know of the material: what is unsettled, left out, or against a rule."""
        return (*self.unsettled, *self.left_out, *self.broken)

    @property
    def title(self) -> str:
        """What the table shows; agreement with a consensus has another name, since it is not it."""
        if any(coder.kind == CONSENSUS for coder in self.coders):
            return "Agreement with a consensus (not intercoder reliability)"
        return "Agreement of " + names([coder.name for coder in self.coders])


def shown_measures(agreement: Agreement) -> tuple[str, ...]:
    """The measures asked for that some row of codes has, in the order asked."""
    found = {
        one.measure
        for line in agreement.lines
        if line.kind in {"code", "any", "all"}
        for one in line.measured
    }
    return tuple(name for name in agreement.asked.measures if name in found)


def methods(agreement: Agreement) -> str:
    """The methods paragraph for a paper: every setting that the figures depend on."""
    asked = agreement.asked
    measures = [_cited(name, len(agreement.coders)) for name in _used(agreement)]
    several = len(agreement.documents) > 1
    consensus = any(coder.kind == CONSENSUS for coder in agreement.coders)
    parts = [
        f"{agreement.title} on {_count(len(agreement.documents), 'transcript')} "
        f"({agreement.size:,} {agreement.unit}), {_count(len(agreement.codes), 'code')}.",
        f"A transcript counts for a coder who {'has codings in it or ' * asked.assume_done}marked "
        "it as done; there a code not given is 0, elsewhere it is missing.",
        "The consensus counts for transcripts in which it has codings." if consensus else "",
        *_unit_rules(agreement),
        "The interviewer's turns are left out." if asked.without_interviewer else "",
        "A coding counts for the codes above its own too." if asked.subcodes else "",
        "Figures over several transcripts are of their added counts, not means of figures."
        if several
        else "",
        f'"{ALL}" adds the counts of the codes up.' if len(agreement.codes) > 1 else "",
        _groups(agreement),
        f"Measures: {names(measures)}." if measures else "",
        _intervals(agreement),
        f"Computed by coder {agreement.version}.",
    ]
    return " ".join(part for part in parts if part)


def names(listed: list[str]) -> str:
    """A list in words: "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, [", ".join(listed[:-1]), *listed[-1:]]))


def _used(agreement: Agreement) -> list[str]:
    """All measures in the table, in the order of the catalogue."""
    found = {one.measure for line in agreement.lines for one in line.measured}
    return [name for name in (*OF_SUMS, SETS, *OF_LENGTHS, "ku-alpha") if name in found]


def _unit_rules(agreement: Agreement) -> list[str]:
    if agreement.asked.unit != SPANS:
        rule = _UNIT_RULES[agreement.asked.unit]
        return [
            f"Units are {rule}; a code is given to a unit if a coding holds a letter or digit of "
            "it. Per code every unit has it or not (q = 2)."
        ]
    return [
        "Spans are free, measured in Unicode code points of the words spoken, without labels, "
        "times and white space at the ends of codings; overlapping spans of one code by one "
        "coder are one.",
        "Measures other than the u-alphas take every character as one judgement (q = 2).",
    ]


def _cited(name: str, coders: int) -> str:
    """A measure as it is cited; Cohen's is for two coders."""
    if name == "kappa" and coders > 2:
        return "Cohen's kappa (1960; the mean of the pairs of coders, Light 1971)"
    return about(name).cite


def _groups(agreement: Agreement) -> str:
    groups = [line.row.name for line in agreement.lines if line.kind == "group"]
    if not groups:
        return ""
    rule = ""
    if agreement.asked.unit != SPANS:
        rule = "; there a unit has one of the codes or none (q = codes + 1)"
    own = "; there a coding counts for its own code only" * agreement.asked.subcodes
    return f"Codes that exclude each other: {names(groups)}{rule}{own}."


def _intervals(agreement: Agreement) -> str:
    if not agreement.asked.draws:
        return ""
    if len(agreement.documents) < FEWEST_DOCUMENTS:
        return f"There are too few transcripts for intervals (under {FEWEST_DOCUMENTS})."
    spans = [one.interval for line in agreement.lines for one in line.measured]
    most = max(
        (span.undefined for span in spans if span is not None and not span.reason), default=0
    )
    left = (
        f"; draws in which a figure is undefined are left out of its interval ({most:,} at most)"
        if most
        else ""
    )
    return (
        f"95 % intervals: percentiles of {agreement.asked.draws:,} bootstrap draws of transcripts, "
        f"seed {agreement.asked.seed}{left}."
    )


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}" + ("" if number == 1 else "s")
