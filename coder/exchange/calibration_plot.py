"""A calibration plot as SVG: what suggestions said beside how often they were right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from coder.analysis.calibration import Bin, Calibration

SIDE: Final = 320
_LEFT, _TOP, _BELOW, _RIGHT = 52, 12, 64, 12
_COLOURS: Final = ("#0b5394", "#b45f06")


def plot(series: Sequence[tuple[str, Calibration]]) -> str:
    """One picture with a line of points per series (name, figures); at most two are told apart.

    A point on the diagonal holds what it says. Whiskers are the intervals of 95 %, and the area
    of a point grows with the number of suggestions in it. Names are plain text without markup.
    """
    width, height = _LEFT + SIDE + _RIGHT, _TOP + SIDE + _BELOW
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" font-family="sans-serif" font-size="12">',
        "<title>Calibration: probability said, and share that was right</title>",
        *_axes(),
    ]
    for number, (name, one) in enumerate(series[: len(_COLOURS)]):
        colour = _COLOURS[number]
        parts += [_point(part, colour, square=number == 1) for part in one.bins]
        parts.append(
            f'<text x="{_LEFT + SIDE * number / 2:.0f}" y="{height - 6}" fill="{colour}">'
            f"{'■' if number == 1 else '●'} {name} ({one.count})</text>"
        )
    parts.append("</svg>")
    return "\n".join(parts)


def _axes() -> list[str]:
    right, below = _LEFT + SIDE, _TOP + SIDE
    parts = [
        f'<rect x="{_LEFT}" y="{_TOP}" width="{SIDE}" height="{SIDE}" fill="none" stroke="#888"/>',
        f'<line x1="{_LEFT}" y1="{below}" x2="{right}" y2="{_TOP}" stroke="#888" '
        'stroke-dasharray="4 4"/>',
    ]
    for step in range(0, 11, 2):
        x, y = _x(step / 10), _y(step / 10)
        parts.append(
            f'<text x="{x:.1f}" y="{below + 16}" text-anchor="middle">{step / 10:.1f}</text>'
        )
        parts.append(
            f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{step / 10:.1f}</text>'
        )
    middle = _LEFT + SIDE / 2
    parts.append(
        f'<text x="{middle}" y="{below + 36}" text-anchor="middle">probability said</text>'
    )
    up = _TOP + SIDE / 2
    parts.append(
        f'<text x="14" y="{up}" text-anchor="middle" transform="rotate(-90 14 {up})">'
        "share that was right</text>"
    )
    return parts


def _point(part: Bin, colour: str, *, square: bool) -> str:
    share, interval = part.right.value or 0.0, part.right.interval or (0.0, 1.0)
    x, y = _x(part.mean), _y(share)
    size = min(3 + part.right.count**0.5 / 2, 9)
    mark = (
        f'<rect x="{x - size:.1f}" y="{y - size:.1f}" width="{2 * size:.1f}" '
        f'height="{2 * size:.1f}" fill="{colour}" fill-opacity="0.8"/>'
        if square
        else f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" fill="{colour}" '
        'fill-opacity="0.8"/>'
    )
    return (
        f"<g><title>{part.right.hits} of {part.right.count} right, said {part.mean:.2f}</title>"
        f'<line x1="{x:.1f}" y1="{_y(interval[0]):.1f}" x2="{x:.1f}" y2="{_y(interval[1]):.1f}" '
        f'stroke="{colour}"/>{mark}</g>'
    )


def _x(value: float) -> float:
    return _LEFT + SIDE * value


def _y(value: float) -> float:
    return _TOP + SIDE * (1 - value)
