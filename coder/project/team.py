"""A project in a team: copies for others, a shared folder, and who is how far."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from coder.errors import CoderError, InputError
from coder.identity import Id
from coder.model import Document
from coder.project.coding import codings
from coder.project.naming import folded
from coder.project.project import SUFFIX, Project, name_of_person
from coder.project.questions import questions
from coder.project.reviewing import moment
from coder.project.shared_folder import check_folder, remember_folder, shared_name
from coder.project.state_digest import state_digest
from coder.store import log
from coder.store.coded import coded_now
from coder.store.copies import part_for, write_copy
from coder.store.local import read_prefixed, write_local
from coder.store.merged_files import mergings
from coder.store.unsettled import became_one

_SENT = "sent/"


@dataclass(frozen=True, slots=True)
class Sent:
    """A copy that was made for somebody: `documents` are names, none for all of them.

    One that is `hidden` is not listed any more; a purge still tells of it.
    """

    name: str
    wall: int
    file: str
    blind: bool
    documents: tuple[str, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """How far somebody is: codings, transcripts that they coded, transcripts they are done with.

    `last` is the time of their last act in this copy, in milliseconds; `sent` the copies made for
    them. Who has a copy but never wrote has no id.
    """

    name: str
    id: Id | None
    codings: int
    coded: tuple[str, ...]
    done: tuple[str, ...]
    last: int | None
    sent: tuple[Sent, ...]


def export_copy(
    project: Project,
    name: str,
    target: Path,
    *,
    blind: bool = False,
    documents: Sequence[Document] = (),
) -> int:
    """Write a copy for somebody, to be merged when they send it back; returns its operations.

    With `documents` only these transcripts; `blind` without the codings of others. Raises
    InputError for a name that several coders have.
    """
    if target.is_dir():
        raise InputError(f"{target} is a folder.", f"Name a file in it that ends in {SUFFIX}.")
    if target.suffix != SUFFIX:
        raise InputError(f"{target} does not end in {SUFFIX}.", f"Call it {target}{SUFFIX}.")
    name = name_of_person(name)
    namesakes = [one.id for one in project.coders() if folded(one.name) == folded(name)]
    if len(namesakes) > 1:
        raise InputError(
            f"{len(namesakes)} coders are called '{name}'.",
            "Say whether they are one person: 'coder merge questions'.",
        )
    with project.store.reading():
        same = [became_one(project.store.db, document.id) for document in documents]
    ids = set().union(*same) or None
    person = namesakes[0] if namesakes else None
    count = write_copy(project.store, target, part_for(project.store, person, ids, blind=blind))
    names = tuple(document.name for document in documents)
    sent = Sent(name, time.time_ns() // 1_000_000, str(target), blind, names)
    try:
        _keep(project, {len(sent_copies(project)): sent})
    except CoderError:
        target.unlink(missing_ok=True)
        raise
    return count


def hide_copies(project: Project, name: str, *, hidden: bool = True) -> list[Sent]:
    """List the copies made for a name no more, as where it was mistyped, or list them again.

    Returns these copies. The files are not touched, and a purge still tells of them. Raises
    InputError where there is none for that name.
    """
    every = dict(enumerate(sent_copies(project)))
    known = dict.fromkeys(one.name for one in every.values() if one.hidden != hidden)
    found = {
        number: replace(one, hidden=hidden)
        for number, one in every.items()
        if one.hidden != hidden and folded(one.name) == folded(name)
    }
    if not found:
        listed = f"There are copies for: {', '.join(known)}." if known else "There is none."
        which = "listed" if hidden else "hidden"
        raise InputError(f"No copy for '{name}' is {which}.", listed)
    _keep(project, found)
    return list(found.values())


def _keep(project: Project, copies: Mapping[int, Sent]) -> None:
    """Keep what is known of copies, by their place in the list."""
    values = {f"{_SENT}{number + 1:09}": json.dumps(asdict(one)) for number, one in copies.items()}
    write_local(project.store.db, project.path, values)


def share(project: Project, folder: Path) -> Path:
    """Write one's own file in a shared folder, in the place of the one from before.

    Every machine writes its own file and reads those of others, so that nobody writes to a file
    that somebody else has open.
    """
    target = folder / shared_name(project)
    check_folder(folder)
    write_copy(project.store, target, overwrite=True)
    remember_folder(project, folder)
    return target


def sent_copies(project: Project) -> list[Sent]:
    """The copies that were made of this project for others, hidden ones too, in order."""
    found = [json.loads(value) for value in read_prefixed(project.store.db, project.path, _SENT)]
    return [Sent(**{**one, "documents": tuple(one["documents"])}) for one in found]


def members(project: Project) -> list[Member]:
    """Everyone who wrote or has a copy, by name."""
    with project.store.reading():
        coded, _ = coded_now(project.store)
        acts = log.last_acts(project.store.db)
    names = {document.id: document.name for document in coded.documents}
    sent = [one for one in sent_copies(project) if not one.hidden]
    found = []
    for coder in coded.coders:
        mine = [one for one in coded.codings if one.coder == coder.id]
        where = sorted({names[one.document] for one in mine if one.document in names})
        done = sorted(names[eid] for who, eid in coded.done if who == coder.id and eid in names)
        theirs = tuple(one for one in sent if folded(one.name) == folded(coder.name))
        found.append(
            Member(
                coder.name,
                coder.id,
                len(mine),
                tuple(where),
                tuple(done),
                acts.get(coder.id),
                theirs,
            )
        )
    known = {folded(one.name) for one in found}
    for name in dict.fromkeys(one.name for one in sent if folded(one.name) not in known):
        theirs = tuple(one for one in sent if one.name == name)
        found.append(Member(name, None, 0, (), (), None, theirs))
    return sorted(found, key=lambda one: (folded(one.name), one.id or ""))


def team_record(project: Project) -> dict[str, Any]:
    """The state of the team as plain values: members, merges, open questions, and a digest."""
    with project.store.reading():
        merges = mergings(project.store.db)
    counts = Counter(one.document for one in codings(project))
    return {
        "transcripts": len(project.documents()),
        "coded": len(counts),
        "questions": len(questions(project)),
        "state": state_digest(project),
        "members": [
            {
                **asdict(one),
                "last": None if one.last is None else moment(one.last),
                "sent": [
                    {
                        "name": copy.name,
                        "wall": moment(copy.wall),
                        "file": copy.file,
                        "blind": copy.blind,
                        "documents": copy.documents,
                    }
                    for copy in one.sent
                ],
            }
            for one in members(project)
        ],
        "merges": [
            {
                "time": moment(one.wall),
                "files": list(one.files),
                "lines": list(one.lines),
                "operations": one.last - one.first,
                "taken_back": one.undone,
            }
            for one in merges
        ],
    }
