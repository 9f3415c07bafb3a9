"""Decisions made by hand: edges in turn, cuts at blanks, parts with codes of their own."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from several_coders import conversation

from coder.resolved import Piece
from coder.tui.spot_draft import cut, draft_of, moved, next_edge, recoded, without

TALK = conversation("gesprek", "Hoe?", "Er was geld genoeg. Er was tijd.")
BEGIN = TALK.text.index("Er was geld")


def piece(words: str, code: str = "a") -> Piece:
    start = TALK.text.index(words)
    return Piece(start, start + len(words), code)


def words_of(pieces: tuple[Piece, ...]) -> list[str]:
    return [TALK.text[one.start : one.end] for one in pieces]


def test_every_edge_comes_to_hand_in_turn() -> None:
    draft = draft_of([piece("Er was tijd."), piece("geld")])
    seen = []
    for _ in range(4):
        seen.append(draft.place)
        draft = next_edge(draft)
    one, other = piece("geld"), piece("Er was tijd.")
    assert seen == [one.end, other.start, other.end, one.start]
    assert draft == draft_of([one, other])


def test_moving_one_piece_leaves_the_others() -> None:
    draft = draft_of([piece("geld"), piece("tijd")])
    draft = moved(draft, TALK, end=False, by="word", forward=False)
    assert words_of(draft.pieces) == ["was geld", "tijd"]
    assert not draft.end
    draft = moved(draft, TALK, end=True, by="character", forward=False)
    assert words_of(draft.pieces) == ["was gel", "tijd"]


def test_a_cut_is_at_the_edge_of_a_coder_or_in_the_middle() -> None:
    whole = piece("Er was geld genoeg. Er was tijd.")
    edge = piece("Er was tijd.").start
    for edges, first in (([edge], "Er was geld genoeg."), ([], "Er was geld genoeg.")):
        halves = cut(draft_of([whole]), TALK.text, edges)
        assert halves is not None
        assert words_of(halves.pieces) == [first, "Er was tijd."]
    halves = cut(draft_of([whole]), TALK.text, [piece("geld").start, whole.start, whole.end])
    assert halves is not None
    assert words_of(halves.pieces)[0] == "Er was"
    assert cut(draft_of([piece("geld")]), TALK.text, []) is None


def test_a_part_gets_another_code_or_goes() -> None:
    draft = recoded(draft_of([piece("geld"), piece("tijd")]), "b")
    assert draft.pieces == (piece("geld", "b"), piece("tijd"))
    left = without(next_edge(draft))
    assert left is not None
    assert left.pieces == (piece("geld", "b"),)
    assert without(left) is None


@given(st.lists(st.sampled_from(["cut", "edge", "end", "start", "other"]), max_size=12))
def test_whatever_one_does_pieces_stay_whole_and_in_order(deeds: list[str]) -> None:
    draft = draft_of([piece("Er was geld genoeg. Er was tijd.")])
    for deed in deeds:
        match deed:
            case "cut":
                draft = cut(draft, TALK.text, []) or draft
            case "edge":
                draft = next_edge(draft)
            case "other":
                draft = recoded(draft, "b")
            case _:
                draft = moved(draft, TALK, end=deed == "end", by="word", forward=False)
        assert list(draft.pieces) == sorted(set(draft.pieces))
        assert 0 <= draft.at < len(draft.pieces)
        turn = TALK.turns[1]
        assert all(turn.start <= one.start < one.end <= turn.end for one in draft.pieces)
