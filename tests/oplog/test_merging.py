"""Merged codes: who stands for whom, whatever the order, the part and the circles."""

from hypothesis import given, settings
from hypothesis import strategies as st

from coder.identity import content_hash
from coder.oplog import fold
from coder.oplog.kinds import CREATE
from coder.oplog.merging import resolve
from coder.oplog.operation import Draft
from coder.oplog.shapes import fault_of
from oplog.histories import CODEBOOK, Machine, codebook_draft, unite

CODES = [content_hash(f"merged code {number}") for number in range(6)]
STRANGER = content_hash("a code that is nowhere")
MANY = settings(max_examples=200, deadline=None)

merges = st.dictionaries(
    st.sampled_from(CODES), st.sampled_from([*CODES, STRANGER, None]), max_size=len(CODES)
)
ranks = st.permutations(range(len(CODES)))


def ranked(order):
    return lambda code: (order[CODES.index(code)], code)


def everyone(some):
    return {**dict.fromkeys(CODES), **some}


@MANY
@given(merges, ranks)
def test_every_code_ends_at_one_that_stands_for_itself(some, order):
    merged = resolve(everyone(some), ranked(order))
    for code in CODES:
        end = merged.targets.get(code, code)
        assert end in CODES
        assert end not in merged.targets
        onward = some.get(code)
        if onward in CODES and code not in merged.cut:
            assert merged.targets[code] == merged.targets.get(onward, onward)
        else:
            assert code not in merged.targets


@MANY
@given(merges, ranks)
def test_what_is_cut_is_the_last_merge_of_a_circle_and_of_nothing_else(some, order):
    rank = ranked(order)
    merged = resolve(everyone(some), rank)
    for code in CODES:
        way = [code]
        while some.get(way[-1]) in CODES and some[way[-1]] not in way:
            way.append(some[way[-1]])
        in_a_circle = some.get(way[-1]) == code
        assert (code in merged.cut) == (in_a_circle and code == max(way, key=rank))


@MANY
@given(merges, ranks, st.randoms(use_true_random=False))
def test_the_order_of_the_codes_does_not_matter(some, order, chance):
    items = list(everyone(some).items())
    expected = resolve(dict(items), ranked(order))
    chance.shuffle(items)
    found = resolve(dict(items), ranked(order))
    assert (dict(found.targets), found.cut) == (dict(expected.targets), expected.cut)


@MANY
@given(merges)
def test_without_circles_no_rank_is_asked(some):
    upward = {
        code: target
        for code, target in some.items()
        if target in CODES and CODES.index(target) > CODES.index(code)
    }

    def never(code):
        raise AssertionError(code)

    assert resolve(everyone(upward), never).cut == frozenset()


def two_machines():
    one, two = Machine(0), Machine(1)
    codes = [
        Draft("code", code, CREATE, {"codebook": CODEBOOK, "name": code[:4]}) for code in CODES
    ]
    one.write([codebook_draft(), *codes])
    two.log = dict(one.log)
    return one, two


def merged_of(log):
    return fold.fold(log.values()).merged


def test_two_people_who_merge_two_codes_into_each_other_make_no_circle():
    one, two = two_machines()
    (first,) = one.write([Draft("code", CODES[0], "merged_into", CODES[1])])
    (second,) = two.write([Draft("code", CODES[1], "merged_into", CODES[0])])
    last = max(first, second, key=lambda op: (op.lam, op.id))
    other = first if last is second else second
    merged = merged_of(unite(one.log, two.log))
    assert merged.cut == {last.eid}
    assert merged.targets == {other.eid: last.eid}


def test_a_chain_made_by_two_people_leads_to_its_end():
    one, two = two_machines()
    one.write([Draft("code", CODES[0], "merged_into", CODES[1])])
    two.write([Draft("code", CODES[1], "merged_into", CODES[2])])
    merged = merged_of(unite(one.log, two.log))
    assert merged.targets == {CODES[0]: CODES[2], CODES[1]: CODES[2]}


def test_a_target_that_is_not_there_yet_counts_when_it_arrives():
    one, two = two_machines()
    late = Draft("code", STRANGER, CREATE, {"codebook": CODEBOOK, "name": "laat"})
    (arriving,) = two.write([late])
    one.write([Draft("code", CODES[0], "merged_into", STRANGER)])
    assert merged_of(one.log).targets == {}
    assert merged_of({**one.log, arriving.id: arriving}).targets == {CODES[0]: STRANGER}


def test_a_merge_into_what_is_no_code_is_refused():
    machine, _ = two_machines()
    for wrong, right in ((7, None), ("elders", CODES[1])):
        (bad,) = machine.write([Draft("code", CODES[0], "merged_into", wrong)])
        (good,) = machine.write([Draft("code", CODES[0], "merged_into", right)])
        assert "merged_into" in fault_of(bad)
        assert fault_of(good) == ""
