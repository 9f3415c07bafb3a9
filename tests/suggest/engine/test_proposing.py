"""Proposed terms: what tells a code apart, with counts that hold; no names, no lone sentences."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.suggest.engine.corpus import gather
from coder.suggest.engine.names import names
from coder.suggest.engine.proposing import LEAST_DOCUMENTS, LEAST_HITS, MANY, Material, propose
from coder.suggest.engine.vectors import space
from coder.suggest.engine.wording import telling, wordings
from tests.suggest.engine.interviews import CODES, IDS, LANGUAGE, heard, said

FILLING = (
    "R: We zaten daar de hele avond te praten.",
    "R: Het regende buiten en de koffie was koud.",
    "R: Dat weet ik niet meer precies.",
    "R: De buren hadden een andere ketel gekocht.",
)


def material(*documents):
    """What proposals are made from: documents as pairs of lines and numbers with the first code."""
    read = [
        (heard(f"gesprek {number}", lines), said(dict.fromkeys(coded, (0,)), len(lines)))
        for number, (lines, coded) in enumerate(documents)
    ]
    hearings = [one for one, _ in read]
    corpus = gather(read, len(IDS), space(a for one in hearings for a in one.analyses))
    lines = {one.document: text for one, (text, _) in zip(hearings, documents, strict=True)}
    texts = {
        eid: "".join(line.split(": ", 1)[1] + "\n" for line in text) for eid, text in lines.items()
    }
    return Material(hearings, texts, corpus)


def proposals(*documents):
    return propose(material(*documents), CODES[0], 0, LANGUAGE)


def talk(*lines):
    """A document that begins with these lines, all coded, and goes on with others."""
    every = (*lines, *FILLING)
    return every, tuple(range(len(lines)))


def closed(*lines):
    """The same, the coder having gone on to the end."""
    every, coded = talk(*lines)
    return (*every, "R: De opvolger kwam later."), (*coded, len(every))


def test_a_word_of_the_code_is_proposed_with_its_counts():
    found = proposals(
        closed("R: Toen was ze opeens verdwenen.", "R: Hij verdween zonder een woord."),
        closed("R: Iedereen verdwijnt hier."),
    )
    (one,) = [one for one in found if one.term == "verdwijnen"]
    assert (one.right, one.hits, one.new, one.documents) == (3, 3, 3, 2)
    assert one.precision == 1.0
    assert one.expected == pytest.approx((3 + 20 * 5 / 13) / 23)
    assert one.z > 0
    assert len(one.examples) == 3


def test_examples_come_from_as_many_documents_as_can_be():
    many = closed("R: Toen verdween ze.", "R: Hij verdween ook.", "R: Allen verdwenen.")
    found = proposals(many, closed("R: Iedereen verdwijnt hier."))
    (one,) = [one for one in found if one.term == "verdwijnen"]
    made = material(many, closed("R: Iedereen verdwijnt hier."))
    first, second = (heard.document for heard in made.documents)
    assert one.examples == ((first, 0), (second, 0), (first, 1))


def test_hits_without_the_code_count_against_a_term():
    found = proposals(
        closed("R: Toen was ze opeens verdwenen.", "R: Hij verdween zonder een woord."),
        closed("R: Iedereen verdwijnt hier."),
        ((*FILLING, "R: De sneeuw verdween snel.", "R: De opvolger kwam later."), (5,)),
    )
    (one,) = [one for one in found if one.term == "verdwijnen"]
    assert (one.right, one.hits) == (3, 4)


def test_what_the_coder_did_not_reach_yet_counts_neither_way():
    found = proposals(
        closed("R: Toen was ze opeens verdwenen.", "R: Hij verdween zonder een woord."),
        closed("R: Iedereen verdwijnt hier."),
        ((*FILLING, "R: De sneeuw verdween snel."), (0,)),
    )
    (one,) = [one for one in found if one.term == "verdwijnen"]
    assert (one.right, one.hits) == (3, 3)


@pytest.mark.parametrize(
    "documents",
    [
        (closed("R: Toen verdween ze.", "R: Hij verdween ook.", "R: Allen verdwenen."), closed()),
        (closed("R: Toen verdween ze."), closed("R: Hij verdween ook.")),
    ],
)
def test_one_document_or_too_few_segments_are_not_enough(documents):
    assert "verdwijnen" not in [one.term for one in proposals(*documents)]


def test_what_the_terms_find_already_is_not_proposed():
    lines = ("R: De wethouder is vertrokken.", "R: Ze vertrokken allemaal.", "R: Hij vertrekt.")
    found = proposals(closed(*lines), closed(*lines))
    assert "vertrekken" not in [one.term for one in found]
    assert all(one.new >= 2 for one in found)


def test_names_are_not_proposed():
    lines = ("R: Toen ging Annelies weg.", "R: Met Annelies kon je praten.")
    found = proposals(closed(*lines), closed(*lines))
    assert not [one for one in found if "annelies" in one.term]


def test_a_code_without_codings_gets_no_proposals():
    assert proposals((FILLING, ())) == []


def test_where_a_code_was_given_in_many_documents_a_term_must_be_right_in_more():
    twice = [closed("R: Toen verdween ze.", "R: Hij verdween ook."), closed("R: Allen verdwenen.")]
    others = [closed("R: De wethouder is vertrokken.") for _ in range(MANY - 2)]
    assert "verdwijnen" in [one.term for one in proposals(*twice, *others[1:])]
    assert "verdwijnen" not in [one.term for one in proposals(*twice, *others)]
    more = closed("R: Iemand verdween.")
    assert "verdwijnen" in [one.term for one in proposals(*twice, more, *others)]


WORDS = st.sampled_from(["verdwijnen", "weggaan", "steeds", "opnieuw", "uitleggen", "koffie"])
LINE = st.lists(WORDS, min_size=1, max_size=5).map(lambda words: "R: " + " ".join(words))
DOCUMENT = st.tuples(
    st.lists(LINE, min_size=3, max_size=8).map(tuple), st.sets(st.integers(0, 2)).map(tuple)
)


@settings(max_examples=30, deadline=None)
@given(st.lists(DOCUMENT, min_size=1, max_size=4))
def test_every_proposal_keeps_what_is_promised(documents):
    made = material(*documents)
    found = propose(made, CODES[0], 0, LANGUAGE)
    assert found == propose(made, CODES[0], 0, LANGUAGE)
    assert len(found) <= 10
    right = {key for key, has in zip(made.corpus.keys, made.corpus.given[:, 0], strict=True) if has}
    for one in found:
        assert one.hits >= max(LEAST_HITS, one.right)
        assert one.documents >= LEAST_DOCUMENTS
        assert set(one.examples) <= right


def test_log_odds_put_the_telling_word_first_and_what_all_have_nowhere():
    words = [{"weg", "dan"}] * 5 + [{"dan", "koffie"}] * 20
    some = np.arange(25) < 5
    found = telling(words, some, ~some)
    assert [word for _, word in found] == ["weg"]
    one, other = 5 + 500 * 5 / 50, 500 * 5 / 50
    ratio = np.log(one / (510 - one)) - np.log(other / (540 - other))
    assert found[0][0] == pytest.approx(ratio / np.sqrt(1 / one + 1 / other))


def test_words_are_lemmas_pairs_and_verbs_that_stand_apart():
    text = "Zij haakte toen na de zomer ineens af."
    (analysis,) = LANGUAGE.analyse(text, [(0, len(text))])
    found = wordings(analysis, frozenset())
    assert {"afhaken", "zomer"} <= found
    assert not {"haken", "af", "de", "de zomer", "toen"} & found


def test_names_are_told_by_their_capitals():
    text = "Toen kwam Marijke. Marijke was er. De wijk wil niet. Xyzzia komt. In de Wijk zegt men."
    ends = [place + 1 for place, letter in enumerate(text) if letter == "."]
    spans = list(zip([0, *(end + 1 for end in ends[:-1])], ends, strict=True))
    found = names([(text, LANGUAGE.analyse(text, spans))])
    assert {"marijke", "xyzzia"} <= found
    assert not {"toen", "de", "kwam", "wijk"} & found
