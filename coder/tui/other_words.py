"""Words that people look for in the palette where the command is called otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_MANY: Final = "batch bulk several all at once"

OTHER_WORDS: Final[Mapping[str, str]] = {
    "place.coding": "transcript interview text read",
    "place.overview": "documents transcripts interviews import attributes speakers progress done",
    "place.codebook": "codes categories themes definitions terms merge split import export",
    "place.quotations": "quotes citations passages retrieve memos export csv excel",
    "place.frequencies": "counts numbers table crosstab matrix statistics export csv excel",
    "place.search": "find words text",
    "place.agreement": "kappa alpha reliability intercoder interrater cohen krippendorff "
    "percent confusion rounds export",
    "place.reconcile": "disagreements differences conflicts consensus resolve decide spots "
    f"{_MANY} export",
    "place.leads": "uncoded similar likely suggestions next",
    "place.unsettled": "questions conflicts team colleagues share files import",
    "suggestion.batch": f"{_MANY} preview surest",
    "suggestion.list": "review overview",
    "reconcile.rules": f"{_MANY} automatic majority",
    "reconcile.alike": f"{_MANY} proposals",
    "unsettled.alike": f"{_MANY} answers",
    "unsettled.merge": "team colleagues share folder files import",
    "codebook.merge": "join unite combine",
    "codebook.recolour": "color",
    "code.pick": "apply assign tag",
    "code.in_vivo": "new code own words",
    "coding.recode": "change code",
    "coding.remove": "delete",
    "coding.edges": "boundaries resize move",
    "memo.write": "memo note comment annotation",
    "codebook.memo": "note comment annotation",
    "document.done": "finished complete",
    "export": "save write file csv excel word table",
    "undo": "back revert",
    "redo": "again",
    "history": "undo log acts earlier",
    "whose": "coders colleagues others compare lanes differences disagreements",
    "blind": "hide suggestions independent",
}
"""By the id of a key."""


def is_called(query: str, words: str) -> bool:
    """Whether every word that was typed begins one of these words."""
    known = words.casefold().split()
    typed = query.casefold().split()
    return bool(typed) and all(any(one.startswith(word) for one in known) for word in typed)
