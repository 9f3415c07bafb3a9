"""Making one transcript of two that were imported apart: codings follow their words.

Every machine keeps the same one of the two, so that answers given on two machines make no circle.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from coder.identity import Id, composite_id
from coder.model import Turn, revision_id, turn_from_record
from coder.oplog.fold import heads, written_value
from coder.oplog.kinds import CREATE, DELETED
from coder.oplog.operation import Draft
from coder.project.attributes import attribute_drafts
from coder.project.correcting import revision_drafts
from coder.project.drafting import put
from coder.project.naming import folded
from coder.project.one_name import free_name
from coder.project.project import Project
from coder.store import records, unsettled
from coder.store.caches import live_references
from coder.store.log import operations_of
from coder.store.turns import current_revision, roles_of

_STANDING = {
    "coding": ("document", "revision"),
    "verdict": ("document", "revision"),
    "memo": ("document", "target", "revision"),
    "resolution": ("document",),
}
"""What stands on a transcript, with the fields that say on which."""


@dataclass(frozen=True, slots=True)
class _Version:
    """One version of a text: what it comes from, what it says, and whether it was taken back."""

    parents: tuple[Id, ...]
    text: str
    turns: tuple[Turn, ...]
    deleted: bool


def kept_of(one: Id, other: Id) -> tuple[Id, Id]:
    """Of two transcripts that become one: which stays and which goes, on every machine the same."""
    return min(one, other), max(one, other)


def one_transcript(
    project: Project, one: Id, other: Id, *, named: Id, text: Id | None = None
) -> list[Draft]:
    """The writes that make one transcript of two live ones, with the name of one of them.

    `text` is the one whose words are right; the others stay among the versions of the text, so
    that codings follow their words. None where both began with the same text: then the corrections
    of both stand side by side, as if they had been made on one.
    """
    stays, goes = kept_of(one, other)
    db = project.store.db
    names = records.document_names(db)
    here, there = _versions(project, stays), _versions(project, goes)
    copies = _copies(there, stays)
    drafts = _taken_over(project, stays, there, copies)
    taken = {copies[eid]: version for eid, version in there.items()}
    if text is None:
        drafts += _one_beginning(project, stays, here, taken)
    else:
        right = current_revision(db, text)
        said = here[right] if right in here else there[right or ""]
        every = {**here, **{eid: one for eid, one in taken.items() if not one.deleted}}
        parents = _newest(every)
        if len(parents) > 1 or every[parents[0]].text != said.text:
            drafts += revision_drafts(project, stays, parents, (said.text, said.turns))
    drafts += _moved(project, goes, stays, copies)
    if text is None or names[stays] != names[named]:
        # Also where it has that name: whoever chooses the other one at the same time is asked.
        drafts.append(Draft("document", stays, "name", names[named]))
    return [*drafts, Draft("document", goes, DELETED, True)]


def moved_since(project: Project, goes: Id, stays: Id) -> list[Draft]:
    """The writes that bring what was made since on a transcript to the one that it became."""
    there = _versions(project, goes)
    copies = _copies(there, stays)
    return [*_taken_over(project, stays, there, copies), *_moved(project, goes, stays, copies)]


def two_again(project: Project, stays: Id, goes: Id, acts: Collection[Id]) -> list[Draft]:
    """The writes that make two transcripts again of what these acts made one.

    What was made on the one that went stands there again, and what the other got by these acts
    alone goes from it. What was made since stays, and a text that it stands on.
    """
    db = project.store.db
    back = _going_back(project, stays, goes)
    moved = {(draft.entity, draft.eid) for draft in back}
    drafts = [Draft("document", goes, DELETED, False), *_named_again(project, stays, goes, acts)]
    drafts += back
    for kind in ("revision", "attribute", "speaker", "done"):
        rows = db.execute(
            f"SELECT id FROM {kind} WHERE document = ? AND deleted = 0 ORDER BY id",  # noqa: S608
            [bytes.fromhex(stays)],
        )
        for eid in [row[0].hex() for row in rows.fetchall()]:
            got = all(one.batch in acts for one in operations_of(db, kind, eid))
            if got and moved.issuperset(live_references(db, kind, eid)):
                drafts.append(Draft(kind, eid, DELETED, True))
    return drafts


def _going_back(project: Project, stays: Id, goes: Id) -> list[Draft]:
    """What was made on one transcript and stands on the other, unless on words of the other."""
    copies = _copies(_versions(project, goes), stays)
    to = {stays: goes, **{copy: eid for eid, copy in copies.items()}}
    drafts: list[Draft] = []
    for kind, eid, values in _standing_on(project, stays):
        made = [
            written_value(one, field)
            for one in operations_of(project.store.db, kind, eid)
            for field in ("document", "target")
            if one.field == CREATE
        ]
        if goes in made and values.get("revision", stays) in to:
            drafts += [
                Draft(kind, eid, field, to[value]) for field, value in values.items() if value in to
            ]
    return drafts


def _named_again(project: Project, stays: Id, goes: Id, acts: Collection[Id]) -> list[Draft]:
    """The name that a transcript had before these acts, or another one had given it beside them."""
    db = project.store.db
    written = heads(operations_of(db, "document", stays), "name")
    beside = [one for one in written if one.batch not in acts]
    name = (
        written_value(beside[0], "name")
        if beside
        else unsettled.value_before(db, "document", stays, "name")
    )
    row = db.execute("SELECT name FROM document WHERE id = ?", [bytes.fromhex(goes)]).fetchone()
    if not isinstance(name, str) or folded(name) == folded(row[0]):
        name = free_name(project, stays)
    shown = records.document_names(db)[stays]
    return [Draft("document", stays, "name", name)] if name != shown or len(written) > 1 else []


def _versions(project: Project, document: Id) -> dict[Id, _Version]:
    """All versions of a text, also those that were taken back; what comes from one after it."""
    rows = project.store.db.execute(
        "SELECT id, parents, text, turns, deleted FROM revision WHERE document = ? ORDER BY id",
        [bytes.fromhex(document)],
    )
    todo = {
        key.hex(): _Version(
            tuple(json.loads(parents)),
            text,
            tuple(map(turn_from_record, json.loads(turns))),
            bool(deleted),
        )
        for key, parents, text, turns, deleted in rows.fetchall()
    }
    found: dict[Id, _Version] = {}
    while todo:
        # Of versions in a circle, which only a forged log can hold, the first.
        free = (eid for eid, one in todo.items() if todo.keys().isdisjoint(one.parents))
        eid = next(free, min(todo))
        found[eid] = todo.pop(eid)
    return found


def _copies(versions: Mapping[Id, _Version], document: Id) -> dict[Id, Id]:
    """The id that each version has as a version of another document."""
    copies: dict[Id, Id] = {}
    for eid, one in versions.items():
        copies[eid] = revision_id(document, _among(one.parents, copies), one.text, one.turns)
    return copies


def _taken_over(
    project: Project, document: Id, versions: Mapping[Id, _Version], copies: Mapping[Id, Id]
) -> list[Draft]:
    """The writes of versions as versions of another document that does not have them yet."""
    known = _versions(project, document)
    drafts: list[Draft] = []
    for eid, one in versions.items():
        if copies[eid] not in known or (known[copies[eid]].deleted and not one.deleted):
            parents = _among(one.parents, copies)
            drafts += revision_drafts(project, document, parents, (one.text, one.turns))
            if one.deleted:
                drafts.append(Draft("revision", copies[eid], DELETED, True))
    return drafts


def _one_beginning(
    project: Project, document: Id, here: Mapping[Id, _Version], taken: Mapping[Id, _Version]
) -> list[Draft]:
    """What joins texts that are the same but for blanks at the end, or for how turns were cut."""
    drafts: list[Draft] = []
    for eid, one in taken.items():
        alike = [
            old
            for old, other in here.items()
            if not other.parents and not other.deleted
            if other.text.rstrip() == one.text.rstrip()
        ]
        if not one.parents and alike and (eid not in here or here[eid].deleted):
            said = here[alike[0]]
            drafts += revision_drafts(project, document, (alike[0], eid), (said.text, said.turns))
    return drafts


def _newest(versions: Mapping[Id, _Version]) -> tuple[Id, ...]:
    """The live versions from which no live one comes; all in a circle, as in a forged log."""
    live = {eid: one for eid, one in versions.items() if not one.deleted}
    older = {parent for one in live.values() for parent in one.parents}
    return tuple(sorted(live.keys() - older or live))


def _moved(project: Project, goes: Id, stays: Id, copies: Mapping[Id, Id]) -> list[Draft]:
    """What stands on one transcript, on the other; what the other has itself is left as it is."""
    to = {goes: stays, **copies}
    drafts = [
        Draft(kind, eid, field, to[value])
        for kind, eid, values in _standing_on(project, goes)
        for field, value in values.items()
        if value in to
    ]
    return [*drafts, *_told(project, goes, stays)]


def _standing_on(project: Project, document: Id) -> Iterator[tuple[str, Id, dict[str, Id]]]:
    """What stands on a transcript: kind, id, and what its fields say on which."""
    for kind, fields in _STANDING.items():
        named = " OR ".join(f"{field} = ?" for field in fields if field != "revision")
        keys = [bytes.fromhex(document)] * (named.count("?"))
        rows = project.store.db.execute(
            f"SELECT id, {', '.join(fields)} FROM {kind} WHERE deleted = 0 AND ({named})",  # noqa: S608
            keys,
        )
        for eid, *values in rows.fetchall():
            said = zip(fields, values, strict=True)
            yield kind, eid.hex(), {name: key.hex() for name, key in said if key is not None}


def _told(project: Project, goes: Id, stays: Id) -> list[Draft]:
    """Attributes, roles and done marks of one transcript that nobody gave the other."""
    db, store = project.store.db, project.store
    query = "SELECT {} FROM {} WHERE document = ? AND deleted = 0"
    keys = [bytes.fromhex(goes)], [bytes.fromhex(stays)]
    drafts: list[Draft] = []
    mine, theirs = (
        dict(db.execute(query.format("key, value", "attribute"), key).fetchall()) for key in keys
    )
    for key, value in mine.items():
        if key not in theirs:
            drafts += attribute_drafts(project, stays, key, value)
    roles = roles_of(db, stays)
    for label, role in roles_of(db, goes).items():
        if label not in roles:
            about = {"document": stays, "label": label, "role": role}
            drafts += put(store, "speaker", composite_id("speaker", stays, label), about)
    mine, theirs = (
        dict(db.execute(query.format("coder, done", "done"), key).fetchall()) for key in keys
    )
    for coder, done in mine.items():
        if coder not in theirs:
            who = coder.hex()
            said = {"coder": who, "document": stays, "done": bool(done)}
            drafts += put(store, "done", composite_id("done", who, stays), said)
    return drafts


def _among(parents: tuple[Id, ...], copies: Mapping[Id, Id]) -> tuple[Id, ...]:
    return tuple(sorted(copies[parent] for parent in parents if parent in copies))
