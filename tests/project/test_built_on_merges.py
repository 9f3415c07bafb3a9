"""A merge is not taken back while something written later cites what it brought."""

import pytest
from teamwork import put, state

from coder.errors import InputError
from coder.project.codes import add_code, place_code
from coder.project.coding import codings, find_quote, undo
from coder.project.correcting import correct
from coder.project.joining import merge_codes
from coder.project.memos import write_memo
from coder.project.merging import merge, undo_merge
from coder.project.purging import purge


def correct_more(project, folder, old, new):
    document = project.document("d01")
    file = folder / "beter.txt"
    file.write_text(document.text.replace(old, new), "utf-8")
    correct(project, document, file)


def memo_on_coding(anna, folder):
    write_memo(
        anna, "coding", codings(anna)[0].id, "zie je wel", document=codings(anna)[0].document
    )


def memo_on_words(anna, folder):
    document = anna.document("d01")
    span = find_quote(document, "coöperatie")
    write_memo(
        anna, "span", document.id, "?", document=document.id, revision=document.revision, span=span
    )


def code_below(anna, folder):
    place_code(anna, anna.code("doorstroom"), anna.code("van bram").id)


def code_merged(anna, folder):
    merge_codes(anna, anna.code("doorstroom"), anna.code("van bram"))


def text_corrected(anna, folder):
    correct_more(anna, folder, "coöperatie", "stichting")


@pytest.mark.parametrize(
    "deed", [memo_on_coding, memo_on_words, code_below, code_merged, text_corrected]
)
def test_what_names_something_that_came_by_the_merge_holds_it(team, monkeypatch, tmp_path, deed):
    with team.at("bram", monkeypatch) as bram:
        put(bram, "d01", 0, 4, "trust")
        add_code(bram, "van bram")
        correct_more(bram, tmp_path, "Er was", "Er was eens")
    with team.at("anna", monkeypatch) as anna:
        before = state(anna)
        merge(anna, [team.path("bram")])
        deed(anna, tmp_path)
        now = state(anna)
        with pytest.raises(InputError, match="on what this merge brought"):
            undo_merge(anna)
        assert state(anna) == now
        assert before != now


def test_other_work_hinders_nothing(team, monkeypatch):
    """Neither on what was here before, nor the purge of a transcript."""
    with team.at("bram", monkeypatch) as bram:
        put(bram, "d01", 0, 4, "trust")
    with team.at("anna", monkeypatch) as anna:
        put(anna, "d02", 0, 4, "trust")
        merge(anna, [team.path("bram")])
        write_memo(anna, "coding", codings(anna, coder=anna.me.id)[0].id, "van mij")
        add_code(anna, "van anna")
        undo(anna)
        purge(anna, anna.document("d02"))
        undo_merge(anna)
        assert codings(anna) == []
        state(anna)
