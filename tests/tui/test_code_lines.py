from hypothesis import given
from hypothesis import strategies as st

from coder.analysis.code_review import Overlap
from coder.model import Code, Term
from coder.tui.code_findings import (
    Listing,
    headings,
    merged_findings,
    overlap_findings,
    unused_findings,
)
from coder.tui.code_lines import code_lines


def code(name, parent=None, *terms):
    return Code(
        name,
        name,
        name,
        parent=parent,
        terms=tuple(map(Term, terms)),
        codebook="boek",
        position=ord(name[0]),
    )


BOOK = [code("aap"), code("beer", "aap"), code("cavia", "beer"), code("das")]


def shown(**options):
    return [(line.id, line.depth) for line in code_lines(BOOK, {}, **options)]


def test_counts_are_own_and_with_subcodes():
    lines = {line.id: line for line in code_lines(BOOK, {"beer": 2, "cavia": 3, "das": 1})}
    assert [(line.own, line.total) for line in lines.values()] == [(0, 5), (2, 5), (3, 3), (1, 1)]
    assert [name for name, line in lines.items() if line.parent] == ["aap", "beer"]


def test_folding_hides_what_is_below_and_tells_how_much():
    assert shown(folded={"beer"}) == [("aap", 0), ("beer", 1), ("das", 0)]
    lines = code_lines(BOOK, {}, folded={"aap", "gone"})
    assert [(line.id, line.below) for line in lines] == [("aap", 2), ("das", 0)]


def test_a_search_shows_hits_with_those_above_them_and_minds_no_folding():
    lines = code_lines(BOOK, {}, query="cavia", folded={"aap"})
    assert [(line.id, line.hit) for line in lines] == [
        ("aap", False),
        ("beer", False),
        ("cavia", True),
    ]
    assert shown(query="xyzzy") == []


parents = st.lists(st.sampled_from([*"abcdefg", None]), min_size=7, max_size=7)


@given(parents, st.sets(st.sampled_from("abcdefg")))
def test_every_code_has_one_line_or_is_below_a_folded_one(above, folded):
    codes = [code(name, parent) for name, parent in zip("abcdefg", above, strict=True)]
    whole = code_lines(codes, dict.fromkeys("abcdefg", 1))
    assert sorted(line.id for line in whole) == list("abcdefg")
    assert sum(line.total for line in whole if not line.depth) == 7
    some = code_lines(codes, {}, folded=folded)
    hidden = {line.id for line in whole} - {line.id for line in some}
    assert len(hidden) <= sum(line.below for line in some)
    assert [line.id for line in some] == [line.id for line in whole if line.id not in hidden]


def test_unused_codes_tell_whether_others_use_them_unless_one_codes_blind():
    own, everybody = {"das": 1}, {"das": 1, "cavia": 4}
    found = unused_findings(BOOK, everybody, own, blind=False)
    assert [(one.words, one.head) for one in found] == [
        ("aap", "used by others"),
        ("beer", "used by others"),
        ("cavia", "used by others"),
    ]
    found = unused_findings(BOOK, everybody, own, blind=True)
    assert [(one.words, one.head) for one in found] == [("aap", ""), ("beer", ""), ("cavia", "")]


def test_overlaps_name_the_terms_that_both_have_and_the_rest_follows():
    codes = [code("aap", None, "wisselen"), code("beer", None, "Wisselen"), code("das", None, "a")]
    codes.append(code("ezel", None, "a"))
    found = overlap_findings(codes, [Overlap("aap", "beer", 3, 4)])
    assert [(one.head, one.words, one.code, one.other) for one in found] == [
        ("3 of 4", "aap + beer; both have wisselen", "aap", "beer"),
        ("same terms", "das + ezel: a", "das", "ezel"),
    ]


def test_merged_codes_stand_under_the_one_that_holds_them():
    (found,) = merged_findings(BOOK, {"das": [code("ezel")]})
    assert (found.words, found.other, found.merged) == ("ezel", "das", True)


def test_the_chosen_list_is_told_by_its_number_too():
    words = str(headings(Listing.UNUSED, 3))
    assert "unused (3)" in words
    assert all(one.value in words for one in Listing)
