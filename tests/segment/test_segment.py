from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.model import Cue, Document, Turn
from coder.segment import MAX_WORDS, segments, sentences


def cut(text):
    return [text[start:end] for start, end in sentences(text)]


def document(text, *spans, cues=()):
    turns = tuple(Turn(start, end, cues=tuple(cues)) for start, end in spans or [(0, len(text))])
    return Document("test", text, turns)


@pytest.mark.parametrize(
    "parts",
    [
        ["Nou, dat klopt.", "Maar niet altijd!", "Toch?"],
        ["Dat zei dhr. Jansen gisteren.", "Hij lachte."],
        ["Bel J. de Vries of A.B. Smit even."],
        ["Het gaat mis, d.w.z. er komt niets van terecht.", "Jammer."],
        ["We hebben o.a. Groningen en Assen gevraagd.", "Niemand kwam."],
        ["Stoelen, tafels enz.", "Daarna gingen we weg."],
        ["En toen... ja, toen was het op.", "Tja…", "Dat was dat."],
        ['Hij zei: "Dat doe ik niet."', "Punt."],
        ["‘Wat nu?’ vroeg ze.", "‘Niets.’", "Ze zuchtte."],
        ["Dat was in 2017.", "Sindsdien is het stil."],
        ["Zie blz. 12 en art. 3 van de wet.", "Verder niets."],
        ["1. Inleiding en doel.", "2. Aanpak."],
        ["Hij kwam 's avonds.", "'s Morgens sliep hij."],
        ["Dat kostte 2.500 euro per kWh.", "Veel dus."],
        ["Die (?) man kwam (!) niet.", "Echt."],
        ["Ik kies plan B.", "Dat is beter."],
        ["Hij werkt bij dr. Ir. Bakker b.v. in Zwolle."],
        ["Kijk op www.voorbeeld.nl voor meer.", "Doen!"],
    ],
)
def test_sentences_end_where_readers_end_them(parts):
    assert cut(" ".join(parts)) == parts


def test_newline_always_ends_a_sentence():
    assert cut("Achtergrond\nzij werkt er al lang\r\n\nen graag") == [
        "Achtergrond",
        "zij werkt er al lang",
        "en graag",
    ]


@pytest.mark.parametrize("end", [*"\n\r\v\f\x85\u2028\u2029", "\r\n", " \n ", "\t\u2028\t"])
def test_every_kind_of_line_end_ends_a_sentence_and_other_white_space_does_not(end):
    assert cut(f"een{end}twee drie\u00a0vier\tvijf") == ["een", "twee drie\u00a0vier\tvijf"]


def test_text_without_capitals_is_cut_at_its_full_stops():
    text = "ja dat klopt. dat was lastig, bijv. in de winter. toen stopten we."
    assert cut(text) == ["ja dat klopt.", "dat was lastig, bijv. in de winter.", "toen stopten we."]


def test_marks_without_words_join_the_sentence_before_them():
    assert cut("Dat is zo. ... Ja.") == ["Dat is zo. ...", "Ja."]


def test_no_segment_crosses_a_turn():
    text = "A: dat weet ik\nB: niet zeker"
    got = segments(document(text, (3, 14), (18, 29)))
    assert [(text[s.start : s.end], s.turn) for s in got] == [
        ("dat weet ik", 0),
        ("niet zeker", 1),
    ]


def test_unpunctuated_speech_is_cut_at_cue_borders():
    pieces = [f"en toen zei hij stuk{n} van het verhaal nog een keer" for n in range(9)]
    text = " ".join(pieces)
    starts = [text.index(piece) for piece in pieces]
    cues = [Cue(start, start + len(p), None, None) for start, p in zip(starts, pieces, strict=True)]
    got = segments(document(text, cues=cues))
    assert len(got) > 2
    assert {s.start for s in got} <= set(starts)
    assert max(len(text[s.start : s.end].split()) for s in got) <= MAX_WORDS


def test_a_pause_decides_between_two_cue_borders():
    words = "we gingen daar altijd heen met alle buren samen"
    pieces = [words] * 4
    text = " ".join(pieces)
    step = len(words) + 1
    times = [(0, 900), (900, 1900), (3900, 4900), (4900, 5900)]
    cues = [Cue(i * step, i * step + len(words), *times[i]) for i in range(4)]
    assert 2 * step in [s.start for s in segments(document(text, cues=cues))]


def test_long_speech_without_cues_prefers_the_start_of_a_clause():
    text = " ".join(["dat was een heel groot huis met veel oude kamers"] * 2)
    text += " maar " + " ".join(["iedereen kon daar gewoon elke dag naar binnen lopen"] * 2)
    got = [text[s.start : s.end] for s in segments(document(text))]
    assert any(piece.startswith("maar ") for piece in got)
    assert " ".join(got) == text


def test_a_long_punctuated_sentence_stays_whole():
    text = "Omdat het regende, " + "en het dorp klein is, " * 12 + "bleven we thuis."
    assert len(segments(document(text))) == 1


def test_cutting_is_linear_on_hostile_text():
    for hostile in ("." * 100_000, "a.b." * 50_000, '"' * 100_000, "x " * 50_000, "!? " * 50_000):
        got = segments(document(hostile))
        assert "".join(hostile[s.start : s.end] for s in got).replace(" ", "") == hostile.replace(
            " ", ""
        )


spoken = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from(" \n.!?…,'\"(-Aa1")),
    max_size=200,
)


@given(spoken, st.lists(st.integers(0, 200), max_size=6))
def test_every_word_of_a_turn_is_in_exactly_one_segment(text, borders):
    edges = sorted({0, len(text), *(min(border, len(text)) for border in borders)})
    turns = list(pairwise(edges))
    doc = document(text, *turns) if turns else document(text)
    got = segments(doc)
    assert got == sorted(got, key=lambda s: s.start)
    for before, after in pairwise(got):
        assert before.end <= after.start
    for index, turn in enumerate(doc.turns):
        own = [text[s.start : s.end] for s in got if s.turn == index]
        assert all(piece and piece == piece.strip() for piece in own)
        assert " ".join(own).split() == text[turn.start : turn.end].split()
    assert all(doc.turns[s.turn].start <= s.start < s.end <= doc.turns[s.turn].end for s in got)


@given(spoken)
def test_sentences_cover_all_words(text):
    assert " ".join(cut(text)).split() == text.split()
