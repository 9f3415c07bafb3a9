"""A project in a team: copies for others, a shared folder, and who is how far."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from coder.errors import InputError
from coder.identity import Id
from coder.model import Document
from coder.project.coding import codings
from coder.project.naming import folded
from coder.project.project import SUFFIX, Project, name_of_person
from coder.project.questions import questions
from coder.project.reviewing import moment
from coder.project.shared_folder import remember_folder, shared_name
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
    """A copy that was made for somebody: `documents` are names, none for all of them."""

    name: str
    wall: int
    file: str
    blind: bool
    documents: tuple[str, ...]


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
    key = f"{_SENT}{len(sent_copies(project)) + 1:09}"
    write_local(project.store.db, project.path, {key: json.dumps(asdict(sent))})
    return count


def share(project: Project, folder: Path) -> Path:
    """Write one's own file in a shared folder, in the place of the one from before.

    Every machine writes its own file and reads those of others, so that nobody writes to a file
    that somebody else has open.
    """
    target = folder / shared_name(project)
    if not folder.is_dir():
        raise InputError(f"There is no folder {folder}.", "Make it, or connect the network drive.")
    write_copy(project.store, target, overwrite=True)
    remember_folder(project, folder)
    return target


def sent_copies(project: Project) -> list[Sent]:
    """The copies that were made of this project for others."""
    found = [json.loads(value) for value in read_prefixed(project.store.db, project.path, _SENT)]
    return [Sent(**{**one, "documents": tuple(one["documents"])}) for one in found]


def members(project: Project) -> list[Member]:
    """Everyone who wrote or has a copy, by name."""
    with project.store.reading():
        coded, _ = coded_now(project.store)
        acts = log.last_acts(project.store.db)
    names = {document.id: document.name for document in coded.documents}
    sent = sent_copies(project)
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
                "sent": [{**asdict(copy), "wall": moment(copy.wall)} for copy in one.sent],
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
