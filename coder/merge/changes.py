"""What a merge brought, in words: "312 new codings by Coder A", "2 codes renamed"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coder.identity import Id
from coder.oplog.kinds import CREATE, DELETED

REMOVED = "removed"
RESTORED = "brought back"


@dataclass(frozen=True, slots=True)
class Change:
    """How many entities of a kind one person made or changed.

    `field` is CREATE for new ones, else the field that was written; for deletions `deed` says
    whether they are removed or brought back now.
    """

    kind: str
    field: str
    actor: Id
    count: int
    deed: str = ""


_NAMES: Mapping[str, tuple[str, str]] = {
    "document": ("transcript", "transcripts"),
    "revision": ("correction of a transcript", "corrections of transcripts"),
    "codebook": ("codebook", "codebooks"),
    "code": ("code", "codes"),
    "coding": ("coding", "codings"),
    "memo": ("memo", "memos"),
    "attribute": ("attribute", "attributes"),
    "speaker": ("role of a speaker", "roles of speakers"),
    "verdict": ("verdict on a suggestion", "verdicts on suggestions"),
    "done": ("transcript marked as done or not", "transcripts marked as done or not"),
    "resolution": ("decision where coders differ", "decisions where coders differ"),
    "answer": ("answer to a question of merging", "answers to questions of merging"),
    "round": ("round of agreement", "rounds of agreement"),
}
"""The kinds that are told of; corrected texts are told of as changed transcripts."""

_SHARED = frozenset({"document", "revision", "codebook", "code", "attribute", "speaker"})
"""What belongs to the project rather than to who made it."""

_DEEDS: Mapping[tuple[str, str], str] = {
    ("code", "name"): "renamed",
    ("code", "merged_into"): "merged or taken apart",
    ("code", "parent"): "moved",
    ("document", "name"): "renamed",
    ("done", "done"): "",
}


def sentences(changes: Iterable[Change], names: Mapping[Id, str]) -> list[str]:
    """One line for each thing that happened, in the order of the kinds; new things first.

    `names` are those of the coders.
    """
    counts: Counter[tuple[str, str, Id]] = Counter()
    for change in changes:
        if change.kind in _NAMES:
            owner = "" if change.kind in _SHARED else change.actor
            counts[change.kind, _deed(change), owner] += change.count
    order = list(_NAMES)
    keys = sorted(counts, key=lambda key: (order.index(key[0]), _rank(key[1]), key))
    return [_sentence(*key, counts[key], names) for key in keys if counts[key]]


def _deed(change: Change) -> str:
    if change.field == CREATE:
        return "new"
    if change.field == DELETED:
        return change.deed
    return _DEEDS.get((change.kind, change.field), "changed")


def _rank(deed: str) -> int:
    known = ("new", "", REMOVED, RESTORED)
    return known.index(deed) if deed in known else len(known)


def _sentence(kind: str, deed: str, owner: Id, count: int, names: Mapping[Id, str]) -> str:
    thing = _NAMES[kind][count != 1]
    what = f"{count:,} new {thing}" if deed == "new" and kind != "done" else f"{count:,} {thing}"
    if deed not in ("new", ""):
        what += f" {deed}"
    return f"{what} by {names.get(owner, 'somebody unknown')}" if owner else what


def of_clocks(people: Sequence[str]) -> list[str]:
    """What to say where the times of people's acts cannot be right."""
    return [
        f"The clock of {name}'s machine looks wrong; times are only shown, they decide nothing."
        for name in people
    ]
