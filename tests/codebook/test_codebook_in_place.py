"""A hand-written file keeps its comments, order and quotes when a codebook is written over it."""

from dataclasses import replace

import pytest
from codebook_strategies import codebooks
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from coder.codebook import read_codebook, write_codebook
from coder.errors import InputError
from coder.identity import code_id
from coder.model import Code, Term


@pytest.fixture
def path(tmp_path, data):
    target = tmp_path / "codes.yaml"
    target.write_bytes((data / "codebooks" / "hand_written.yaml").read_bytes())
    return target


def changed(codebook, key, **fields):
    codes = tuple(replace(code, **fields) if code.key == key else code for code in codebook.codes)
    return replace(codebook, codes=codes)


def code_of(codebook, key):
    return next(code for code in codebook.codes if code.key == key)


def difference(before, after):
    """Lines only before, and lines only after."""
    old, new = before.splitlines(), after.splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


def written(path, codebook):
    before = path.read_text()
    write_codebook(path, codebook)
    found = read_codebook(path)
    assert replace(found, codes=()) == replace(codebook, codes=())
    assert [replace(code, position=0) for code in found.codes] == [
        replace(code, position=0) for code in sorted(codebook.codes, key=lambda c: c.position)
    ]
    return difference(before, path.read_text())


def test_reads_every_way_of_writing(path):
    book = read_codebook(path)
    assert [code.key for code in book.codes] == [
        "vertrouwen",
        "mensen",
        "doorstroom",
        "capaciteit",
        "borging",
    ]
    trust, people, turnover, capacity, _ = book.codes
    assert book.description == "Een omschrijving die over regels loopt."
    assert trust.definition == "Elkaar geloven.\n\nJe woord houden."
    assert trust.include[1] == "argwaan: ook"
    assert trust.terms[2] == Term("geloven", 0.5)
    assert trust.colour == "#008080"
    assert trust.hotkey == "1"
    assert people.definition == "alles over mensen"
    assert turnover.parent == capacity.parent == book.codes[4].parent == people.id
    assert turnover.terms[2] == Term("net", 0.5, ("internet", '"net als"'))
    assert turnover.id == code_id(book.id, "doorstroom")


def test_nothing_changed_means_no_byte_changed(path):
    before = path.read_bytes()
    write_codebook(path, read_codebook(path))
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("key", "field", "value", "gone", "come"),
    [
        (
            "vertrouwen",
            "english",
            "confidence",
            ["    english: trust"],
            ["    english: confidence"],
        ),
        (
            "vertrouwen",
            "hotkey",
            "",
            ["    hotkey: 1"],
            [],
        ),
        (
            "vertrouwen",
            "colour",
            "#5b8def",
            ["    colour: teal"],
            ['    colour: "#5b8def"'],
        ),
        (
            "vertrouwen",
            "exclude",
            ("a", "b: c"),
            ["    exclude: vertrouwen in techniek"],
            ['    exclude: [a, "b: c"]'],
        ),
        (
            "vertrouwen",
            "definition",
            "Kort.",
            ["    definition: |", "      Elkaar geloven.", "      Je woord houden."],
            ["    definition: Kort."],
        ),
        (
            "vertrouwen",
            "include",
            ("argwaan: ook", "nieuw"),
            ["      - ze dachten dat we een verborgen agenda hadden   # R1"],
            ["      - nieuw"],
        ),
        (
            "borging",
            "definition",
            "een\n\ntwee",
            [],
            ["    definition: |-", "      een", "      twee"],
        ),
        (
            "borging",
            "terms",
            (Term("borgen"),),
            ["    terms:"],
            ["    terms: [borgen]"],
        ),
        (
            "borging",
            "name",
            "Borging: blijvend",
            ["  - name: Borging"],
            ['  - name: "Borging: blijvend"', "    key: borging"],
        ),
    ],
)
def test_one_field_changes_only_its_lines(path, key, field, value, gone, come):
    book = changed(read_codebook(path), key, **{field: value})
    assert written(path, book) == (gone, come)


def test_terms_change_one_by_one(path):
    book = read_codebook(path)
    terms = code_of(book, "doorstroom").terms
    book = changed(
        book,
        "doorstroom",
        terms=(terms[0], Term("opvolger"), terms[2], terms[3], Term("vertrek", 0.5)),
    )
    gone, come = written(path, book)
    assert gone == ['            - "weer ... opnieuw"']
    assert come == ["            - opvolger", "            - {term: vertrek, weight: 0.5}"]


def test_a_code_in_braces_is_rewritten_in_braces(path):
    book = changed(read_codebook(path), "capaciteit", english="capacity: staff")
    gone, come = written(path, book)
    assert len(gone) == len(come) == 1
    assert come[0].startswith("        - {name: Capaciteit, english: ")


def test_codes_come_and_go_and_move(path):
    book = read_codebook(path)
    fresh = Code(code_id(book.id, "tempo"), "tempo", "Tempo", codebook=book.id, position=9)
    added = replace(book, codes=(*book.codes, fresh))
    assert written(path, added) == ([], ["  - name: Tempo"])
    removed = replace(added, codes=tuple(c for c in added.codes if c.key != "borging"))
    gone, come = written(path, removed)
    assert (gone, come) == (["  - name: Borging", "    parent: mensen", "    terms:"], [])
    moved = changed(removed, "doorstroom", parent=None, position=9)
    gone, come = written(path, moved)
    assert [line.strip() for line in gone] == [line.strip() for line in come]
    assert "# typical of interviews" in path.read_text()


def test_codes_change_places_with_their_comments(path):
    book = read_codebook(path)
    order = {"borging": 0, "mensen": 1, "doorstroom": 2, "capaciteit": 3, "vertrouwen": 4}
    codes = tuple(replace(code, position=order[code.key]) for code in book.codes)
    assert written(path, replace(book, codes=codes)) == ([], [])


def test_windows_line_ends_and_the_mark_of_bytes_stay(path):
    text = path.read_text().replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    write_codebook(path, changed(read_codebook(path), "vertrouwen", english="faith"))
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf# Codeboek")
    assert content.count(b"\n") == content.count(b"\r\n")
    assert b"english: faith\r\n" in content


def test_json_is_a_codebook_too(tmp_path):
    path = tmp_path / "codes.json"
    path.write_text('{"name": "A", "codes": [{"name": "B", "terms": ["c"]}]}')
    book = changed(read_codebook(path), "b", english="bee")
    write_codebook(path, book)
    assert read_codebook(path) == book


def test_a_faulty_file_is_not_overwritten(tmp_path, data):
    path = tmp_path / "codes.yaml"
    path.write_text("name: A\ncodes:\n  - {}\n")
    book = read_codebook(data / "codebooks" / "hand_written.yaml")
    with pytest.raises(InputError, match="line 3"):
        write_codebook(path, book)
    assert path.read_text() == "name: A\ncodes:\n  - {}\n"


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "bell\x07"},
        {"terms": (Term("("),)},
        {"terms": (Term("a b", 2.0),)},
        {"colour": "blurple"},
        {"parent": "0" * 32},
        {"name": "Mensen"},
        {"hotkey": "12"},
        {"name": "x\u202ey"},
    ],
)
def test_what_would_not_read_back_is_not_written(path, fields):
    before = path.read_bytes()
    book = changed(read_codebook(path), "vertrouwen", **fields)
    with pytest.raises(InputError):
        write_codebook(path, book)
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


@given(data_=st.data())
@settings(
    deadline=None,
    max_examples=40,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_comments_outside_what_changed_survive(path, data, data_):
    original = (data / "codebooks" / "hand_written.yaml").read_bytes()
    path.write_bytes(original)
    book = read_codebook(path)
    other = data_.draw(codebooks(), label="texts to use")
    codes = list(book.codes)
    for donor in other.codes:
        index = data_.draw(st.integers(0, len(codes) - 1))
        codes[index] = replace(
            codes[index],
            english=donor.english,
            examples=donor.examples,
            terms=(*codes[index].terms, *donor.terms),
        )
    wanted = replace(book, codes=tuple(codes))
    write_codebook(path, wanted)
    assert read_codebook(path) == wanted
    after = path.read_text()
    for line in original.decode().splitlines():
        if "#" in line and "terms: [" not in line:
            assert line[line.index("# ") :] in after
