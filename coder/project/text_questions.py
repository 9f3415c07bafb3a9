"""Questions about transcripts and their texts: which are one, and which correction holds."""

from __future__ import annotations

from collections.abc import Iterator

from coder.identity import Id, content_hash
from coder.merge import questions as asking
from coder.merge.edits import edits
from coder.merge.questions import Question
from coder.printable import one_line
from coder.project.one_name import free_name, pairs, people
from coder.project.project import Project
from coder.store import code_records, records, unsettled
from coder.store.followed import competing_texts, corrected, lost
from coder.store.memos import memos_as_made
from coder.store.texts import Texts

SHOWN = 60
"""Characters of a text that is quoted in a question."""


def about_transcripts(project: Project) -> Iterator[Question]:
    """Transcripts of one text under two names, and of one name with two texts."""
    db = project.store.db
    names = records.document_names(db)
    texts = [
        (document, content_hash(text.rstrip()))
        for document, text in unsettled.beginnings(db)
        if document in names
    ]
    alike = set()
    for _, *pair in pairs(project, "document", list(dict.fromkeys(texts))):
        one, other = pair
        if frozenset(pair) in alike:
            continue
        alike.add(frozenset(pair))
        words = f"'{names[one]}' and '{names[other]}' have the same text. Are they one?"
        yield asking.same_transcript(words, (one, other), (names[one], names[other]))
    for name, one, other in pairs(project, "document", list(names.items())):
        if frozenset((one, other)) not in alike:
            yield _namesakes(project, name, one, other)


def _namesakes(project: Project, name: str, one: Id, other: Id) -> Question:
    """Whether two transcripts of one name with different texts are one."""
    db, who = project.store.db, people(project)
    first, second = (records.document(db, eid) for eid in (one, other))
    spoken = {second.text[turn.start : turn.end].strip() for turn in second.turns}
    turns = [first.text[turn.start : turn.end].strip() for turn in first.turns]
    shared = sum(turn in spoken for turn in turns)
    both = enumerate(zip(first.text, second.text, strict=False))
    start = next((at for at, (a, b) in both if a != b), min(len(first.text), len(second.text)))
    start = max(first.text.rfind(" ", 0, start) + 1, start - 20, 0)
    texts = [
        f"“{'… ' if start else ''}{one_line(text.text[start:], SHOWN)}” "
        f"({who.get(unsettled.made_by(db, 'document', text.id), 'somebody')}, {text.words:,} words)"
        for text in (first, second)
    ]
    words = (
        f"Two transcripts are called '{name}', with different texts: {shared:,} of "
        f"{len(turns):,} turns are alike. Are they one?"
    )
    return asking.namesakes(words, (one, other), (texts[0], texts[1]), free_name(project, other))


def about_corrections(project: Project) -> Iterator[Question]:
    """Texts corrected in two ways at one place, and codings and memos whose words are gone."""
    db, names = project.store.db, records.document_names(project.store.db)
    who, codes = people(project), {one.id: one.name for one in code_records.codes(db)}
    competing = competing_texts(db)
    for document, revisions in competing.items():
        if document in names:
            texts = Texts(db)
            shown = max(revisions)
            order = [shown, *(eid for eid in revisions if eid != shown)]
            makers = {eid: unsettled.made_by(db, "revision", eid) for eid in order}
            said = [
                (
                    eid,
                    _differing(texts(eid), texts(order[order[0] == eid])),
                    who.get(makers[eid], "somebody"),
                    makers[eid],
                )
                for eid in order
            ]
            words = f"'{names[document]}' was corrected in {len(order)} ways at one place."
            yield asking.corrected_twice(words, document, said)
    newest = corrected(db)
    for one in lost(db, records.codings_as_made(db)) if newest else []:
        whose, code = who.get(one.coder, "somebody"), codes.get(one.code, "")
        words = (
            f"The words “{one_line(one.quote, SHOWN)}” were taken out of '{names[one.document]}', "
            f"and on them is a coding of {whose}: '{code}'."
        )
        yield asking.words_gone(words, "coding", one.id, newest[one.document])
    for memo in lost(db, memos_as_made(db, "span")) if newest else []:
        document = memo.document or ""
        if document not in names:
            continue
        words = (
            f"The words “{one_line(memo.quote, SHOWN)}” were taken out of '{names[document]}', "
            f"and on them is a memo: “{one_line(memo.text, SHOWN)}”."
        )
        yield asking.words_gone(words, "memo", memo.id, newest[document])


def _differing(text: str, other: str) -> str:
    """The first place where a text differs from another, with some words around it."""
    first = next(iter(edits(text, other)), None)
    if first is None:
        return "the same words, with other speakers"
    start = text.rfind(" ", 0, max(first.start - 20, 0)) + 1
    end = text.find(" ", first.end + 20)
    return f"… {one_line(text[start : None if end < 0 else end], 3 * SHOWN)} …"
