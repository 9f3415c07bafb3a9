"""From the tree of a codebook file to a Codebook, with every fault noted on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from coder.codebook.faults import Faults, Mark
from coder.codebook.fields import (
    BOOK_FIELDS,
    CODE_FIELDS,
    TERM_FIELDS,
    at,
    codebook_id,
    colour_of,
    entries,
    hotkey_of,
    id_of,
    language_of,
    listed,
    nearest,
    not_text,
    slug,
    text_of,
    texts_of,
    weight_of,
)
from coder.codebook.tree import Mapping, Node, Scalar
from coder.identity import Id, code_id
from coder.model import Code, Codebook, Term
from coder.suggest.scanning import TermError
from coder.suggest.terms import canonical, parse

Lemmas = Callable[[str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A code as written, before parents are known; marks tell where to point."""

    code: Code
    mark: Mark
    marks: dict[str, Mark]
    parent: str
    enclosing: str
    terms: tuple[tuple[Term, Mark], ...]


def build(root: Node | None, faults: Faults, lemmas: Lemmas | None = None) -> Codebook | None:
    """The codebook of a tree, or None where it has errors; all faults are noted."""
    if not isinstance(root, Mapping):
        mark = root.mark if root is not None else Mark(1, 1, 0)
        faults.error(mark, "no codebook", "Begin with 'name: ...' and 'codes:'.")
        return None
    values = entries(root, BOOK_FIELDS, faults)
    name = _name(values.get("name"), root, "a codebook", faults)
    identity = id_of(values.get("id"), faults) or codebook_id(name)
    language = language_of(values.get("language"), faults)
    description = text_of(values.get("description"), "description", faults, lines=True)
    drafts = list(_drafts(values.get("codes"), identity, "", faults))
    if not drafts:
        faults.warning(_mark_of(values.get("codes"), root), "no codes", "Add some under 'codes:'.")
    _check_unique(drafts, faults)
    parents = _parents(drafts, faults)
    _check_terms(drafts, faults, lemmas)
    if faults.fatal:
        return None
    codes = tuple(
        _placed(draft.code, parents.get(draft.code.key), identity, position)
        for position, draft in enumerate(drafts)
    )
    return Codebook(identity, name, language, description, codes)


_ADD_NAME = "Add 'name: ...'."


def _mark_of(node: Node | None, fallback: Node) -> Mark:
    return node.mark if node is not None else fallback.mark


def _placed(code: Code, parent: Id | None, codebook: Id, position: int) -> Code:
    return Code(
        id=code.id,
        key=code.key,
        name=code.name,
        english=code.english,
        parent=parent,
        definition=code.definition,
        include=code.include,
        exclude=code.exclude,
        examples=code.examples,
        terms=code.terms,
        colour=code.colour,
        hotkey=code.hotkey,
        codebook=codebook,
        position=position,
    )


def _drafts(node: Node | None, book: Id, enclosing: str, faults: Faults) -> Iterator[_Draft]:
    """Codes in order of the file, each before the codes inside it."""
    for item in listed(node, "codes", faults):
        faults.code = ""
        if not isinstance(item, Mapping):
            faults.error(item.mark, "a code that is no mapping", "Write '- name: ...'.")
            continue
        draft, inner = _draft(item, book, enclosing, faults)
        if draft is not None:
            yield draft
        yield from _drafts(inner, book, draft.code.key if draft else "", faults)
        faults.code = ""


def _draft(
    node: Mapping, book: Id, enclosing: str, faults: Faults
) -> tuple[_Draft | None, Node | None]:
    named = node.get("key") or node.get("name")
    faults.code = named.text.strip()[:60] if isinstance(named, Scalar) else ""
    values = entries(node, CODE_FIELDS, faults)
    name = _name(values.get("name"), node, "a code", faults)
    key = text_of(values.get("key"), "key", faults) or slug(name)
    terms = _terms(values.get("terms"), faults)
    code = Code(
        id=id_of(values.get("id"), faults) or code_id(book, key),
        key=key,
        name=name,
        english=text_of(values.get("english"), "english", faults),
        definition=text_of(values.get("definition"), "definition", faults, lines=True),
        include=texts_of(values.get("include"), "include", faults),
        exclude=texts_of(values.get("exclude"), "exclude", faults),
        examples=texts_of(values.get("examples"), "examples", faults),
        terms=tuple(term for term, _ in terms),
        colour=colour_of(values.get("colour"), faults),
        hotkey=hotkey_of(values.get("hotkey"), faults),
    )
    parent = text_of(values.get("parent"), "parent", faults)
    marks = {field: value.mark for field, value in values.items()}
    if not name:
        return None, values.get("codes")
    return _Draft(code, node.mark, marks, parent, enclosing, terms), values.get("codes")


def _name(node: Node | None, owner: Node, what: str, faults: Faults) -> str:
    """A name that must be there; one fault where it is not."""
    before = len(faults.found)
    name = text_of(node, "name", faults)
    if not name and len(faults.found) == before:
        faults.error(_mark_of(node, owner), f"{what} without a name", _ADD_NAME)
    return name


def _terms(node: Node | None, faults: Faults) -> tuple[tuple[Term, Mark], ...]:
    items = listed(node, "terms", faults)
    if node is not None and not items:
        faults.warning(node.mark, "an empty list of terms", "Add terms, or remove the key.")
    found: list[tuple[Term, Mark]] = []
    for item in items:
        term = term_of(item, faults)
        if term is not None:
            found.append((term, item.mark))
    return tuple(found)


def term_of(node: Node, faults: Faults) -> Term | None:
    """A term as text or mapping; None, with the fault noted, where it cannot be read."""
    if not isinstance(node, Mapping):
        text = _term_text(node, faults)
        return Term(text) if text else None
    values = entries(node, TERM_FIELDS, faults)
    text = _term_text(values.get("term", node), faults)
    weight = weight_of(values.get("weight"), faults)
    unless = tuple(
        other
        for item in listed(values.get("unless"), "unless", faults)
        if (other := _term_text(item, faults))
    )
    return Term(text, weight, unless) if text else None


def _term_text(node: Node, faults: Faults) -> str:
    """The text of a term that can be read; "" with the fault noted otherwise."""
    if not isinstance(node, Scalar):
        faults.error(node.mark, "a term without text", "Write {term: ..., weight: 0.5}.")
        return ""
    text = node.text.strip()
    if not node.style and not_text(text):
        text_of(node, "term", faults)
    try:
        parse(text)
    except TermError as error:
        offset = error.column - 1 + (1 if node.style in ("'", '"') else 0)
        inline = node.style in ("", "'", '"')
        mark = at(node.mark, offset) if inline else node.mark
        faults.error(mark, str(error.problem).rstrip("."), error.remedy)
        return ""
    return text


def _check_unique(drafts: list[_Draft], faults: Faults) -> None:
    """Keys, names, ids and hot keys must each be given once."""
    remedies = {
        "key": "Give each code a 'key:' of its own.",
        "name": "Rename one of them.",
        "id": "Remove one 'id:', so that it is derived from the key.",
        "hotkey": "Choose another.",
    }
    for field, remedy in remedies.items():
        seen: dict[str, _Draft] = {}
        for draft in drafts:
            value = str(getattr(draft.code, field))
            same = value.casefold() if field == "name" else value
            if value and same in seen:
                other = seen[same].marks.get(field, seen[same].mark)
                faults.code = draft.code.key
                mark = draft.marks.get(field, draft.mark)
                if field != "id" or draft.code.key != seen[same].code.key:
                    cause = f"the {field} {value!r} is given here and in line {other.line}"
                    faults.error(mark, cause, remedy)
            seen.setdefault(same, draft)
    faults.code = ""


def _parents(drafts: list[_Draft], faults: Faults) -> dict[str, Id]:
    """The parent's id by key of the child; notes parents that are missing or go in a circle."""
    by_key = {draft.code.key: draft for draft in drafts}
    by_name = {draft.code.name.casefold(): draft for draft in drafts}
    above: dict[str, str] = {}
    for draft in drafts:
        faults.code = draft.code.key
        wanted = draft.parent or draft.enclosing
        if not wanted:
            continue
        parent = by_key.get(wanted) or by_name.get(wanted.casefold())
        if parent is None:
            guess = nearest(wanted, [*by_key, *(other.code.name for other in drafts)])
            remedy = f"Did you mean {guess!r}?" if guess else "Name the key of another code."
            faults.error(draft.marks["parent"], f"no code {wanted!r} to be the parent", remedy)
        elif draft.enclosing and parent.code.key != draft.enclosing:
            cause = f"the parent is {wanted!r}, but the code stands under {draft.enclosing!r}"
            faults.error(draft.marks["parent"], cause, "Remove 'parent:' or move the code.")
        else:
            above[draft.code.key] = parent.code.key
    _check_circles(drafts, above, faults)
    faults.code = ""
    return {child: by_key[parent].code.id for child, parent in above.items()}


def _check_circles(drafts: list[_Draft], above: dict[str, str], faults: Faults) -> None:
    done: set[str] = set()
    for draft in drafts:
        path: list[str] = []
        key: str | None = draft.code.key
        while key is not None and key not in done and key not in path:
            path.append(key)
            key = above.get(key)
        if key is not None and key in path:
            faults.code = draft.code.key
            circle = " > ".join([*path[path.index(key) :], key])
            mark = draft.marks.get("parent", draft.mark)
            faults.error(mark, f"parents go in a circle: {circle}", "Remove one 'parent:'.")
        done.update(path)


def _check_terms(drafts: list[_Draft], faults: Faults, lemmas: Lemmas | None) -> None:
    """Warn of a term given twice: by lemma where a language is given, else by text."""
    seen: dict[str, tuple[_Draft, Mark]] = {}
    for draft in drafts:
        faults.code = draft.code.key
        for term, mark in draft.terms:
            same = canonical(parse(term.text), lemmas)
            if same not in seen:
                seen[same] = (draft, mark)
                continue
            other, place = seen[same]
            if other is draft:
                cause = f"the term {term.text!r} is also in line {place.line}"
                faults.warning(mark, cause, "Remove one of them.")
            else:
                cause = (
                    f"the term {term.text!r} also points to {other.code.key!r}, line {place.line}"
                )
                faults.warning(mark, cause, "Keep it where it says most, or lower its weight.")
    faults.code = ""
