from coder.model import Code, Term
from coder.suggest.sharing import SharedTerm, shared_terms


def code(name, *terms):
    return Code(name, name, name, terms=tuple(Term(text) for text in terms))


def test_terms_that_mean_the_same_are_found_however_they_are_written():
    codes = [
        code("a", "Wisselen", "haken + af", "(een|zijn) huis"),
        code("b", "wisselen", "afhaken", "(zijn|een)  huis", "wisselen"),
        code("c", "=wisselen", "kapot ("),
    ]
    assert shared_terms(codes) == [
        SharedTerm("Wisselen", ("a", "b")),
        SharedTerm("haken + af", ("a", "b")),
        SharedTerm("(een|zijn) huis", ("a", "b")),
    ]
    assert shared_terms(codes[2:]) == []
