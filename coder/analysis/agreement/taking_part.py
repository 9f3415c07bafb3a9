"""Which transcripts count for which coders, and what is left out and why.

"Not coded" is not "not yet done": a transcript counts for a coder who said that it is done. A
consensus, which is nobody, is done where it has codings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from coder.amounts import counted
from coder.analysis.selection import CONSENSUS
from coder.errors import InputError
from coder.identity import Id
from coder.model import Coder

_LISTED = 5


@dataclass(frozen=True, slots=True)
class TakingPart:
    """The coders compared, by their numbers, and per document that counts those who judged it."""

    coders: tuple[Coder, ...]
    judges: Mapping[Id, tuple[int, ...]]
    left_out: tuple[str, ...]


def taking_part(
    documents: Mapping[Id, str],
    people: Sequence[Coder],
    done: Collection[tuple[Id, Id]],
    codings: Mapping[tuple[Id, Id], int],
    *,
    assume_done: bool = False,
) -> TakingPart:
    """Who takes part with which documents (id to name), two coders or more to each.

    `done` are pairs of coder and document, `codings` their numbers of codings. Raises InputError
    where no two of the people are done with one document.
    """
    judges = {
        document: [
            person
            for person in people
            if (person.id, document) in done
            or ((assume_done or person.kind == CONSENSUS) and codings.get((person.id, document), 0))
        ]
        for document in documents
    }
    kept = {document: found for document, found in judges.items() if len(found) > 1}
    if not kept:
        raise InputError(
            "No transcript is done by two coders, so there is nothing to compare.",
            "Coders say so by D on the screen or by 'coder transcripts done NAME'; or take what "
            "they coded for done with --assume-done (u on the screen).",
        )
    busy = {person.id for found in kept.values() for person in found}
    coders = tuple(person for person in people if person.id in busy)
    number = {person.id: place for place, person in enumerate(coders)}
    return TakingPart(
        coders,
        {document: tuple(number[one.id] for one in found) for document, found in kept.items()},
        (
            *_documents_out(documents, judges),
            *_people_out(people, busy, done, codings),
            *_not_done(documents, kept, people, codings),
        ),
    )


def _documents_out(documents: Mapping[Id, str], judges: Mapping[Id, Sequence[Coder]]) -> list[str]:
    """A line per reason why documents do not count."""
    reasons: defaultdict[str, list[str]] = defaultdict(list)
    for document, found in judges.items():
        if len(found) == 1:
            reasons[f"done by {found[0].name} only"].append(documents[document])
        elif not found:
            reasons["done by nobody"].append(documents[document])
    return [f"Left out, {why}: {_list(names)}." for why, names in reasons.items()]


def _people_out(
    people: Sequence[Coder],
    busy: Collection[Id],
    done: Collection[tuple[Id, Id]],
    codings: Mapping[tuple[Id, Id], int],
) -> list[str]:
    """A line per coder who did something, but shares no document with another."""
    active = {person for person, _ in done} | {person for (person, _), n in codings.items() if n}
    return [
        f"{person.name} is left out: no transcript is done by both {person.name} and another coder."
        for person in people
        if person.id in active and person.id not in busy
    ]


def _not_done(
    documents: Mapping[Id, str],
    kept: Mapping[Id, Sequence[Coder]],
    people: Sequence[Coder],
    codings: Mapping[tuple[Id, Id], int],
) -> list[str]:
    """A line per coder whose codings in documents that count are missing, since not done."""
    lines = []
    for person in people:
        open_ones = [
            document
            for document, found in kept.items()
            if person not in found and codings.get((person.id, document), 0)
        ]
        count = sum(codings[person.id, document] for document in open_ones)
        if open_ones:
            names = _list([documents[document] for document in open_ones])
            codings_of = counted(count, "coding")
            lines.append(f"Left out: {codings_of} by {person.name}, who is not done with {names}.")
    return lines


def _list(names: Sequence[str]) -> str:
    """Some names, and how many more there are."""
    more = len(names) - _LISTED
    return ", ".join(names[:_LISTED]) + (f" and {more} more" if more > 0 else "")
