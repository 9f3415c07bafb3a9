"""Figures of a measurement as a row: the middle one, what 95 of 100 stay under, and the goal."""

from __future__ import annotations

import math
import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """Milliseconds: the middle one, and what 95 of 100 stay under; not a number for none."""

    median: float
    high: float


def figure(times: Sequence[float]) -> Figure:
    """Sum up times."""
    if len(times) < 2:
        alone = times[0] if times else math.nan
        return Figure(alone, alone)
    high = statistics.quantiles(times, n=20, method="inclusive")[-1]
    return Figure(statistics.median(times), high)


def told(name: str, times: Sequence[float], goal: float | None = None) -> Figure:
    """Print a row of figures, and give them back."""
    found = figure(times)
    note = "" if goal is None else f"   goal {goal:g} {'met' if found.high <= goal else 'MISSED'}"
    say(f"{name:<44} median {found.median:7.2f}   p95 {found.high:7.2f} ms{note}")
    return found


def say(line: str) -> None:
    """Print a line at once; a running screen takes `sys.stdout` for itself."""
    print(line, file=sys.__stdout__, flush=True)
