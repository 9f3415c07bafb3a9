"""Making one code of two, and two of one: codings follow, and each is one act to undo."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from coder.errors import InputError
from coder.identity import Id
from coder.model import Code, Coding, Term
from coder.oplog.operation import Draft
from coder.project.codebooks import code_values
from coder.project.codes import new_code
from coder.project.project import Project
from coder.store import code_records, records
from coder.store.merges import merged_codes, merges

TAKEN_OVER = ("include", "examples", "terms")
"""What the code that stays takes over: what counts as the other now counts as it."""


def merge_codes(project: Project, code: Code, into: Code) -> int:
    """Make one code stand for two: all codings on `code` are read as codings on `into`.

    The codings themselves keep what they say, so that the merge can be taken back at any time.
    The code that stays takes over the terms, examples and inclusions, and the codes below.
    Returns the number of codings that follow.
    """
    if code.id == into.id:
        raise InputError("A code cannot be merged into itself.", "Choose another code.")
    following = 0

    def drafts() -> list[Draft]:
        nonlocal following
        found, following = merge_drafts(project, code.id, into.id)
        return found

    project.store.write("merge two codes", drafts)
    return following


def merge_drafts(project: Project, code: Id, into: Id) -> tuple[list[Draft], int]:
    """What merging a code into another writes, and how many codings follow."""
    codes = {one.id: one for one in code_records.codes(project.store.db)}
    if code not in codes or into not in codes:
        raise InputError("One of the codes is gone or merged already.", "Choose again.")
    following = len(records.codings(project.store.db, code_ids=[code]))
    gone, kept = codes[code], codes[into]
    if gone.codebook != kept.codebook and any(one.parent == gone.id for one in codes.values()):
        raise InputError(
            f"'{gone.name}' has codes below it, and '{kept.name}' is in another codebook.",
            "Move the codes below it first.",
        )
    found = [Draft("code", gone.id, "merged_into", kept.id)]
    if _is_below(codes, kept, gone):
        found.append(Draft("code", kept.id, "parent", gone.parent))
    before, other = code_values(kept), code_values(gone)
    for name in TAKEN_OVER:
        value = _united(name, before[name], other[name])
        if value != before[name]:
            found.append(Draft("code", kept.id, name, value))
    return found, following


def unmerge_code(project: Project, code: Code) -> Code:
    """Let a merged code stand for itself again, with its codings; returns it.

    What the other code took over of its texts and terms stays there too.
    """

    def drafts() -> list[Draft]:
        known = merged_codes(project.store.db)
        if code.id not in known.targets:
            raise InputError(f"'{code.name}' is not merged.", "It stands for itself.")
        end = known.targets[code.id]
        circular = end in known.cut and code.id in _way(merges(project.store.db), end)
        # The one that is cut comes first: undo writes backwards, and the last written is cut.
        free = [end, code.id] if circular else [code.id]
        return [Draft("code", eid, "merged_into", None) for eid in free]

    project.store.write("take the merging of codes back", drafts)
    return code


def merged_away(project: Project) -> dict[Id, list[Code]]:
    """The codes that were merged into each code, as they were."""
    with project.store.reading():
        return code_records.merged_away(project.store.db)


def circular_merges(project: Project) -> list[Code]:
    """The codes that two people merged in a circle, so that they stand for themselves."""
    with project.store.reading():
        cut = merged_codes(project.store.db).cut
        return [code for code in code_records.codes(project.store.db) if code.id in cut]


def split_code(
    project: Project,
    code: Code,
    name: str,
    codings: Sequence[Coding],
    terms: Collection[Term] = (),
) -> Code:
    """Make a new code beside a code, and give it these of its codings and terms.

    The terms leave the old code. Raises InputError for a name that is taken, and where there is
    nothing to give.
    """
    if not codings and not terms:
        raise InputError("Nothing was chosen for the new code.", "Choose quotations or terms.")
    moved = set(terms)
    made, drafts = new_code(project, name, code.parent)
    drafts += [Draft("coding", one.id, "code", made.id) for one in codings]
    if moved:
        values = code_values(code)["terms"]
        kept = [code_records.term_record(term) for term in code.terms if term not in moved]
        given = [code_records.term_record(term) for term in code.terms if term in moved]
        creation = next(draft for draft in drafts if draft.eid == made.id)
        drafts[drafts.index(creation)] = Draft(
            "code", made.id, creation.field, {**creation.value, "terms": given}
        )
        if kept != values:
            drafts.append(Draft("code", code.id, "terms", kept))
    project.store.write("split a code", drafts)
    return made


def _united(name: str, kept: object, added: object) -> list[object]:
    """Two lists as one without repetition; a term that both have stays as the first has it."""
    first = list(kept) if isinstance(kept, list) else []
    second = list(added) if isinstance(added, list) else []
    known = [item[0] if name == "terms" else item for item in first]
    return first + [item for item in second if (item[0] if name == "terms" else item) not in known]


def _is_below(codes: dict[Id, Code], code: Code, above: Code) -> bool:
    """Whether a code stands somewhere below another."""
    seen: set[Id] = set()
    while code.parent in codes and code.id not in seen:
        seen.add(code.id)
        code = codes[code.parent]
        if code.id == above.id:
            return True
    return False


def _way(onward: dict[Id, Id], start: Id) -> set[Id]:
    """The codes that one leads to by its merges."""
    way: set[Id] = set()
    while start in onward and onward[start] not in way:
        start = onward[start]
        way.add(start)
    return way
