"""What the lists of the codebook screen say: quotations, unused and overlapping codes; pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import combinations

from rich.text import Text

from coder.analysis.code_review import Overlap, unused
from coder.identity import Id
from coder.model import Code, Coding
from coder.suggest.sharing import shared_terms
from coder.tui.widgets.finding_list import Finding


class Listing(StrEnum):
    """The lists that there are, in the order of the key that goes through them."""

    QUOTATIONS = "quotations"
    UNUSED = "unused"
    OVERLAPS = "overlapping"
    MERGED = "merged"


NOTHING = {
    Listing.QUOTATIONS: "You have not used this code yet.",
    Listing.UNUSED: "Every code is used.",
    Listing.OVERLAPS: "No two codes are often on the same words or share a term.",
    Listing.MERGED: "No codes are merged.",
}


def quotation_findings(
    codings: Sequence[Coding], documents: Mapping[Id, str], code: Id, names: Mapping[Id, str]
) -> list[Finding]:
    """One's quotations of a code and of those below it."""
    return [
        Finding(
            documents.get(one.document, ""),
            one.quote if one.code == code else f"{one.quote} ({names.get(one.code, '')})",
            one.code,
            document=one.document,
            start=one.start,
        )
        for one in codings
    ]


def unused_findings(
    codes: Sequence[Code], everybody: Mapping[Id, int], own: Mapping[Id, int], *, blind: bool
) -> list[Finding]:
    """The codes that nobody used, and unless one codes blind those that only others did."""
    by_me, by_all = ({one.id for one in unused(codes, count)} for count in (own, everybody))
    return [
        Finding("" if blind or one.id in by_all else "used by others", one.name, one.id)
        for one in codes
        if one.id in by_me
    ]


def overlap_findings(codes: Sequence[Code], overlaps: Sequence[Overlap]) -> list[Finding]:
    """The pairs of codes on the same words, then those that only share a term."""
    names = {code.id: code.name for code in codes}
    terms: dict[tuple[Id, Id], list[str]] = defaultdict(list)
    for shared in shared_terms(codes):
        for pair in combinations(sorted(shared.codes), 2):
            terms[pair].append(shared.text)
    found: list[Finding] = []
    for one in overlaps:
        if one.first in names and one.second in names:
            both = terms.pop((min(one.first, one.second), max(one.first, one.second)), [])
            more = f"; both have {', '.join(both)}" if both else ""
            found.append(
                Finding(
                    f"{one.together} of {one.of}",
                    f"{names[one.first]} + {names[one.second]}{more}",
                    one.first,
                    one.second,
                )
            )
    order = {code.id: number for number, code in enumerate(codes)}
    for pair, texts in sorted(terms.items(), key=lambda item: min(order[one] for one in item[0])):
        first, second = sorted(pair, key=order.__getitem__)
        words = f"{names[first]} + {names[second]}: {', '.join(texts)}"
        found.append(Finding("same terms", words, first, second))
    return found


def merged_findings(
    codes: Sequence[Code], merged: Mapping[Id, Sequence[Code]], circular: Sequence[Code] = ()
) -> list[Finding]:
    """The codes whose merging makes a circle, then those that another one stands for now."""
    found = [Finding("left out, as both were merged:", one.name, one.id) for one in circular]
    return found + [
        Finding(f"in {code.name}:", one.name, one.id, code.id, merged=True)
        for code in codes
        for one in merged.get(code.id, ())
    ]


def headings(chosen: Listing, count: int) -> Text:
    """The names of the lists, the chosen one with its number."""
    text = Text(no_wrap=True, overflow="ellipsis")
    for one in Listing:
        if one is chosen:
            text.append(f" {one.value} ({count}) ", "bold reverse")
        else:
            text.append(f" {one.value} ", "dim")
    text.append(" L: next list", "dim")
    return text
