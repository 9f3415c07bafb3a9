"""A tiny language for tests: lemmas, compounds and unknown words as tables."""

import re

from coder.linguistic import Analysis, Part, SeparableVerb, Token, Word
from coder.model import Code, Polarity, Term

LEMMAS = {
    "wisselt": ("wisselen",),
    "gewisseld": ("wisselen",),
    "wisselde": ("wisselen",),
    "haakte": ("haken",),
    "haken": ("haken",),
    "gehaakt": ("haken",),
    "afgehaakt": ("afhaken",),
    "leden": ("lid", "lijden"),
    "nemen": ("nemen",),
    "neemt": ("nemen",),
    "plannen": ("plan", "plannen"),
    "netten": ("net",),
    "planten": ("plant",),
    "raadt": ("raden",),
    "warmtenetten": ("warmtenet",),
}
PARTS = {
    "personeelsverloop": ("personeels:personeel", "verloop:verloop"),
    "personeelswisseling": ("personeels:personeel", "wisseling:wisseling"),
    "warmtenet": ("warmte:warmte", "net:net"),
    "gemeenteraad": ("gemeente:gemeente", "raad:raad"),
    "wijkplan": ("wijk:wijk", "plan:plan"),
    "rolverdeling": ("rol:rol", "verdeling:verdeling"),
    "gemeenteraadslid": ("gemeente:gemeente", "raads:raad", "lid:lid"),
}
UNKNOWN = {"vertouwen", "doorstrom", "wiseling", "kapaciteit", "cooperatie", "vrouwem"}
VERBS = {"afhaken": ("af", "haken"), "opnemen": ("op", "nemen"), "loslaten": ("los", "laten")}


class Dutch:
    """Enough of a language for the tables above."""

    def lemmas(self, form):
        return LEMMAS.get(form, (form,))

    def is_known(self, form):
        return form not in UNKNOWN

    def split_verb(self, verb):
        return VERBS.get(verb)


def word(form):
    parts, start = [], 0
    for part in PARTS.get(form, ()):
        surface, lemma = part.split(":")
        parts.append(Part(start, start + len(surface), lemma))
        start += len(surface)
    filler = form in ("uh", "ehm") or not form[0].isalnum()
    lemmas = LEMMAS.get(form, (form,))
    return Word(form, lemmas, tuple(parts), form not in UNKNOWN, filler)


def analyse(text, start=0, absent=(), reduced=(), separable=()):
    """The reading of one segment; the named forms are denied or weakened."""
    tokens = []
    for match in re.finditer(r"[\w'-]+|[^\w\s]", text):
        form = match.group().lower()
        polarity = Polarity.PRESENT
        if form in absent:
            polarity = Polarity.ABSENT
        elif form in reduced:
            polarity = Polarity.REDUCED
        tokens.append(Token(start + match.start(), start + match.end(), word(form), polarity))
    verbs = tuple(SeparableVerb(*verb) for verb in separable)
    return Analysis(start, start + len(text), tuple(tokens), verbs)


def code(*terms, number=1, position=0):
    made = tuple(term if isinstance(term, Term) else Term(term) for term in terms)
    return Code(f"{number:032x}", str(number), f"code {number}", terms=made, position=position)
