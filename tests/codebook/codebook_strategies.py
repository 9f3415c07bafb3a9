"""Codebooks of any shape for property tests."""

from hypothesis import strategies as st

from coder.codebook.fields import codebook_id
from coder.codebook.tree import is_control
from coder.identity import code_id
from coder.model import Code, Codebook, Term

LINE = (
    st.text(
        st.characters(exclude_categories=("Cc", "Cs")).filter(lambda c: not is_control(c)),
        min_size=1,
        max_size=24,
    )
    .map(str.strip)
    .filter(bool)
)
AWKWARD = st.sampled_from(
    """no
null
~
1
1e5
true
2024-01-01
a: b
a #b
- x
't gaat
"ja"
#5
@x
%y
*z
&a
!b
|
>
[x]
{y}
коды
x:
back\\slash
a,b
? q
---
...
0x1F
=
<<""".splitlines()
)
NAME = st.one_of(LINE, AWKWARD)
PROSE = st.one_of(
    st.just(""),
    NAME,
    st.lists(st.one_of(NAME, st.just(""), st.just("  indented")), min_size=2, max_size=4)
    .map("\n".join)
    .map(lambda text: text.strip("\n")),
)
WORD = st.sampled_from(
    [
        "vertrouwen",
        "weer ... opnieuw",
        "haken + af",
        '"net als"',
        "(een|zijn)",
        "=was",
        "'t",
        "x*ab",
    ]
)
TERM = st.builds(
    Term,
    WORD,
    st.one_of(st.just(1.0), st.floats(0.01, 1.0)),
    st.lists(WORD, max_size=2, unique=True).map(tuple),
)
TEXTS = st.lists(PROSE.filter(bool), max_size=3).map(tuple)


@st.composite
def codebooks(draw, id_of=None, max_codes=6):
    """Any codebook that can be written; codes of `id_of`'s codebook may come back changed."""
    name = draw(NAME)
    identity = draw(st.one_of(st.just(codebook_id(name)), st.uuids().map(lambda one: one.hex)))
    keys = draw(st.lists(NAME, max_size=max_codes, unique=True))
    names = draw(st.lists(NAME, min_size=len(keys), max_size=len(keys), unique_by=str.casefold))
    ids = [
        draw(st.one_of(st.just(code_id(identity, key)), st.uuids().map(lambda one: one.hex)))
        for key in keys
    ]
    if id_of is not None:
        reused = draw(st.permutations([code.id for code in id_of.codes]))
        ids = [*reused, *ids][: len(keys)] if draw(st.booleans()) else ids
        identity = id_of.id if draw(st.booleans()) else identity
    hotkeys = draw(st.permutations("123456789"))
    codes = []
    for position, (key, label, one) in enumerate(zip(keys, names, ids, strict=True)):
        parent = draw(st.one_of(st.none(), st.sampled_from(ids[:position]))) if position else None
        codes.append(
            Code(
                id=one,
                key=key,
                name=label,
                english=draw(st.one_of(st.just(""), NAME)),
                parent=parent,
                definition=draw(PROSE),
                include=draw(TEXTS),
                exclude=draw(TEXTS),
                examples=draw(TEXTS),
                terms=tuple(draw(st.lists(TERM, max_size=4))),
                colour=draw(st.sampled_from(["", "#5b8def", "#000000"])),
                hotkey=hotkeys[position] if draw(st.booleans()) and position < 9 else "",
                codebook=identity,
            )
        )
    order = draw(st.permutations(range(len(codes))))
    placed = sorted(zip(order, codes, strict=True), key=lambda pair: pair[0])
    codes = [
        Code(**{**_fields(code), "position": position}) for position, (_, code) in enumerate(placed)
    ]
    language = draw(st.sampled_from(["nl", "en", "de"]))
    return Codebook(identity, name, language, draw(PROSE), tuple(codes))


def _fields(code):
    return {name: getattr(code, name) for name in Code.__slots__}
