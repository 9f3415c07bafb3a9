"""The measures that are offered: name, formula, source, when to use them, and the function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from coder.analysis.agreement import measures, unitizing
from coder.analysis.agreement.figure import Figure
from coder.analysis.agreement.sums import Numbers, Sums
from coder.analysis.agreement.unitizing import Lengths


@dataclass(frozen=True, slots=True)
class About:
    """What a person must know of a measure; `cite` is how the methods sentence names it."""

    name: str
    heading: str
    cite: str
    formula: str
    source: str
    when: str


ABOUT: Final = (
    About(
        "percent",
        "percent",
        "percent agreement",
        "units where two coders said the same / units both judged; of more coders, the share of "
        "their pairs that agree, averaged over units",
        "Holsti 1969; Krippendorff 2019, chapter 12",
        "To describe, never alone: a rare code has nearly full percent agreement by chance.",
    ),
    About(
        "positive",
        "positive",
        "positive agreement (Cicchetti and Feinstein 1990)",
        "2 x both / (2 x both + only one); of more coders, over their pairs; the same as Dice and "
        "F1",
        "Cicchetti and Feinstein 1990, J Clin Epidemiol 43:551",
        "For rare codes: it looks only at units that somebody gave the code. Not corrected for "
        "chance.",
    ),
    About(
        "kappa",
        "kappa",
        "Cohen's kappa (1960)",
        "(o - e) / (1 - e); o = share of units with equal judgement, e = sum over values of the "
        "product of both coders' shares; of more than two coders, the mean of their pairs",
        "Cohen 1960, Educ Psychol Meas 20:37; Light 1971, Psychol Bull 76:365",
        "Two coders who judged the same units. If one coder never varies it is 0 whatever the "
        "other did.",
    ),
    About(
        "scott",
        "pi",
        "Scott's pi (1955)",
        "as kappa, with e = sum of the squared mean shares of both coders",
        "Scott 1955, Public Opin Q 19:321",
        "Two coders who are meant to be interchangeable.",
    ),
    About(
        "fleiss",
        "Fleiss",
        "Fleiss' kappa (1971; missing judgements after Gwet 2014)",
        "(P - e) / (1 - e); P = percent agreement of pairs, e = sum of squared mean shares",
        "Fleiss 1971, Psychol Bull 76:378; Gwet 2014, Handbook of Inter-Rater Reliability",
        "Three coders or more. With two it is Scott's pi, not Cohen's kappa.",
    ),
    About(
        "conger",
        "Conger",
        "Conger's kappa (1980)",
        "as Fleiss', with e from each coder's own shares: sum of mean share^2 - variance / coders",
        "Conger 1980, Psychol Bull 88:322",
        "Three coders or more who each keep their own habit; with two it is Cohen's kappa.",
    ),
    About(
        "brennan-prediger",
        "B-P",
        "Brennan and Prediger's kappa (1981)",
        "(P - 1/q) / (1 - 1/q); q = possible values (per code 2: given or not)",
        "Brennan and Prediger 1981, Educ Psychol Meas 41:687; Bennett's S; Randolph 2005",
        "Where chance is guessing among the values. For rare codes it is nearly percent.",
    ),
    About(
        "ac1",
        "AC1",
        "Gwet's AC1 (2008)",
        "(P - e) / (1 - e); e = sum over values of share x (1 - share) / (q - 1)",
        "Gwet 2008, Br J Math Stat Psychol 61:29",
        "Beside alpha, to see whether a low alpha comes from a rare code: AC1 stays high then. "
        "Do not choose it because it is higher.",
    ),
    About(
        "alpha",
        "alpha",
        "Krippendorff's alpha, nominal (2019)",
        "1 - Do / De; Do = share of unequal pairs within units, De = that of all pairs",
        "Krippendorff 2019, Content Analysis, section 12.3",
        "The measure to report: any number of coders, missing judgements, small samples. "
        "Krippendorff asks for .800, and .667 for tentative conclusions.",
    ),
    About(
        "alpha-sets",
        "alpha sets",
        "Krippendorff's alpha on the sets of codes, with Jaccard's distance",
        "1 - Do / De; the distance of two sets is 1 - common codes / all codes",
        "Krippendorff 2019, section 12.3; Jaccard 1912",
        "One figure for all codes where units have several; only for all codes together, not for "
        "free spans.",
    ),
    About(
        "u-alpha",
        "u-alpha",
        "Krippendorff's u-alpha for unitizing (Krippendorff et al. 2016)",
        "1 - (L - sum Lcc) / (L - sum Ecc); Lck = characters that one coder gave c and another k, "
        "Eck = expected from lengths of units, whose squares count",
        "Krippendorff, Mathet, Bouvry and Widlocher 2016, Qual Quant 50:2347; Krippendorff 2019, "
        "section 12.6, equations 32 to 34",
        "Free spans: who coded where, and how. It does not see whether touching spans are one or "
        "two. It is not the alpha-U of 1995.",
    ),
    About(
        "u-alpha-binary",
        "|u-alpha",
        "Krippendorff's binary |u-alpha (2016)",
        "1 - (L0 - L00) / (E0 - E00); 0 is text without a code",
        "Krippendorff 2019, section 12.6, equation 35",
        "Whether coders find the same text relevant, whatever the code.",
    ),
    About(
        "cu-alpha",
        "cu-alpha",
        "Krippendorff's coding cu-alpha (2016)",
        "u-alpha over text that two coders coded; coverage is the share of text that is",
        "Krippendorff 2019, section 12.6, equations 36 and 37",
        "Groups of codes that exclude each other: whether coders chose the same one.",
    ),
    About(
        "ku-alpha",
        "(k)u-alpha",
        "Krippendorff's (k)u-alpha per code (2016)",
        "1 - ((Lk - Lkk) / Lk) / ((Ek - Ekk) / Ek), over text that two coders coded; coverage is "
        "the share of the code's text that is",
        "Krippendorff 2019, section 12.6, equation 38",
        "Which code of a group of excluding codes is mistaken for others.",
    ),
)


@dataclass(frozen=True, slots=True)
class OfSums:
    """A measure of judgements: its figure for one set of sums, its values for many (nan: none)."""

    figure: Callable[[Sums], Figure]
    values: Callable[[Sums], Numbers]


@dataclass(frozen=True, slots=True)
class OfLengths:
    """The same for a measure of free spans as wholes."""

    figure: Callable[[Lengths], Figure]
    values: Callable[[Lengths], Numbers]


OF_SUMS: Final[Mapping[str, OfSums]] = {
    "percent": OfSums(measures.percent, measures.percents),
    "positive": OfSums(measures.positive, measures.positives),
    "kappa": OfSums(measures.cohen, measures.cohens),
    "scott": OfSums(measures.scott, measures.scotts),
    "fleiss": OfSums(measures.fleiss, measures.fleisses),
    "conger": OfSums(measures.conger, measures.congers),
    "brennan-prediger": OfSums(measures.brennan_prediger, measures.brennan_predigers),
    "ac1": OfSums(measures.ac1, measures.ac1s),
    "alpha": OfSums(measures.alpha, measures.alphas),
}
"""Measures of judgements on units, or on every character of free spans."""

OF_LENGTHS: Final[Mapping[str, OfLengths]] = {
    "u-alpha": OfLengths(unitizing.u_alpha, unitizing.u_alphas),
    "u-alpha-binary": OfLengths(unitizing.u_alpha_binary, unitizing.u_alphas_binary),
    "cu-alpha": OfLengths(unitizing.cu_alpha, unitizing.cu_alphas),
}
"""Measures of free spans as wholes."""

SETS: Final = "alpha-sets"
MEMBERS: Final = "ku-alpha"
NAMES: Final = tuple(about.name for about in ABOUT)
USUAL: Final = ("percent", "positive", "kappa", "ac1", "alpha", "u-alpha")
"""What is shown where nobody asks for others."""


def about(name: str) -> About:
    """What is known of a measure; raises KeyError for another name."""
    return {one.name: one for one in ABOUT}[name]
