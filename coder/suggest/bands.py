"""Scores as people should see them: in three bands, not in percentages."""

from __future__ import annotations

from typing import Final

BANDS: Final = ((0.8, "high"), (0.5, "middle"), (0.0, "low"))


def band(score: float) -> str:
    """The band of a score in [0, 1]: high from 0.8, middle from 0.5, else low."""
    return next(name for least, name in BANDS if score >= least)
