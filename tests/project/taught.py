"""A small project to teach: two fictional talks, three codes, and people who code in it."""

from contextlib import contextmanager

from coder.model import Code, Codebook, Document, Role, Term, Turn
from coder.project.codebooks import import_codebook
from coder.project.coding import code_span
from coder.project.importing import document_drafts
from coder.project.project import create_project, open_project
from coder.segment import segments
from coder.store.replica import Person

BOOK = "0" * 31 + "1"
NAMES = ("doorstroom", "vertrouwen", "geld")
CODES = tuple(
    Code(f"{n:032x}", name, name, terms=(Term(term),), codebook=BOOK, position=n)
    for n, (name, term) in enumerate(
        zip(NAMES, ("opvolger", "vertrouwen", "subsidie"), strict=True), 1
    )
)
FIRST = (
    "De wethouder ging weg en er kwam een opvolger.",
    "Die wist helemaal nergens van.",
    "Dan moesten wij alles weer van voren af aan uitleggen.",
    "Ook het vertrouwen was daarmee verdwenen.",
    "De subsidie was intussen op.",
)
SECOND = (
    "Bij ons ging de ambtenaar weg.",
    "Toen moesten wij alles weer van voren af aan uitleggen.",
    "De opvolger kende niemand in het dorp.",
    "Het geld was op.",
)


def talk(name, lines):
    text = " ".join(lines)
    return Document(name, text, (Turn(0, len(text), "R", Role.RESPONDENT),))


def make(path, codes=CODES):
    create_project(path)
    with open_project(path) as project:
        for one in (talk("een", FIRST), talk("twee", SECOND)):
            project.store.write("import", lambda one=one: document_drafts(project, one))
        import_codebook(project, Codebook(BOOK, "Proef", codes=codes))


@contextmanager
def as_other(path):
    person = Person("00000000000070008000000000000009", "Ander", open_replica(path))
    with open_project(path, person) as project:
        yield project


def open_replica(path):
    with open_project(path) as project:
        return project.me.replica


def code_it(project, document, number, name):
    text = project.document(document)
    one = segments(text)[number]
    return code_span(project, text, one.start, one.end, project.code(name))
