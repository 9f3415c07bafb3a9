"""Finding codes by a few letters: name first, then English name, then definition; pure."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

from coder.identity import Id
from coder.model import Code

LEAST = 60.0


def find_codes(query: str, codes: Sequence[Code], recent: Sequence[Id]) -> list[Code]:
    """The codes that fit a query, the best first; without a query those used last, then all.

    A beginning of a name or of a word in it counts most, then any part of it, then likeness
    (rapidfuzz `WRatio`, 0 to 100); equals are ordered by last use, then by codebook order.
    """
    used = {code: number for number, code in enumerate(recent)}
    order = {code.id: (used.get(code.id, len(used)), n) for n, code in enumerate(codes)}
    wanted = default_process(query)
    if not wanted:
        return sorted(codes, key=lambda code: order[code.id])
    scored = [(_score(wanted, code), code) for code in codes]
    found = [(score, code) for score, code in scored if score >= LEAST]
    return [code for _, code in sorted(found, key=lambda item: (-item[0], order[item[1].id]))]


def _score(wanted: str, code: Code) -> float:
    names = [default_process(code.name), default_process(code.english)]
    best = 0.0
    for rank, name in enumerate(names):
        if not name:
            continue
        penalty = rank * 2.0
        if name.startswith(wanted):
            best = max(best, 200.0 - penalty)
        elif any(word.startswith(wanted) for word in name.split()):
            best = max(best, 180.0 - penalty)
        elif wanted in name:
            best = max(best, 160.0 - penalty)
        elif len(wanted) > 2:
            best = max(best, fuzz.WRatio(wanted, name) - penalty)
    if len(wanted) > 2 and wanted in default_process(code.definition):
        best = max(best, 100.0)
    return best
