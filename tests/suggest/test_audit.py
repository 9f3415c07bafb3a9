from coder.suggest.audit import is_audited


def test_about_every_tenth_segment_is_audited():
    for document in ("a" * 32, "b" * 32):
        chosen = [n for n in range(10_000) if is_audited(document, n, n + 7)]
        assert 900 < len(chosen) < 1_100
        third = sum(n < 3_333 for n in chosen)
        assert 250 < third < 420


def test_every_machine_chooses_the_same():
    chosen = [n for n in range(100) if is_audited("a" * 32, n, n + 5)]
    assert chosen == [2, 4, 22, 32, 67, 71, 72, 73, 80, 81]


def test_documents_have_their_own_choice():
    def chosen(document):
        return [n for n in range(500) if is_audited(document, n, n + 1)]

    assert chosen("a" * 32) != chosen("b" * 32)
