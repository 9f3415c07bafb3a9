import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.analysis.conditions import And, Beside, Everything, Has, Not, OfCode, Or
from coder.analysis.queries import Item, asks_for_segments, find, inward
from coder.analysis.query_language import LONGEST_QUERY, parse
from coder.analysis.query_names import names_for, value_names
from coder.errors import InputError
from coder.model import Code, Segment


def code(number, name, parent=None, english=""):
    eid = f"{number:032x}"
    above = None if parent is None else f"{parent:032x}"
    return Code(id=eid, key=name.replace(" ", "-"), name=name, english=english, parent=above)


CODES = [
    code(1, "vertrouwen", english="trust"),
    code(2, "vertrouwen in gemeente", 1),
    code(3, "doorstroom", english="turnover"),
    code(4, "capaciteit"),
    code(5, "één loket"),
    code(6, "Rol: gemeente"),
    code(7, "rock and roll"),
]
V, VG, D, C, L, R, K = (one.id for one in CODES)


def item(number, of, start, end, **more):
    return Item(f"c{number}", more.pop("document", "x"), of, start, end, **more)


ITEMS = [
    item(1, V, 0, 10, document_name="een", coder="Ans", speakers=("R1",), roles=("respondent",)),
    item(2, D, 5, 20, document_name="een", coder="Ans", speakers=("R1", "I"), important=True),
    item(3, VG, 30, 40, document_name="een", coder="Bea", speakers=("R2",), memo="Kijk naár dit"),
    item(4, C, 50, 60, document_name="een", coder="Ans", weight=60, text="Geen  Capacitéit"),
    item(5, D, 62, 70, document_name="een", coder="Bea", attributes=(("groep", "A 1"),)),
    item(
        6, V, 0, 10, document="y", document_name="twee", coder="Ans", attributes=(("groep", "B"),)
    ),
    item(7, C, 100, 110, document="y", document_name="twee", coder="Ans", weight=10),
]
SEGMENTS = {
    "x": [Segment(10 * n, 10 * n + 10, 0) for n in range(8)],
    "y": [Segment(10 * n, 10 * n + 10, 0) for n in range(12)],
}
NAMES = names_for(CODES, ITEMS)


def hits(query, items=ITEMS):
    return [int(one.id[1:]) for one in find(parse(query, NAMES), items, SEGMENTS)]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", [1, 2, 3, 4, 5, 6, 7]),
        ("vertrouwen", [1, 3, 6]),
        ("only:vertrouwen", [1, 6]),
        ("trust", [1, 3, 6]),
        ("Vertrouwen in gemeente", [3]),
        ("doorstroom", [2, 5]),
        ("doorstrom", [2, 5]),
        ("DOORSTR*", [2, 5]),
        ("code:turnover", [2, 5]),
        ("vertrouwen AND doorstroom", [1, 2]),
        ("vertrouwen doorstroom", [1, 2]),
        ("vertrouwen & doorstroom", [1, 2]),
        ("vertrouwen AND NOT doorstroom", [3, 6]),
        ("vertrouwen OR capaciteit", [1, 3, 4, 6, 7]),
        ("vertrouwen or capaciteit and speaker:R2", [1, 3, 6]),
        ("(vertrouwen or capaciteit) and coder:ans", [1, 4, 6, 7]),
        ("NOT vertrouwen", [4, 5, 7]),
        ("vertrouwen overlaps doorstroom", [1]),
        ("doorstroom overlaps vertrouwen", [2]),
        ("doorstroom overlapping (vertrouwen and document:een)", [2]),
        ("capaciteit near:0 doorstroom", []),
        ("capaciteit near:1 doorstroom", [4]),
        ("doorstroom near:1 vertrouwen", [2]),
        ("doorstroom near 2 vertrouwen", [2]),
        ("vertrouwen within 2 capaciteit", [3]),
        ("doorstroom near capaciteit", [5]),
        ("doorstroom near:3 doorstroom", []),
        ("doorstroom near:5 doorstroom", [2, 5]),
        ("NOT vertrouwen overlaps doorstroom", [2, 3, 4, 5, 6, 7]),
        ("vertrouwen and not vertrouwen overlaps doorstroom", [3, 6]),
        ("vertrouwen overlaps not doorstroom", []),
        ("document:twee", [6, 7]),
        ("doc:tw", [6, 7]),
        ("speaker:I", [2]),
        ("speaker: r2", [3]),
        ("speeker:R2", [3]),
        ("role:respondent", [1]),
        ('groep:"a 1"', [5]),
        ("groep:B vertrouwen", [6]),
        ("memo:yes", [3]),
        ("has:memo", [3]),
        ("memo:naar", [3]),
        ("memo:nergens", []),
        ("important", [2]),
        ("important:no", [1, 3, 4, 5, 6, 7]),
        ("weight:60", [4]),
        ("weight:>=10", [4, 7]),
        ("weight:>10", [4]),
        ("weight:<60", [7]),
        ("weight:<0", []),
        ("weight:5-20", [7]),
        ("weight:yes", [4, 7]),
        ("weight:no doorstroom", [2, 5]),
        ('text:"geen capaciteit"', [4]),
        ("een loket", []),
        ("Rol: gemeente", []),
        ('"rock and roll"', []),
    ],
)
def test_a_query_finds_these_codings(query, numbers):
    assert hits(query) == numbers


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("vertrouwen AND", "vertrouwen"),
        ("AND vertrouwen", "vertrouwen"),
        ("vertrouwen OR OR doorstroom", "vertrouwen OR doorstroom"),
        ("vertrouwen AND OR doorstroom", "vertrouwen OR doorstroom"),
        ("(vertrouwen", "vertrouwen"),
        ("vertrouwen)", "vertrouwen"),
        ("()", ""),
        ("NOT", ""),
        ("NOT NOT vertrouwen", "vertrouwen"),
        ("vertrouwen overlaps", "vertrouwen"),
        ("overlaps doorstroom", "doorstroom"),
        ("vertrouwen near:", "vertrouwen"),
        ('"vertrouwen', "vertrouwen"),
        ("speaker:", ""),
        ("vertrouwen speaker:", "vertrouwen"),
        ('""', ""),
        ("een loket", '"één loket"'),
    ],
)
def test_what_is_missing_is_forgiven(typed, meant):
    assert hits(typed) == hits(meant)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("zwaartekracht", "no code 'zwaartekracht'"),
        ("speaker:nobody", "speaker 'nobody'"),
        ("weight:heavy", "weight 'heavy'"),
        ("important:maybe", "important 'maybe'"),
        ("is:nice", "is 'nice'"),
        ("groep:Z", "groep 'Z'"),
        ("x" * (LONGEST_QUERY + 1), "too long"),
        ("(" * 100, "nested"),
    ],
)
def test_what_nobody_knows_is_told_with_a_remedy(query, words):
    with pytest.raises(InputError, match=words) as caught:
        hits(query)
    assert caught.value.remedy


def test_a_likely_name_is_offered():
    with pytest.raises(InputError) as caught:
        hits("doorloop")
    assert "Did you mean 'doorstroom'?" in caught.value.remedy


def test_near_asks_for_segments():
    assert asks_for_segments(parse("NOT (doorstroom or vertrouwen near:2 capaciteit)", NAMES))
    assert not asks_for_segments(parse("vertrouwen overlaps doorstroom", NAMES))


def test_values_are_counted_for_pick_lists():
    counts = value_names(ITEMS)
    assert counts["speaker"] == {"I": 1, "R1": 2, "R2": 1}
    assert counts["attribute:groep"] == {"A 1": 1, "B": 1}


def test_a_circle_of_parents_ends():
    around = [code(1, "a", 2), code(2, "b", 1)]
    assert hits("vertrouwen") and parse("a", names_for(around, ())) == OfCode(frozenset((V, VG)))


@given(st.text(max_size=40) | st.text(alphabet='()"!&|:*vd andornot', max_size=40))
def test_any_line_is_read_or_refused(text):
    try:
        find(parse(text, NAMES), ITEMS, SEGMENTS)
    except InputError as error:
        assert error.remedy


# ---------------------------------------------------------------------- laws for all queries

spans = st.tuples(st.integers(0, 60), st.integers(1, 25))
codings = st.lists(
    st.builds(
        lambda n, of, span, document, important: Item(
            str(n), document, of, span[0], span[0] + span[1], important=important
        ),
        st.integers(),
        st.sampled_from("abc"),
        spans,
        st.sampled_from("xy"),
        st.booleans(),
    ),
    max_size=12,
)
leaves = st.one_of(
    st.builds(OfCode, st.sets(st.sampled_from("abc"), min_size=1).map(frozenset)),
    st.just(Has("important", frozenset(("yes",)))),
    st.just(Everything()),
)
queries = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(And, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Or, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Beside, inner, inner, st.none() | st.integers(0, 3)),
    ),
    max_leaves=6,
)


def same(one, other, items):
    return find(one, items, SEGMENTS) == find(other, items, SEGMENTS)


@given(queries, queries, codings)
def test_de_morgan(a, b, items):
    assert same(Not(And((a, b))), Or((Not(a), Not(b))), items)
    assert same(Not(Or((a, b))), And((Not(a), Not(b))), items)


@given(queries, codings)
def test_two_denials_are_none(a, items):
    assert same(Not(Not(a)), a, items)


@given(queries, queries, queries, codings)
def test_the_order_of_conditions_does_not_matter(a, b, c, items):
    for kind in (And, Or):
        assert same(kind((a, b, c)), kind((c, a, b)), items)
        assert same(kind((a, kind((b, c)))), kind((kind((a, b)), c)), items)
        assert same(kind((a, a)), a, items)


@given(queries, codings, st.randoms())
def test_the_order_of_codings_does_not_matter(query, items, random):
    mixed = list(items)
    random.shuffle(mixed)
    key = repr
    found = find(query, items, SEGMENTS)
    assert sorted(found, key=key) == sorted(find(query, mixed, SEGMENTS), key=key)


@given(queries, codings)
def test_what_is_found_was_there_once_and_in_order(query, items):
    found = iter(items)
    assert all(any(one is other for other in found) for one in find(query, items, SEGMENTS))


@given(queries)
def test_no_stands_before_single_conditions_only(query):
    def fine(one):
        match one:
            case Not(inner):
                return not isinstance(inner, Not | And | Or)
            case And(parts) | Or(parts):
                return all(map(fine, parts))
            case _:
                return True

    assert fine(inward(query))


@given(codings, st.integers(0, 4))
def test_beside_is_what_a_comparison_of_all_pairs_says(items, reach):
    a, b = frozenset("a"), frozenset("b")

    def segment(one):
        return one.start // 10, (one.end - 1) // 10

    def near(one, other):
        low, high = sorted((segment(one), segment(other)))
        return one.document == other.document and high[0] - low[1] <= reach

    def meets(one, other):
        return one.document == other.document and (one.start < other.end and other.start < one.end)

    line = {"x": [Segment(10 * n, 10 * n + 10, 0) for n in range(9)]}
    segments = line | {"y": line["x"]}
    for test, wanted in ((meets, None), (near, reach)):
        expected = [
            one
            for one in items
            if one.code in a and any(other.code in b and test(one, other) for other in items)
        ]
        assert find(Beside(OfCode(a), OfCode(b), wanted), items, segments) == expected
