import numpy as np
import pytest
import spacy

from coder.errors import InputError
from coder.language import open_word_vectors

WORDS = {"warmte": [1, 0, 0], "Gouda": [0, 1, 0], "geld": [0, 0, 2], "de": [9, 9, 9]}


@pytest.fixture
def pipeline(tmp_path):
    """A pipeline with vectors of four words, as a folder."""

    def make(name, words):
        nlp = spacy.blank("nl", meta={"name": "klein"})
        for word, vector in words.items():
            nlp.vocab.set_vector(word, np.array(vector, np.float32))
        nlp.to_disk(tmp_path / name)
        return str(tmp_path / name)

    return make


def test_a_text_is_the_mean_of_its_words_but_stop_words(pipeline):
    model = open_word_vectors(pipeline("een", WORDS))
    assert (model.name, model.size) == ("nl_klein", 3)
    found = model.embed(["De Warmte, het geld", "Gouda!", "gouda", "de", ""])
    assert np.allclose(found[0], np.array([1, 0, 2]) / np.sqrt(5))
    assert found[1].tolist() == [0, 1, 0]
    assert not found[2:].any()


def test_equal_vectors_have_equal_fingerprints(pipeline):
    one = open_word_vectors(pipeline("een", WORDS))
    same = open_word_vectors(pipeline("twee", WORDS))
    other = open_word_vectors(pipeline("drie", WORDS | {"geld": [0, 0, 3]}))
    assert one.fingerprint == same.fingerprint != other.fingerprint


def test_a_pipeline_without_vectors_is_refused(pipeline):
    with pytest.raises(InputError, match="has no word vectors") as caught:
        open_word_vectors(pipeline("leeg", {}))
    assert "_md or _lg" in caught.value.remedy


@pytest.mark.parametrize("name", ["nl_no_such_pipeline", "/no/such/folder"])
def test_a_missing_pipeline_is_refused(name):
    with pytest.raises(InputError) as caught:
        open_word_vectors(name)
    assert caught.value.remedy


def test_a_damaged_pipeline_is_refused(pipeline, tmp_path):
    name = pipeline("stuk", WORDS)
    (tmp_path / "stuk" / "vocab" / "vectors").write_bytes(b"\x93NUMPY")
    with pytest.raises(InputError, match="cannot be loaded"):
        open_word_vectors(name)
