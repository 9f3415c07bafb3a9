import pytest


def joints(dutch, form):
    parts = dutch.parts(form)
    return "+".join(form[part.start : part.end] for part in parts) or form


@pytest.mark.parametrize(
    "word",
    ["warmte+net", "gemeente+raad", "stappen+plan", "bewoners+avond", "cv-+ketel", "rol+verdeling",
     "aandeelhouders+vergadering", "subsidie+aanvragen", "klachten+lijn"],
)  # fmt: skip
def test_compounds_are_split_at_their_joints(dutch, word):
    assert joints(dutch, word.replace("+", "")) == word


@pytest.mark.parametrize(
    "word",
    ["kabinet", "verraad", "graad", "planten", "verband", "vertrouwen", "samenwerking", "control",
     "betrouwbaarheid", "uitvoering", "waarover", "eigenlijk", "gewisseld"],
)  # fmt: skip
def test_simple_words_stay_whole(dutch, word):
    assert joints(dutch, word) == word


def test_parts_carry_lemmas_and_cover_the_word(dutch):
    parts = dutch.parts("personeelswisselingen")
    assert [part.lemma for part in parts] == ["personeel", "wisseling"]
    assert (parts[0].start, parts[-1].end) == (0, len("personeelswisselingen"))


def test_an_endless_word_is_left_alone(dutch):
    assert dutch.parts("raad" * 500) == ()
