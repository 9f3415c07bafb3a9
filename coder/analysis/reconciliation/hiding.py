"""Coders under letters, so that nobody decides by whose version it is."""

from __future__ import annotations

from coder.analysis.reconciliation.spots import Spot
from coder.identity import Id, composite_id


def in_hidden_order(spot: Spot) -> tuple[Id, ...]:
    """The coders of a spot in an order that a hash gives: another at every spot, always the same.

    The first is to be called A, the second B, and so on.
    """
    codings = sorted(claim.coding for claim in spot.claims)
    return tuple(sorted(spot.coders, key=lambda coder: composite_id("hidden", coder, *codings)))


def letter(number: int) -> str:
    """A for 0, B for 1 ... and AA after Z."""
    first, last = divmod(number, 26)
    return (letter(first - 1) if first else "") + chr(ord("A") + last)
