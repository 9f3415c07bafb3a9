from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.analysis import suggestion_quality as quality
from coder.analysis.suggestion_account import Practice, account, points
from coder.analysis.suggestion_cases import Decision, Deed, Place, make_cases
from coder.analysis.suggestion_quality import judge
from coder.analysis.suggestion_records import FIELDS, records
from coder.model import Exposure, SuggestionEvent

ME, TALK, VERSION = "a" * 32, "d" * 32, "e" * 32
TRUST, FLOW, TIME = ("1" * 32, "2" * 32, "3" * 32)
CODES = (TRUST, FLOW, TIME)
SHOWN, HIDDEN, BLIND, MUTED = Exposure.SHOWN, Exposure.HIDDEN, Exposure.BLIND, Exposure.MUTED
PRACTICE = Practice("coder 1", "Anna", ("tijd",))


def event(at, number, exposure, code=None, likely=0.75):
    return SuggestionEvent(
        at,
        ME,
        TALK,
        VERSION,
        number * 10,
        number * 10 + 10,
        exposure,
        code,
        likely,
        "middle",
        1,
        "e",
    )


def decision(at, number, code, deed=Deed.GAVE):
    return Decision(deed, ME, TALK, VERSION, number * 10 + 2, number * 10 + 5, code, at)


def judged(events, decisions, done=False, terms=None):
    finished = {(ME, TALK)} if done else set()
    return judge(make_cases(events, decisions, finished), CODES, terms)


def place(number):
    return Place(ME, TALK, VERSION, number * 10, number * 10 + 10)


def counts(share):
    return share.hits, share.count


def test_accepted_refused_passed_over_and_open_are_told_apart():
    events = [event(10, n, SHOWN, code) for n in (0, 1, 2) for code in (TRUST, FLOW)]
    report = judged(
        events,
        [decision(20, 0, TRUST), decision(21, 1, TRUST, Deed.REFUSED)],
    )
    one = report.overall
    assert (one.accepted, one.refused, one.passed, one.waiting) == (1, 1, 1, 3)
    assert counts(one.acceptance) == (1, 3)
    assert [item.code for item in report.codes] == [TRUST, FLOW]
    assert counts(report.codes[0].acceptance) == (1, 2)
    done = judged(events, [decision(20, 0, TRUST)], done=True).overall
    assert (done.accepted, done.passed, done.waiting) == (1, 5, 0)


def test_what_was_coded_before_it_was_shown_is_not_accepted_but_covered():
    events = [event(10, 0, HIDDEN, TRUST), event(10, 0, HIDDEN, FLOW), event(30, 0, SHOWN, FLOW)]
    report = judged(events, [decision(20, 0, TRUST), decision(40, 0, TIME)])
    assert counts(report.overall.acceptance) == (0, 1)
    assert counts(report.overall.coverage) == (1, 2)
    assert (report.decided_first, report.told_at_once) == (1, 0)


def test_blind_figures_come_from_the_audit_alone():
    events = [
        event(10, 0, BLIND, TRUST),
        event(10, 0, BLIND, FLOW),
        event(11, 1, BLIND),
        event(12, 2, SHOWN, TRUST),
        event(13, 3, BLIND, TIME),
    ]
    decisions = [decision(20, 0, TRUST), decision(21, 1, TIME), decision(22, 2, TRUST)]
    terms = {place(0): (FLOW,), place(1): (TIME,), place(2): (TRUST,)}
    report = judged(events, decisions, terms=terms)
    one = report.overall
    assert counts(one.precision) == (1, 2)
    assert counts(one.recall) == (1, 2)
    assert counts(one.terms_recall) == (1, 2)
    assert one.lift == 0
    assert counts(one.coverage) == (2, 3)
    assert counts(one.terms_coverage) == (2, 3)
    assert (report.audited, report.audited_decided) == (3, 2)
    finished = judged(events, decisions, done=True).overall
    assert counts(finished.precision) == (1, 3)


def test_an_audit_that_was_shown_later_counts_up_to_then():
    events = [event(10, 0, BLIND, TRUST), event(30, 0, SHOWN, TRUST)]
    assert counts(judged(events, [decision(20, 0, TRUST)]).overall.precision) == (1, 1)
    late = judged(events, [decision(40, 0, TRUST)])
    assert late.overall.precision.count == 0
    assert counts(late.overall.acceptance) == (1, 1)
    assert late.audited_decided == 0


def test_what_was_coded_before_suggestions_came_tells_nothing():
    report = judged([event(10, 0, SHOWN, FLOW)], [decision(5, 0, TRUST)])
    assert report.overall.coverage.count == 0
    assert report.overall.acceptance.count == 0


def test_batches_and_muted_codes_are_left_out_and_told():
    events = [event(10, 0, SHOWN, TRUST), event(10, 0, MUTED, FLOW), event(11, 1, SHOWN, TRUST)]
    report = judged(events, [decision(20, 0, TRUST, Deed.BATCH), decision(21, 1, FLOW)])
    one = report.overall
    assert (one.accepted, one.passed, one.muted, report.together) == (0, 1, 1, 1)
    assert counts(one.coverage) == (0, 1)


def test_what_cannot_be_told_says_why():
    one = judged([event(10, 0, HIDDEN, TRUST)], []).overall
    assert (one.acceptance.value, one.acceptance.why) == (None, quality.NONE_SHOWN)
    assert (one.precision.value, one.precision.why) == (None, quality.NO_AUDIT)
    assert (one.coverage.value, one.coverage.why) == (None, quality.NONE_GIVEN)
    assert (one.calibration.error, one.calibration.why) == (None, quality.NONE_DECIDED)
    coded = judged([event(10, 0, BLIND)], [decision(20, 0, TRUST)]).overall
    assert coded.precision.why == quality.NONE_BLIND
    assert coded.terms_recall.why == quality.NO_TERMS
    assert coded.lift is None


def test_seeing_a_suggestion_is_compared_with_not_seeing_it():
    events = [event(10, n, SHOWN if n < 4 else BLIND, TRUST) for n in range(8)]
    given_at = (0, 1, 2, 4)
    decisions = [decision(20 + n, n, TRUST if n in given_at else FLOW) for n in range(8)]
    influence = judged(events, decisions).influence
    assert influence.difference == pytest.approx(3 / 4 - 1 / 4)
    assert judged(events[:4], decisions).influence.difference is None


def test_silence_that_was_coded_is_counted():
    report = judged([event(10, 0, HIDDEN), event(11, 1, HIDDEN)], [decision(20, 0, TRUST)])
    assert (report.silent, report.silent_coded) == (1, 1)


def test_records_are_flat_and_complete():
    events = [event(10, 0, BLIND, TRUST), event(11, 1, SHOWN, FLOW)]
    report = judged(events, [decision(20, 0, TRUST), decision(21, 1, FLOW)])
    rows = records(report, {TRUST: "trust", FLOW: "flow"})
    assert all(tuple(row) == FIELDS for row in rows)
    assert {row["code"] for row in rows} == {"all codes", "trust", "flow"}
    found = {row["measure"]: row for row in rows if row["row_kind"] == "total"}
    assert found["blind precision"]["value"] == 1
    assert found["lift over terms"]["value"] is None
    assert found["lift over terms"]["why"] == quality.NO_TERMS
    assert found["calibration error"]["value"] == pytest.approx(0.25)


def test_undecided_segments_of_the_audit_are_told():
    events = [event(10, 0, BLIND, TRUST), event(11, 1, BLIND, FLOW)]
    said = account(judged(events, [decision(20, 0, TRUST)]), PRACTICE)
    assert "1 segment got no code in transcripts not marked as done" in said
    done = account(judged(events, [decision(20, 0, TRUST)], done=True), PRACTICE)
    assert "not marked as done" not in done


@pytest.mark.parametrize(
    ("share", "told"), [(0.124, "+12"), (-0.3, "-30"), (-0.004, "0"), (0, "0")]
)
def test_differences_have_a_sign_unless_they_are_none(share, told):
    assert points(share) == told


def test_the_paragraph_says_what_was_counted_and_what_was_not():
    events = [event(10, 0, BLIND, TRUST), event(11, 1, SHOWN, FLOW), event(12, 2, HIDDEN)]
    decisions = [decision(20, 0, TRUST), decision(21, 1, FLOW), decision(22, 2, FLOW)]
    said = account(judged(events, decisions), PRACTICE)
    assert "1 of 1 (100 %, 95 % interval 21 to 100 %) were accepted" in said
    assert "1 of 1 (100 %, 95 % interval 21 to 100 %) got a code" in said
    assert "flatter" in said
    assert "muted for 1 code that had been refused again and again (tijd)" in said
    assert "no suggestion that was shown" in account(judged(events[:1], []), PRACTICE)
    assert "nothing can be said" in account(judged([], []), PRACTICE)


# ---------------------------------------------------------------- against slow counting

moments = st.integers(1, 60)
numbers = st.integers(0, 3)
visits = st.lists(
    st.tuples(
        moments,
        numbers,
        st.sampled_from((SHOWN, HIDDEN, BLIND)),
        st.dictionaries(st.sampled_from(CODES), st.sampled_from((0.35, 0.75, 0.9)), max_size=3),
    ),
    max_size=12,
    unique_by=lambda visit: visit[:2],
)
acts = st.lists(
    st.tuples(moments, numbers, st.sampled_from(CODES), st.sampled_from(tuple(Deed))), max_size=12
)


def slow(visits, acts, done):
    """The counts by their definitions, segment by segment and code by code."""
    accepted = refused = passed = precise = blind = recalled = asked = covered = coded = 0
    pairs = []
    for number in {visit[1] for visit in visits}:
        mine = sorted(visit for visit in visits if visit[1] == number)
        after = [act for act in acts if act[1] == number and act[0] > mine[0][0]]
        times = {
            deed: {
                code: min(at for at, _, one, does in after if (one, does) == (code, deed))
                for code in CODES
                if any((one, does) == (code, deed) for _, _, one, does in after)
            }
            for deed in Deed
        }
        gave = times[Deed.GAVE]
        for code in CODES:
            decided = gave.get(code, times[Deed.REFUSED].get(code, inf))
            met = [visit for visit in mine if visit[0] < decided and code in visit[3]]
            if code in gave:
                coded += 1
                covered += bool(met)
            if not met or code in times[Deed.BATCH]:
                continue
            seen = [visit[0] for visit in met if visit[2] is SHOWN]
            later = done or any(at > min(seen, default=0) for at in gave.values())
            outcome = code in gave if decided < inf else False if later else None
            if outcome is not None:
                pairs.append((met[-1][3][code], outcome))
            if seen:
                accepted += code in gave
                refused += code not in gave and code in times[Deed.REFUSED]
                passed += decided == inf and later
        end = min((visit[0] for visit in mine if visit[2] is not BLIND), default=inf)
        early = {code: at for code, at in gave.items() if at < end}
        if mine[0][2] is BLIND and (early or (done and end == inf)):
            first = min(early.values(), default=end)
            offered = [visit for visit in mine if visit[0] < first][-1][3]
            offered = {code for code in offered if code not in times[Deed.BATCH]}
            blind += len(offered)
            precise += len(offered & early.keys())
            asked += len(early)
            recalled += len(offered & early.keys())
    return {
        "acceptance": (accepted, accepted + refused + passed),
        "precision": (precise, blind),
        "recall": (recalled, asked),
        "coverage": (covered, coded),
        "pairs": sorted(pairs),
    }


@settings(max_examples=300)
@given(visits, acts, st.booleans())
def test_the_figures_are_those_of_slow_counting(visits, acts, done):
    events = [
        one
        for at, number, exposure, codes in visits
        for one in (
            [event(at, number, exposure, code, likely) for code, likely in codes.items()]
            or [event(at, number, exposure)]
        )
    ]
    decisions = [decision(at, number, code, deed) for at, number, code, deed in acts]
    report = judged(events, decisions, done)
    expected = slow(visits, acts, done)
    for part in (report.overall,):
        for name in ("acceptance", "precision", "recall", "coverage"):
            assert counts(getattr(part, name)) == expected[name], name
    assert report.overall.calibration.count == len(expected["pairs"])
    if expected["pairs"]:
        hits = sum(one.right.hits for one in report.overall.calibration.bins)
        assert hits == sum(right for _, right in expected["pairs"])
        total = sum(one.mean * one.right.count for one in report.overall.calibration.bins)
        assert total == pytest.approx(sum(likely for likely, _ in expected["pairs"]))
    for name in ("acceptance", "precision", "recall", "coverage"):
        parts = [counts(getattr(one, name)) for one in report.codes]
        whole = counts(getattr(report.overall, name))
        assert tuple(map(sum, zip((0, 0), *parts, strict=True))) == whole
