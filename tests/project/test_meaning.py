"""Vectors of a user's model: kept in the project file by content, few, and gone with a purge."""

import shutil
from dataclasses import replace

import numpy as np
import pytest

from coder.codebook import read_codebook
from coder.errors import InputError
from coder.meaning import MeaningModel
from coder.model import Code
from coder.project.codebooks import import_codebook
from coder.project.importing import import_files
from coder.project.learning import learn
from coder.project.meaning import cards_of, use_model, use_no_model, vectors_of
from coder.project.project import create_project, open_project
from coder.project.suggesting import suggest, suggest_by_terms
from coder.segment import segments
from coder.store.purge import purge_document
from coder.store.vector_cache import cached_vectors, keep_vectors
from tests.semantics.tiny_models import write_static


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setenv("CODER_CONFIG", str(tmp_path / "config"))
    talk = "Interviewer: Hoe ging het?\nRespondent: Goed. Maar het kostte veel geld.\n"
    (tmp_path / "d01.txt").write_text(talk, "utf-8")
    create_project(tmp_path / "p.coder")
    with open_project(tmp_path / "p.coder") as one:
        import_files(one, [tmp_path / "d01.txt"])
        yield one


BOOK = """name: Proef
language: nl
codes:
  - {key: warm, name: warmte, definition: warmte water, terms: [pomp]}
  - {key: duur, name: kosten, definition: kost geld, terms: [duur]}
"""


def take_book(project, folder, text=BOOK):
    (folder / "boek.yaml").write_text(text, "utf-8")
    import_codebook(project, read_codebook(folder / "boek.yaml"))


def suggested(path):
    with open_project(path) as one:
        return list(suggest(one, one.documents()))


def test_a_named_model_takes_part_in_suggestions_and_leaves_no_trace(project, tmp_path):
    take_book(project, tmp_path)
    before = suggested(project.path)
    use_model(str(write_static(tmp_path / "klein")))
    with open_project(project.path) as one:
        learned = learn(one)
        heard = learned.hearing.hear(one, one.documents()[0].id)
        assert heard.vectors.shape == (len(heard), 4) and heard.vectors[-1].any()
        assert learned.engine.sense is not None
        assert learn(one, learned) is learned
        list(suggest_by_terms(one, one.documents()))
    last = heard.segments[-1].start
    kosten = next(code.id for code in learned.hearing.codes if code.name == "kosten")
    with_it = {one.code: one.score for one in suggested(project.path) if one.start == last}
    plain = {one.code: one.score for one in before if one.start == last}
    assert with_it[kosten] > plain[kosten]
    use_no_model()
    assert suggested(project.path) == before


def test_definitions_are_enough_with_a_model(project, tmp_path):
    take_book(project, tmp_path, BOOK.replace(", terms: [pomp]", "").replace(", terms: [duur]", ""))
    with pytest.raises(InputError, match="nothing to suggest by"):
        suggested(project.path)
    use_model(str(write_static(tmp_path / "klein")))
    best = max(suggested(project.path), key=lambda one: one.score)
    with open_project(project.path) as one:
        assert one.code("kosten").id == best.code


def test_a_model_that_is_gone_is_told_with_what_to_do(project, tmp_path):
    take_book(project, tmp_path)
    use_model(str(write_static(tmp_path / "klein")))
    shutil.rmtree(tmp_path / "klein")
    with pytest.raises(InputError) as caught:
        suggested(project.path)
    assert "coder model off" in caught.value.remedy


class Counting:
    """A model that counts letters, and the texts that it was asked for."""

    def __init__(self, fingerprint="a" * 32):
        self.asked = []
        self.model = MeaningModel("letters", "made", 3, fingerprint, self.read)

    def read(self, texts):
        self.asked += texts
        return np.array([[text.count(one) for one in "eot"] for text in texts], np.float32)


def rows(project):
    return project.store.db.execute("SELECT count(*) FROM vector_cache").fetchone()[0]


def test_a_text_is_read_once_by_each_model(project):
    document = project.documents()[0]
    offered = segments(document)
    one = Counting()
    fresh = vectors_of(project, one.model, document, offered)
    asked = len(one.asked)
    assert fresh.shape == (len(offered), 3) and asked
    assert (vectors_of(project, one.model, document, offered) == fresh).all()
    assert len(one.asked) == asked
    other = Counting("b" * 32)
    vectors_of(project, other.model, document, offered)
    assert other.asked and rows(project) == 1
    vectors_of(project, other.model, document, offered[:1])
    assert len(other.asked) == asked + 1


def test_kept_vectors_that_do_not_fit_are_read_anew(project):
    document = project.documents()[0]
    offered = segments(document)
    one = Counting()
    fresh = vectors_of(project, one.model, document, offered)
    project.store.db.execute("UPDATE vector_cache SET value = x'00'")
    assert (vectors_of(project, one.model, document, offered) == fresh).all()


def test_a_purge_takes_the_vectors_along(project):
    document = project.documents()[0]
    vectors_of(project, Counting().model, document, segments(document))
    assert rows(project) == 1
    purge_document(project.store, document.id)
    assert rows(project) == 0


def test_the_oldest_go_where_there_are_too_many(project):
    db = project.store.db
    for number in range(6):
        keep_vectors(db, f"{number:032x}", f"{number + 99:032x}", bytes(100), most=350)
    found = [number for number in range(6) if cached_vectors(db, f"{number:032x}") is not None]
    assert found == [3, 4, 5]


def test_of_a_changed_codebook_only_what_is_new_is_read():
    one, known = Counting(), {}
    codes = [Code("a" * 32, "a", "geld", definition="kost te veel", examples=("tel op",))]
    cards = cards_of(one.model, codes, known)
    assert one.asked == ["geld: kost te veel", "tel op"] and cards.columns.tolist() == [0, 0]
    more = [*codes, Code("b" * 32, "b", "noot", include=("tel op", "zzz"))]
    cards = cards_of(one.model, more, known)
    assert one.asked[2:] == ["noot: ", "zzz"]
    assert cards.columns.tolist() == [0, 0, 1, 1]  # nothing is known of "zzz"
    assert (cards.vectors[1] == cards.vectors[3]).all()
    assert cards_of(one.model, [Code("c" * 32, "c", "zzz")], {}) is None


def test_changed_text_is_read_anew(project):
    document = project.documents()[0]
    one = Counting()
    vectors_of(project, one.model, document, segments(document))
    asked = len(one.asked)
    changed = replace(document, text=document.text.replace("Goed", "Mooi"), revision="c" * 32)
    vectors_of(project, one.model, changed, segments(changed))
    assert len(one.asked) > asked
