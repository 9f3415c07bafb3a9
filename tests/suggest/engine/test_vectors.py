"""Vectors have length one, and like words make like vectors."""

import numpy as np
import pytest

from coder.suggest.engine.vectors import space
from tests.suggest.engine.interviews import LANGUAGE


def analyses(*texts):
    return [LANGUAGE.analyse(text, [(0, len(text))])[0] for text in texts]


KNOWN = analyses("De wethouder is weer vertrokken.", "Het regende de hele dag.")


def test_rows_of_known_words_have_length_one():
    rows = space(KNOWN).rows(KNOWN)
    assert np.sqrt(rows.multiply(rows).sum(axis=1)) == pytest.approx(np.ones((2, 1)), abs=1e-5)


def test_words_never_met_shorten_a_row():
    rows = space(KNOWN).rows(analyses("De wethouder is vertrokken naar Zaltbommel."))
    assert 0.2 < float(np.sqrt(rows.multiply(rows).sum())) < 1.0


def test_another_form_of_a_word_is_like_it():
    made = space(KNOWN)
    known, asked = made.rows(KNOWN), made.rows(analyses("Wethouders vertrekken."))
    likeness = (known @ asked.T).toarray().ravel()
    assert likeness[0] > 4 * likeness[1]


def test_the_order_of_documents_makes_no_difference():
    one, other = space(KNOWN), space(KNOWN[::-1])
    assert (one.rows(KNOWN) != other.rows(KNOWN)).nnz == 0


def test_a_segment_without_words_is_an_empty_row():
    assert space(KNOWN).rows(analyses("…")).nnz == 0
