"""The weights of the evidence are pulled towards decisions that were known before none of them."""

import numpy as np
import pytest

from coder.suggest.engine.adapting import LEAST, Finished, adapted, cases
from coder.suggest.engine.combiner import FEATURES, Coefficients
from tests.suggest.engine.interviews import IDS, TALK, heard, said

SHIPPED = Coefficients(
    tuple({"all": -2.0, "terms": 3.0}.get(name, 0.1) for name in FEATURES), "shipped"
)
LINES = [TALK, TALK[::-1], TALK[1:] + TALK[:1], TALK[2:] + TALK[:2], TALK[3:] + TALK[:3]]
DOCUMENTS = [heard(f"talk {number}", lines) for number, lines in enumerate(LINES)]
EVERY = dict.fromkeys(range(len(TALK)), (0, 1, 2))


def finished(document, given, unread=()):
    one = said(given, done=True)
    batch = np.zeros_like(one.given)
    for number, code in unread:
        batch[number, code] = True
    return Finished(document, one, batch)


def test_few_codings_change_nothing():
    few = [finished(DOCUMENTS[0], {1: (0,), 5: (1,)})]
    assert adapted(IDS, SHIPPED, few) is SHIPPED
    assert adapted(IDS, SHIPPED, []) is SHIPPED


def test_what_was_accepted_in_a_batch_is_no_case_and_does_not_count():
    unread = [(number, code) for number in range(len(TALK)) for code in range(3)]
    batch = [finished(one, EVERY, unread) for one in DOCUMENTS]
    assert adapted(IDS, SHIPPED, batch) is SHIPPED
    features, right = cases(IDS, SHIPPED, [finished(DOCUMENTS[0], {1: (0,)}, [(1, 0)])])
    assert not right.any()
    assert len(features) == len(TALK) * len(IDS) - 1


def test_every_decision_in_a_done_document_is_a_case():
    features, right = cases(IDS, SHIPPED, [finished(DOCUMENTS[0], {1: (0,), 2: (0, 1)})])
    assert features.shape == (len(TALK) * len(IDS), len(FEATURES))
    assert right.sum() == 3


def test_later_documents_do_not_change_earlier_cases():
    first = finished(DOCUMENTS[0], {1: (0,), 5: (1,)})
    one, _ = cases(IDS, SHIPPED, [first, finished(DOCUMENTS[1], {2: (0,)})])
    other, _ = cases(IDS, SHIPPED, [first, finished(DOCUMENTS[1], {2: (2,), 3: (1,)})])
    size = len(TALK) * len(IDS)
    assert np.array_equal(one[:size], other[:size])
    assert not np.array_equal(one[size:], other[size:])


def test_terms_that_proved_wrong_weigh_less():
    wrong = [
        finished(
            one,
            {
                number: tuple(code for code in range(3) if IDS[code] not in one.found[number])
                for number in range(len(TALK))
            },
        )
        for one in DOCUMENTS
    ]
    pulled = adapted(IDS, SHIPPED, wrong)
    at = FEATURES.index("terms")
    assert pulled.values[at] < SHIPPED.values[at]
    codings = sum(one.codings for one in wrong)
    assert codings >= LEAST
    assert pulled.source == f"shipped; pulled to {codings} codings in {len(wrong)} documents"


def test_two_runs_give_the_same():
    documents = [finished(one, {1: (0,), 2: (0,), 5: (1, 2), 7: (2,)}) for one in DOCUMENTS]
    documents += [finished(heard("more"), EVERY)]
    first = adapted(IDS, SHIPPED, documents)
    assert first.values == pytest.approx(adapted(IDS, SHIPPED, documents).values, abs=0)
    assert first != SHIPPED
