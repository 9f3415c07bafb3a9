"""What people decided where coders differ, as values: claims, and resolutions of them.

Positions are Unicode code points of the document's text, ends exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from coder.identity import Id


class Ruling(StrEnum):
    """What was decided at a spot.

    ACCEPT: the consensus has what one or more of the coders gave. NEW: it has a code or edges
    that none of them gave. REJECT: it has none of it. LATER: to be talked about.
    """

    ACCEPT = "accept"
    NEW = "new"
    REJECT = "reject"
    LATER = "later"


@dataclass(frozen=True, slots=True, order=True)
class Claim:
    """One coding as it is compared: where it is (blanks at its edges left out), code, whose."""

    start: int
    end: int
    code: Id
    coder: Id
    coding: Id


@dataclass(frozen=True, slots=True, order=True)
class Piece:
    """One coding as the consensus is to have it."""

    start: int
    end: int
    code: Id


@dataclass(frozen=True, slots=True)
class Resolution:
    """One decision: the claims as they were, the ruling, and the codings of the consensus.

    `rule` is the rule that decided, "" where a person did. `contested` where two people decided
    the same spot differently; `result` then holds the codings of both.
    """

    id: Id
    document: Id
    claims: tuple[Claim, ...]
    ruling: Ruling
    result: tuple[Id, ...] = ()
    rule: str = ""
    reason: str = ""
    coder: Id = ""
    contested: bool = False


def claim_record(claim: Claim) -> list[object]:
    """A claim as plain JSON values; `claim_from_record` is its inverse."""
    return [claim.coding, claim.coder, claim.code, claim.start, claim.end]


def claim_from_record(record: list[Any]) -> Claim:
    """The claim that `claim_record` wrote; raises ValueError for a list of another length."""
    coding, coder, code, start, end = record
    return Claim(int(start), int(end), str(code), str(coder), str(coding))
