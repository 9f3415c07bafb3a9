"""The columns of a table of counts: by document, speaker, role, coder or document attribute."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from coder.analysis.table import TOTAL_KEY, Column
from coder.errors import InputError
from coder.identity import Id
from coder.model import Coder, Document, Role, Segment, Turn, count_words

ATTRIBUTE_PREFIX: Final = "attribute:"
DIMENSIONS: Final = ("", "document", "speaker", "role", "coder")

_ROLES: Final = {Role.RESPONDENT.value: 0, Role.INTERVIEWER.value: 1, Role.UNKNOWN.value: 2}
_EMPTY_LABELS: Final = {"speaker": "(no speaker)", "role": "(role unknown)"}
_DIGITS: Final = re.compile(r"([0-9]{1,18})")


@dataclass(frozen=True, slots=True)
class Split:
    """What makes the columns; `by` is one of DIMENSIONS or "attribute:NAME"."""

    by: str
    people: tuple[Coder, ...]

    def keys(self, document: Document, turn: Turn | None, person: Id | None) -> tuple[str, ...]:
        """The columns a piece of text falls into; without a person, those of every coder."""
        match self.by:
            case "":
                return ()
            case "document":
                return (document.id,)
            case "speaker":
                return (turn.speaker if turn else "",)
            case "role":
                return (turn.role.value if turn else Role.UNKNOWN.value,)
            case "coder":
                return (person,) if person is not None else tuple(p.id for p in self.people)
            case _:
                return _values(document, self.by.removeprefix(ATTRIBUTE_PREFIX))


def split_by(by: str, documents: Iterable[Document], people: Iterable[Coder]) -> Split:
    """The split that `by` names: a word of DIMENSIONS or the name of a document attribute.

    "attribute:role" is the attribute of that name, "role" the part of the speaker. Raises
    InputError for an attribute that no document has.
    """
    if by in DIMENSIONS:
        return Split(by, tuple(people))
    name = by.removeprefix(ATTRIBUTE_PREFIX)
    known = sorted({key for document in documents for key, _ in document.attributes})
    if name not in known:
        choices = [*DIMENSIONS[1:], *(key for key in known if key not in DIMENSIONS)]
        raise InputError(
            f'Counts by "{name}" are not possible: no document has an attribute of that name.',
            f"Choose one of: {', '.join(choices)}.",
        )
    return Split(ATTRIBUTE_PREFIX + name, tuple(people))


def table_columns(
    split: Split,
    documents: Sequence[Document],
    turns: Mapping[Id, Collection[int]],
    segments: Mapping[Id, Sequence[Segment]] | None,
    *,
    used: Iterable[str],
    total_label: str,
) -> tuple[Column, ...]:
    """The columns in reading order, the total last, with the sizes of what each covers.

    Only the given turns (indexes per document) are measured. `used` are keys that pieces fall
    into, so that no piece is without a column.
    """
    sizes, whole = _sizes(split, documents, turns, segments)
    keys = list(dict.fromkeys([*_seeds(split, documents), *sizes, *used]))
    labels = _labels(split, documents, keys)
    nothing = dict.fromkeys(whole, 0)
    columns = [
        Column(key, labels[key], tuple({**nothing, **sizes.get(key, {})}.items()))
        for key in _in_reading_order(split, keys)
    ]
    return (*columns, Column(TOTAL_KEY, total_label, tuple(whole.items()), total=True))


def _sizes(
    split: Split,
    documents: Sequence[Document],
    turns: Mapping[Id, Collection[int]],
    segments: Mapping[Id, Sequence[Segment]] | None,
) -> tuple[dict[str, Counter[str]], Counter[str]]:
    """Words, documents and segments per column, and of everything once."""
    parts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    whole = Counter({"words": 0, "documents": len(documents)})
    if segments is not None:
        whole["segments"] = 0
    for document in documents:
        cut = Counter(segment.turn for segment in (segments or {}).get(document.id, ()))
        covered: set[str] = set()
        for index in sorted(turns[document.id]):
            turn = document.turns[index]
            size = {"words": count_words(document.text[turn.start : turn.end])}
            if segments is not None:
                size["segments"] = cut[index]
            whole.update(size)
            keys = split.keys(document, turn, None)
            covered.update(keys)
            for key in keys:
                parts[key].update(size)
        if split.by not in {"speaker", "role"}:
            covered.update(split.keys(document, None, None))
        for key in covered:
            parts[key]["documents"] += 1
    return dict(parts), whole


def _seeds(split: Split, documents: Sequence[Document]) -> list[str]:
    """Keys in order of first appearance that are columns even where nothing was said."""
    if split.by in {"speaker", "role"}:
        return []
    if split.by == "coder":
        return [person.id for person in split.people]
    return [key for document in documents for key in split.keys(document, None, None)]


def _in_reading_order(split: Split, keys: Sequence[str]) -> list[str]:
    """Roles with respondents first, attribute values in natural order, others as they came.

    What has no name comes last.
    """
    if split.by == "role":
        return sorted(keys, key=_ROLES.__getitem__)
    if split.by.startswith(ATTRIBUTE_PREFIX):
        return sorted(keys, key=lambda key: (not key, _natural(key), key))
    return sorted(keys, key=lambda key: not key)


def _labels(split: Split, documents: Sequence[Document], keys: Sequence[str]) -> dict[str, str]:
    """A label per key, told apart by the start of the id where names are equal."""
    names: dict[str, str] = {}
    if split.by == "document":
        names = {document.id: document.name for document in documents}
    elif split.by == "coder":
        names = {person.id: person.name for person in split.people}
    elif split.by.startswith(ATTRIBUTE_PREFIX):
        names = {"": f"(no {split.by.removeprefix(ATTRIBUTE_PREFIX)})"}
    else:
        names = {"": _EMPTY_LABELS.get(split.by, "")}
    labels = {key: names.get(key, key) for key in keys}
    often = Counter(labels.values())
    return {
        key: label if often[label] == 1 else f"{label} ({key[:8]})" for key, label in labels.items()
    }


def _values(document: Document, name: str) -> tuple[str, ...]:
    """The values a document has for an attribute, ("",) if none."""
    found = (value for key, value in document.attributes if key == name)
    return tuple(dict.fromkeys(found)) or ("",)


def _natural(text: str) -> tuple[tuple[bool, int, str], ...]:
    """A sort key that puts "groep 2" before "groep 10"."""
    parts = _DIGITS.split(text.casefold())
    return tuple(
        (True, int(part), "") if odd % 2 else (False, 0, part) for odd, part in enumerate(parts)
    )
