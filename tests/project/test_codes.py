"""Changing the codebook: every verb is one act, and undo brings the codebook back as it was."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder.codebook import read_codebook
from coder.errors import InputError
from coder.model import Code, Codebook, Suggestion, Term
from coder.oplog import fold
from coder.oplog.operation import Draft
from coder.project.accepting import accept_above
from coder.project.codebooks import export_codebook, import_codebook
from coder.project.codes import (
    add_code,
    edit_code,
    place_code,
    positions,
    recolour_code,
    rename_code,
    set_hot_key,
    siblings,
)
from coder.project.coding import code_span, codings, redo, remove_code, undo
from coder.project.editing import recent_codes, refused, reject
from coder.project.joining import (
    circular_merges,
    merge_codes,
    merged_away,
    split_code,
    unmerge_code,
)


def live(project):
    return fold.dump(fold.fold(project.store.operations()), deleted=False)


def check_undo(project, act):
    """Do something; undo it, redo it, and leave it done."""
    before = live(project)
    result = act()
    after = live(project)
    assert after != before
    undo(project)
    assert live(project) == before
    redo(project)
    assert live(project) == after
    assert project.store.dump() == fold.dump(fold.fold(project.store.operations()))
    return result


def code_somewhere(project, name, start, end, document="d01"):
    code_span(project, project.document(document), start, end, project.code(name))


def used(project):
    names = {code.id: code.name for code in project.codes()}
    return [names[one.code] for one in codings(project)]


def tree(project):
    """The names at the top, and those below each."""
    codes = project.codes()
    return [
        (code.name, [child.name for child in siblings(codes, code.id)])
        for code in siblings(codes, None)
    ]


def test_rename_recolour_and_hot_key_can_be_undone(project):
    code = project.code("trust")
    assert check_undo(project, lambda: rename_code(project, code, "  Fiducie  ")) == "Fiducie"
    assert check_undo(project, lambda: recolour_code(project, code, "Teal")) == "#008080"
    assert check_undo(project, lambda: set_hot_key(project, code, "3")) == []
    found = project.code("Fiducie")
    assert (found.id, found.colour, found.hotkey) == (code.id, "#008080", "3")


def test_a_hot_key_leaves_the_code_that_had_it(project):
    set_hot_key(project, project.code("trust"), "3")
    other = project.code("doorstroom")
    assert check_undo(project, lambda: set_hot_key(project, other, "3")) == ["trust"]
    assert [code.name for code in project.codes() if code.hotkey == "3"] == ["doorstroom"]
    set_hot_key(project, other, "")
    assert not any(code.hotkey for code in project.codes())


@pytest.mark.parametrize(
    "act",
    [
        lambda project, code: rename_code(project, code, "VERTROUWEN"),
        lambda project, code: rename_code(project, code, " "),
        lambda project, code: recolour_code(project, code, "blauwachtig"),
        lambda project, code: set_hot_key(project, code, "0"),
        lambda project, code: set_hot_key(project, code, "12"),
        lambda project, code: edit_code(project, code, replace(code, terms=(Term("(een|"),))),
        lambda project, code: edit_code(project, code, replace(code, definition="a\x1b[2J")),
        lambda project, code: edit_code(project, code, replace(code, name="vertrouwen")),
        lambda project, code: place_code(project, code, code.id),
        lambda project, code: merge_codes(project, code, code),
        unmerge_code,
        lambda project, code: split_code(project, code, "nieuw", []),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(project, act):
    before = project.store.dump()
    with pytest.raises(InputError) as caught:
        act(project, project.code("trust"))
    assert caught.value.remedy
    assert project.store.dump() == before


def test_editing_writes_what_differs_only(project):
    code = project.code("trust")
    mine = replace(code, definition="Zich verlaten op.", terms=(Term("bouwen", 0.5, ("huis",)),))
    rename_code(project, code, "fiducie")
    assert check_undo(project, lambda: edit_code(project, code, mine))
    found = project.code("fiducie")
    assert found.definition == mine.definition
    assert found.terms == mine.terms
    assert not edit_code(project, found, found)


def test_moving_changes_parent_and_order(project):
    code = {one.name: one for one in project.codes()}
    assert [name for name, _ in tree(project)] == list(code)
    check_undo(project, lambda: place_code(project, code["vertrouwen"], None, 0))
    assert [name for name, _ in tree(project)][:2] == ["vertrouwen", "coöperatie"]
    check_undo(project, lambda: place_code(project, code["trust"], code["vertrouwen"].id))
    place_code(project, code["doorstroom"], code["vertrouwen"].id, 0)
    assert tree(project) == [("vertrouwen", ["doorstroom", "trust"]), ("coöperatie", [])]
    with pytest.raises(InputError):
        place_code(project, project.code("vertrouwen"), code["trust"].id)
    assert not place_code(project, project.code("trust"), code["vertrouwen"].id, 1)


@given(st.lists(st.integers(0, 6), max_size=8))
def test_positions_put_codes_in_order_and_keep_what_fits(numbers):
    codes = [Code(f"{n:032x}", "", "", position=position) for n, position in enumerate(numbers)]
    found = list(positions(codes).values())
    assert found == sorted(set(found))
    if numbers == sorted(set(numbers)):
        assert found == numbers


def test_a_codebook_that_comes_back_changes_nothing_whatever_gaps_the_order_has(project, folder):
    remove_code(project, project.code("trust"))
    rename_code(project, project.code("doorstroom"), "verloop")
    merge_codes(project, project.code("coöperatie"), project.code("vertrouwen"))
    export_codebook(project, folder / "boek.yaml")
    before = live(project)
    done = import_codebook(project, read_codebook(folder / "boek.yaml"))
    assert (done.added, done.changed) == ((), ())
    assert live(project) == before


def test_an_older_file_adds_nothing_twice_and_keeps_merges(project, folder):
    export_codebook(project, folder / "boek.yaml")
    code_somewhere(project, "trust", 0, 2)
    merge_codes(project, project.code("trust"), project.code("vertrouwen"))
    rename_code(project, project.code("doorstroom"), "verloop")
    done = import_codebook(project, read_codebook(folder / "boek.yaml"))
    assert done.added == ()
    assert set(done.changed) == {"doorstroom", "vertrouwen"}
    assert used(project) == ["vertrouwen"]


@pytest.mark.parametrize("order", [(3, 0, 1, 2), (0, 2, 1, 3), (3, 2, 1, 0)])
def test_the_order_of_a_file_is_taken_over(project, order):
    (book,) = project.codebooks()
    codes = tuple(replace(book.codes[n], position=at) for at, n in enumerate(order))
    import_codebook(project, replace(book, codes=codes))
    assert [code.name for code in project.codes()] == [code.name for code in codes]


def test_a_new_code_stands_in_the_codebook_of_its_parent(project):
    other = "0" * 31 + "2"
    far = Code("f" * 32, "ver", "ver weg", codebook=other)
    import_codebook(project, Codebook(other, "Ander", codes=(far,)))
    assert add_code(project, "nog verder", far.id).codebook == other
    assert add_code(project, "dichtbij").codebook != other
    with pytest.raises(InputError):
        place_code(project, project.code("trust"), far.id)


def test_a_code_is_removed_with_what_was_merged_into_it(project):
    code_somewhere(project, "trust", 0, 2)
    code_somewhere(project, "vertrouwen", 3, 6)
    merge_codes(project, project.code("trust"), project.code("vertrouwen"))
    kept = project.code("vertrouwen")
    assert check_undo(project, lambda: remove_code(project, kept)) == 2
    assert codings(project) == []
    assert [code.name for code in project.codes()] == ["coöperatie", "doorstroom"]


def test_merging_takes_codings_terms_and_subcodes_along(project):
    code = {one.name: one for one in project.codes()}
    code_somewhere(project, "trust", 0, 2)
    place_code(project, code["doorstroom"], code["trust"].id)
    merging = check_undo(project, lambda: merge_codes(project, code["trust"], code["vertrouwen"]))
    assert merging == 1
    assert used(project) == ["vertrouwen"]
    kept = project.code("vertrouwen")
    assert [term.text for term in kept.terms] == ["vertrouwen", "trust"]
    assert project.code("doorstroom").parent == kept.id
    assert [one.name for one in merged_away(project)[kept.id]] == ["trust"]
    with pytest.raises(InputError):
        merge_codes(project, code["trust"], kept)
    check_undo(project, lambda: unmerge_code(project, code["trust"]))
    assert used(project) == ["trust"]
    assert project.code("doorstroom").parent == code["trust"].id


def test_a_circle_made_by_two_people_is_listed_and_ends_with_a_new_merge(project):
    code = {one.name: one for one in project.codes()}
    trust, other = code["trust"], code["vertrouwen"]
    project.store.write(
        "as two people did",
        [
            Draft("code", trust.id, "merged_into", other.id),
            Draft("code", other.id, "merged_into", trust.id),
        ],
    )
    (kept,) = circular_merges(project)
    (gone,) = merged_away(project)[kept.id]
    assert {kept.name, gone.name} == {"trust", "vertrouwen"}
    check_undo(project, lambda: unmerge_code(project, gone))
    assert circular_merges(project) == []
    assert {one.name for one in project.codes()} == set(code)


def test_merging_into_a_code_below_makes_no_circle(project):
    code = {one.name: one for one in project.codes()}
    place_code(project, code["trust"], code["vertrouwen"].id)
    place_code(project, code["doorstroom"], code["trust"].id)
    merge_codes(project, project.code("vertrouwen"), project.code("doorstroom"))
    assert tree(project) == [("coöperatie", []), ("doorstroom", ["trust"])]


def test_coding_a_span_again_under_the_merged_code_is_refused(project):
    code_somewhere(project, "trust", 0, 2)
    merge_codes(project, project.code("trust"), project.code("vertrouwen"))
    with pytest.raises(InputError):
        code_somewhere(project, "vertrouwen", 0, 2)


def test_what_was_refused_of_a_merged_code_stays_refused(project):
    document, trust = project.document("d01"), project.code("trust")
    reject(project, document, Suggestion(document.id, 0, 9, trust.id, 0.9))
    code_somewhere(project, "trust", 0, 2)
    merge_codes(project, trust, project.code("vertrouwen"))
    kept = project.code("vertrouwen").id
    assert refused(project, document.id) == {(0, 9, kept)}
    assert recent_codes(project, 3) == [kept]
    again = Suggestion(document.id, 0, 9, kept, 0.9)
    assert accept_above(project, [again], 0.5) == 0


def test_splitting_moves_the_chosen_codings_and_terms(project):
    for document in ("d01", "d02"):
        code_somewhere(project, "vertrouwen", 0, 2, document)
    old = project.code("vertrouwen")
    edit_code(project, old, replace(old, terms=(Term("vertrouwen"), Term("zeker", 0.5))))
    old = project.code("vertrouwen")
    one = codings(project)[:1]
    new = check_undo(
        project, lambda: split_code(project, old, "zekerheid", one, [Term("zeker", 0.5)])
    )
    assert used(project) == ["zekerheid", "vertrouwen"]
    assert project.code("zekerheid").terms == (Term("zeker", 0.5),)
    assert project.code("vertrouwen").terms == (Term("vertrouwen"),)
    assert (new.parent, new.codebook) == (old.parent, old.codebook)


def do(project, act, which, value):
    codes = project.codes()
    if not codes:
        return
    one, other = codes[which % len(codes)], codes[value % len(codes)]
    acts = (
        lambda: add_code(project, f"code {len(codes)} {which}", one.id),
        lambda: place_code(project, one, other.id, value % 3),
        lambda: merge_codes(project, one, other),
        lambda: merge_codes(project, other, one),
        lambda: set_hot_key(project, one, str(value or "")),
        lambda: code_span(project, project.document("d01"), value, value + 3, one),
        lambda: unmerge_code(project, next(iter(merged_away(project).values()))[0]),
        lambda: remove_code(project, one),
    )
    acts[act]()


STEPS = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=8
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS)
def test_any_run_of_acts_is_undone_step_by_step(project, steps):
    """Tables equal the log all along, every coding keeps a code that is there, undo goes back."""
    states = [live(project)]
    for step in steps:
        with suppress(InputError, StopIteration):
            do(project, *step)
        if live(project) != states[-1]:
            states.append(live(project))
        assert project.store.dump() == fold.dump(fold.fold(project.store.operations()))
        assert {one.code for one in codings(project)} <= {one.id for one in project.codes()}
    for expected in reversed(states[:-1]):
        undo(project)
        assert live(project) == expected
