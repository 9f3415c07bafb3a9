"""Corrections of two people as one text: each turn as whoever corrected it wrote it."""

from hypothesis import given
from hypothesis import strategies as st

from coder.merge.texts import bases_of, joined, preferred
from coder.model import Role, Turn

LABEL = "Respondent: "

words = st.lists(st.sampled_from(["er", "was", "veel", "vertrouwen"]), max_size=4).map(" ".join)
corrected_turns = st.lists(st.tuples(st.sampled_from(["", "one", "other"]), words), min_size=1)


def said(turns):
    """Text and turns of an interview in which only the respondent speaks."""
    lines = [f"{LABEL}{turn}" for turn in turns]
    spans, at = [], 0
    for line in lines:
        spans.append(Turn(at + len(LABEL), at + len(line), "Respondent", Role.RESPONDENT))
        at += len(line) + 1
    return "\n".join(lines), tuple(spans)


@given(corrected_turns)
def test_each_turn_is_as_whoever_corrected_it_wrote_it(found):
    base = [f"beurt{n} toen" for n in range(len(found))]
    mine, theirs, both = (
        [
            f"beurt{n} {new} nu" if who in whose else old
            for n, (old, (who, new)) in enumerate(zip(base, found, strict=True))
        ]
        for whose in (("one",), ("other",), ("one", "other"))
    )
    made = joined(said(base), said(mine), said(theirs))
    assert made == said(both)
    assert made == joined(said(base), said(theirs), said(mine))


@given(corrected_turns)
def test_what_another_corrects_elsewhere_goes_with_the_chosen_text(found):
    """Where "one" and "other" touch, that of "one" holds; elsewhere both do."""
    base = [f"beurt{n} toen" for n in range(len(found))]
    mine, theirs, both = [], [], []
    for n, (who, new) in enumerate(found):
        mine.append(f"beurt{n} {'straks' if who == 'one' else 'toen'}")
        theirs.append(f"beurt{n} {new} nu" if who else base[n])
        both.append(theirs[n] if who == "other" else mine[n])
    assert preferred(said(base), said(mine), said(theirs)) == said(both)


def test_two_texts_that_both_come_from_the_same_two_have_two_bases():
    parents = {"a": [], "b": ["a"], "c": ["a"], "d": ["b", "c"], "e": ["b", "c"], "f": ["d"]}
    assert bases_of("b", "c", parents) == ["a"]
    assert bases_of("d", "e", parents) == ["b", "c"]
    assert bases_of("f", "d", parents) == ["d"]
    assert bases_of("x", "a", parents) == []
