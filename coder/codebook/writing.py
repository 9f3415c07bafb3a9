"""A codebook written to a file: an existing one is changed only where it says something else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from coder.codebook.colours import colour_hex
from coder.codebook.editing import field_edits
from coder.codebook.emitting import code_fields, codebook_text, flow_code, uuid_text
from coder.codebook.faults import Faults
from coder.codebook.fields import BOOK_FIELDS, CODE_FIELDS, codebook_id, id_of, text_of
from coder.codebook.files import examine_bytes, fault_error, read_bytes, replace_file
from coder.codebook.layout import Edit, Place, apply, block_parts, places
from coder.codebook.restructuring import add, remove, reorder, take_out, tree_of
from coder.codebook.tree import Mapping
from coder.errors import InputError
from coder.identity import Id
from coder.model import Code, Codebook

_BOM = b"\xef\xbb\xbf"


def write_codebook(path: Path, codebook: Codebook) -> None:
    """Write a codebook as YAML, whole or not at all.

    In an existing file comments, order and quoting of all that did not change are kept; one in
    brackets (JSON) is written anew. Raises InputError where the existing file has errors, where
    the codebook itself would have some, or where the folder cannot be written.
    """
    wanted = _tidy(codebook)
    data = _updated(path, wanted) if path.exists() else codebook_text(wanted).encode("utf-8")
    _verify(path.name, data, wanted)
    replace_file(path, data)


def _tidy(codebook: Codebook) -> Codebook:
    """The codebook as it reads back: codes by position, texts without white space around them."""
    ordered = sorted(codebook.codes, key=lambda code: code.position)
    known = {code.id for code in ordered}
    orphan = next((code for code in ordered if code.parent and code.parent not in known), None)
    if orphan is not None:
        raise InputError(
            f"The parent of code {orphan.key} is not in the codebook.",
            "Add it, or give the code no parent.",
        )
    codes = tuple(
        replace(
            code,
            key=code.key.strip(),
            name=code.name.strip(),
            english=code.english.strip(),
            definition=code.definition.strip("\n"),
            include=_kept(code.include),
            exclude=_kept(code.exclude),
            examples=_kept(code.examples),
            terms=tuple(replace(term, text=term.text.strip()) for term in code.terms),
            colour=colour_hex(code.colour) or code.colour,
            codebook=codebook.id,
            position=position,
        )
        for position, code in enumerate(ordered)
    )
    description = codebook.description.strip("\n")
    return replace(codebook, name=codebook.name.strip(), description=description, codes=codes)


def _kept(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(stripped for text in texts if (stripped := text.strip("\n")))


def _verify(name: str, data: bytes, wanted: Codebook) -> None:
    """Read back what is about to be written; raises InputError where it says anything else."""
    found, faults = examine_bytes(data)
    if found is None:
        raise fault_error(name, faults)
    if found != wanted:
        raise InputError(
            f"Codebook {name} would not read back as it is.",
            "Check its texts for invisible characters, and its colours and terms.",
        )


def _updated(path: Path, new: Codebook) -> bytes:
    data = read_bytes(path)
    old, faults = examine_bytes(data)
    if old is None:
        raise fault_error(path.name, faults)
    if old == new:
        return data
    text = data.decode("utf-8-sig")
    ends = "\r\n" if "\r\n" in text else "\n"
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    changed = _changed(text if text.endswith("\n") else text + "\n", old, new)
    encoded = changed.replace("\n", ends).encode("utf-8")
    return _BOM + encoded if data.startswith(_BOM) else encoded


def _changed(text: str, old: Codebook, new: Codebook) -> str:
    if not all(block_parts(tree_of(text))):
        return codebook_text(new)
    changed, order = _arranged(text, old, new, every=False)
    if order != [code.id for code in new.codes]:
        changed, _ = _arranged(text, old, new, every=True)
    return changed


def _arranged(text: str, old: Codebook, new: Codebook, every: bool) -> tuple[str, list[Id]]:
    ids = [code.id for code in old.codes]
    kept = {code.id for code in new.codes}
    text, ids = take_out(text, ids, new, every)
    text = _fields_changed(text, ids, old, new)
    text, ids = remove(text, ids, kept)
    fresh = [code for code in new.codes if code.id not in set(ids)]
    text, ids = add(text, ids, fresh, new)
    return reorder(text, ids, {code.id: code.position for code in new.codes})


def _fields_changed(text: str, ids: list[Id], old: Codebook, new: Codebook) -> str:
    root = tree_of(text)
    before = {code.id: code for code in old.codes}
    after = {code.id: code for code in new.codes}
    edits = _head_edits(root, text, old, new)
    names = _Names(new)
    found = places(root)
    for place, identity in zip(found, ids, strict=True):
        if identity in after:
            enclosing = None if place.enclosing is None else ids[place.enclosing]
            want = _wanted(place, after[identity], names, enclosing)
            have = _had(place, before[identity], old)
            if not place.node.flow:
                edits.extend(field_edits(place.node, text, have, want, CODE_FIELDS))
            elif have != want:
                edits.append(Edit(place.node.mark.index, place.node.end, flow_code(want)))
    return apply(text, edits)


def _head_edits(root: Mapping, text: str, old: Codebook, new: Codebook) -> list[Edit]:
    have: dict[str, object] = {"name": old.name, "description": old.description}
    want: dict[str, object] = {"name": new.name, "description": new.description}
    explicit = root.get("language") is not None
    have["language"] = old.language if explicit else "nl"
    want["language"] = new.language
    written = id_of(root.get("id"), Faults())
    have["id"] = uuid_text(written) if written else ""
    derived = not written and new.id == codebook_id(new.name)
    want["id"] = "" if derived else uuid_text(new.id)
    return list(field_edits(root, text, have, want, BOOK_FIELDS))


def _had(place: Place, code: Code, codebook: Codebook) -> dict[str, object]:
    """What a code's entry says now."""
    have = code_fields(code, codebook.id, "")
    written = id_of(place.node.get("id"), Faults())
    have["id"] = uuid_text(written) if written else ""
    have["key"] = text_of(place.node.get("key"), "key", Faults())
    have["parent"] = text_of(place.node.get("parent"), "parent", Faults())
    return have


class _Names:
    """The codes of a codebook by key and by name, as a parent may be written."""

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook.id
        self.keys = {code.id: code.key for code in codebook.codes}
        self._by_key = {code.key: code.id for code in codebook.codes}
        self._by_name = {code.name.casefold(): code.id for code in codebook.codes}

    def find(self, written: str) -> Id | None:
        """The code that a written parent means."""
        return self._by_key.get(written) or self._by_name.get(written.casefold())


def _wanted(place: Place, code: Code, names: _Names, enclosing: Id | None) -> dict[str, object]:
    """What it should say; keys, ids and parents stay as written where they still hold."""
    want = code_fields(code, names.codebook, "")
    if id_of(place.node.get("id"), Faults()):
        want["id"] = uuid_text(code.id)
    if text_of(place.node.get("key"), "key", Faults()):
        want["key"] = code.key
    written = text_of(place.node.get("parent"), "parent", Faults())
    if written and names.find(written) == code.parent:
        want["parent"] = written
    elif code.parent is not None and (written or code.parent != enclosing):
        want["parent"] = names.keys[code.parent]
    return want
