"""The reconciling screen: a spot at a time, one key each, nothing of the coders' own touched."""

from __future__ import annotations

from pathlib import Path

import pytest
from coding_desk import listed_lines
from several_coders import code_id, code_of, conversation, person, start, work
from textual.widgets import Input, OptionList, Static

from coder.analysis.agreement.asking import Asked
from coder.analysis.reconciliation.queue import Case, State
from coder.analysis.reconciliation.spots import Spot
from coder.project.agreeing import agree
from coder.project.coding import code_span, codings
from coder.project.comparing import CONSENSUS_ID
from coder.project.importing import document_drafts
from coder.project.memos import write_memo
from coder.project.project import open_project, rename_me
from coder.resolved import Claim
from coder.tui.reconciling_panes import three
from coder.tui.screens.choosing import ChooseOne
from coder.tui.screens.coding import CodingScreen
from coder.tui.screens.picker import CodePicker
from coder.tui.screens.reconciling import ReconcilingScreen
from coder.tui.spot_lines import queue_line
from coder.tui.widgets.spot_list import SpotList
from coder.tui.widgets.spot_view import SpotView

SAID = "Er was geld genoeg. Er was tijd. Nu is er niets meer."
TALK = conversation("gesprek", "Hoe ging het?", SAID, "En toen?", "Ja.")
OTHER = conversation("ander", "Hoe ging het?", SAID, "En toen?", "Ja.")
SIZES = [(80, 24), (120, 40), (200, 50)]


def place(words):
    start = TALK.text.index(words)
    return start, start + len(words)


GIVEN = {
    "Anna": [("geld", "Er was geld genoeg."), ("tijd", "Er was tijd."), ("niets", "Nu is er")],
    "Bas": [("geld", "geld genoeg"), ("tijd", "Er was tijd.")],
    "Carla": [("geld", "geld"), ("niets", "Er was tijd.")],
}


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three coders of one conversation: other edges, which code, and one alone."""
    monkeypatch.setenv("CODER_CONFIG", str(tmp_path / "config"))
    rename_me("Leider")
    (tmp_path / "config" / "settings.yaml").write_text("decide_first: true\n")
    path = tmp_path / "team.coder"
    start(path, [TALK], [code_of(key, place=n) for n, key in enumerate(("geld", "tijd", "niets"))])
    for name, given in GIVEN.items():
        spans = [("gesprek", key, *place(words)) for key, words in given]
        work(path, name, spans, ["gesprek"])
    return path


async def settle(pilot):
    """Wait for what a key set off, and for what that set off."""
    for _ in range(3):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def opened(pilot):
    await settle(pilot)
    await pilot.press("f9")
    await settle(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, ReconcilingScreen)
    return screen


async def press(pilot, *keys):
    for key in keys:
        await pilot.press(key)
    await settle(pilot)


def consensus(path):
    """What the consensus has in the file, as code and words."""
    with open_project(path) as project:
        names = {code.id: code.name for code in project.codes()}
        every = codings(project)
    return [(names[one.code], one.quote) for one in every if one.coder == CONSENSUS_ID]


def said(screen, where):
    return str(screen.query_one(where, Static).render())


def words(screen):
    return str(screen.query_one(SpotView).query_one(Static).render())


def states(screen):
    return [case.state for case in screen.shown]


@pytest.mark.parametrize("size", SIZES)
async def test_a_spot_with_its_versions_and_the_proposal(path, make_app, size):
    app = make_app(path)
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot)
        line = screen.query_one(SpotList).render_line(0).text
        assert "~" in line and "geld" in line
        text = words(screen).splitlines()
        row = next(n for n, one in enumerate(text) if SAID in one or "Er was geld" in one)
        begin = text[row].index("Er was geld")
        for number, (name, given) in enumerate(
            [("1 Anna", "Er was geld genoeg."), ("2 Bas", "geld genoeg"), ("3 Carla", "geld")], 1
        ):
            lane = text[row + number]
            assert lane.startswith(name)
            left = begin + "Er was geld genoeg.".index(given)
            assert lane[left] == "├"
            assert lane[left + len(given) - 1] == "┤"
        assert text[row + 4].startswith("▸ proposed")
        assert "proposed: common (the words that they share)" in said(screen, "#about")
        assert "0 of 3 decided" in said(screen, "#status")
        for widget in (SpotList, SpotView):
            assert screen.query_one(widget).size.height >= 5


@pytest.mark.parametrize(("size", "lines"), [((80, 24), 5), ((100, 40), 11), ((120, 40), 30)])
async def test_the_queue_takes_the_room_there_is(path, make_app, size, lines):
    app = make_app(path)
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot)
        assert screen.query_one(SpotList).scrollable_content_region.height >= lines


async def test_one_key_each_and_on_to_the_next(path, make_app):
    app = make_app(path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await press(pilot, "space")
        assert consensus(path) == [("geld", "geld")]
        assert screen.current.spot.codes[0] == code_id("tijd")
        assert "2 of 3 chose this code" in said(screen, "#about")
        await press(pilot, "3")
        assert consensus(path) == [("geld", "geld"), ("niets", "Er was tijd.")]
        await press(pilot, "x")
        assert states(screen) == [State.SETTLED] * 3
        assert "3 of 3 decided" in said(screen, "#status")
        await press(pilot, "z", "z")
        assert states(screen) == [State.SETTLED, State.OPEN, State.OPEN]
        await press(pilot, "Z")
        assert consensus(path) == [("geld", "geld"), ("niets", "Er was tijd.")]
        await press(pilot, "home", "u")
        assert consensus(path)[0] == ("geld", "Er was geld genoeg.")
        assert "gave just what was decided: Anna 1 of 2" in said(screen, "#about")
        await press(pilot, "home", "d")
        assert states(screen)[0] is State.OPEN
        await press(pilot, "i")
        assert consensus(path)[0] == ("geld", "geld")
    with open_project(path) as project:
        own = [one for one in codings(project) if one.coder != CONSENSUS_ID]
        assert len(own) == sum(map(len, GIVEN.values()))


async def test_undo_reads_only_the_transcript_of_the_act_again(path, make_app, monkeypatch):
    app = make_app(path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await press(pilot, "space")
        monkeypatch.setattr("coder.tui.screens.reconciling.open_board", None)
        await press(pilot, "z")
        assert "undone: decide a spot" in said(screen, "#status")
        assert states(screen) == [State.OPEN] * 3
        await press(pilot, "Z")
        assert states(screen) == [State.SETTLED, State.OPEN, State.OPEN]
        assert "1 of 3 decided" in said(screen, "#status")


async def test_undo_goes_to_the_spot_that_it_opens_again(path, make_app):
    app = make_app(path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await press(pilot, "space", "space")
        assert screen.current is screen.shown[2]
        await press(pilot, "z")
        assert screen.current is screen.shown[1]
        assert "undone: decide a spot" in said(screen, "#status")
        await press(pilot, "z")
        assert screen.current is screen.shown[0]
        await press(pilot, "Z")
        assert (screen.current, states(screen)[0]) == (screen.shown[0], State.SETTLED)


async def test_only_spots_where_coders_differ(path, make_app):
    with open_project(path) as project:
        project.store.write("import", lambda: document_drafts(project, OTHER))
    for name in ("Anna", "Bas", "Carla"):
        work(path, name, [("ander", "geld", *span(OTHER, "geld genoeg"))], ["ander"])
    app = make_app(path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        assert len(screen.shown) == 4
        await press(pilot, "l", "j", "j")
        third = app.screen.query_one(OptionList).get_option_at_index(2)
        assert "all where coders differ (3)" in str(third.prompt)
        await press(pilot, "enter")
        assert len(screen.shown) == 3
        assert all(case.spot.sign != "=" for case in screen.shown)


async def test_what_a_key_cannot_do_is_said(path, make_app):
    app = make_app(path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await press(pilot, "9")
        assert "there is no version 9" in said(screen, "#status")
        await press(pilot, "end", "n")
        assert "none on this side" in said(screen, "#status")
        await press(pilot, "home")
        assert "none on this side" not in said(screen, "#status")
        await press(pilot, "j", "i")
        assert "they share no code" in said(screen, "#status")
        await press(pilot, "j", "2")
        assert "Bas gave nothing here" in said(screen, "#status")
        assert consensus(path) == []


async def test_another_code_and_reasons(path, make_app):
    app = make_app(path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await press(pilot, "m")
        app.screen.query_one(Input).value = "anders is het te ruim"
        await press(pilot, "enter")
        assert "your reason: anders is het te ruim" in said(screen, "#about")
        await press(pilot, "c")
        assert isinstance(app.screen, CodePicker)
        await press(pilot, *"niets", "enter")
        assert consensus(path) == [("niets", "geld")]
        await press(pilot, "home")
        assert "anders is het te ruim" in said(screen, "#about")
        await press(pilot, "m")
        app.screen.query_one(Input).value = "besproken"
        await press(pilot, "enter")
        assert "— besproken" in said(screen, "#about")
        await press(pilot, "n", "P")
        await press(pilot, *"Wie?", "enter")
        assert states(screen)[1] is State.LATER
        assert "1 parked" in said(screen, "#status")


async def test_edges_are_moved_by_the_keys_of_the_coding_screen(path, make_app):
    app = make_app(path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await press(pilot, "shift+right")
        assert "e begins" in said(screen, "#status")
        await press(pilot, "e", "shift+right", "W", "less_than_sign")
        assert "✎ by hand" in words(screen)
        assert consensus(path) == []
        await press(pilot, "e")
        assert consensus(path) == [("geld", "was geld genoe")]
        await press(pilot, "e", "shift+right", "j", "e", "escape")
        assert "left as it was" in said(screen, "#status")
        assert "✎" not in words(screen)
        assert consensus(path) == [("geld", "was geld genoe")]


@pytest.mark.parametrize("save", ["e", "space", "enter"])
async def test_the_edge_in_hand_moves_by_arrows_and_tab_takes_the_next(path, make_app, save):
    app = make_app(path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await press(pilot, "e", "right", "tab", "left", "left", "right", save)
        assert consensus(path) == [("geld", "was geld genoeg")]
        assert screen.draft is None


async def test_a_coding_is_split_and_a_part_gets_another_code(path, make_app):
    app = make_app(path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await press(pilot, "u", "home", "s")
        assert words(screen).count("✎ by hand") == 1
        await press(pilot, "c", *"niets", "enter", "m")
        app.screen.query_one(Input).value = "het zijn er twee"
        await press(pilot, "enter", "e")
        assert sorted(consensus(path)) == [("geld", "geld genoeg."), ("niets", "Er was")]
        assert screen.board.cases[0].earlier[0].reason == "het zijn er twee"
        await press(pilot, "home", "e", "d", "e")
        assert consensus(path) == [("geld", "geld genoeg.")]
        await press(pilot, "home", "e", "d")
        assert "this is all there is" in said(screen, "#status")


async def test_one_word_is_not_split(path, make_app):
    app = make_app(path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await press(pilot, "s")
        assert "one word cannot be split" in said(screen, "#status")
        assert screen.draft is None


async def test_alpha_is_told_as_coded_as_decided_and_with_the_proposal(path, make_app):
    app = make_app(path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        with open_project(path) as project:
            table = agree(project, Asked(measures=("alpha",)))
        given = {line.row.name: line.figure("alpha").value for line in table.lines}
        assert f"tijd: alpha {three(given['tijd'])} between coders" in await at(pilot, 1)
        assert "1.000 if solved so" in said(screen, "#about")
        assert "as decided" not in said(screen, "#about") + said(screen, "#status")
        await press(pilot, "space", "home", "j")
        told = f"tijd: alpha {three(given['tijd'])} between coders, 1.000 as decided"
        assert told in said(screen, "#about")
        together = three(given["all codes together"])
        assert f"alpha {together} → " in said(screen, "#status")
        await press(pilot, "z")
        assert "as decided" not in said(screen, "#status")


async def at(pilot, number):
    """What is told about the spot of a number."""
    await press(pilot, "home", *["j"] * number)
    return said(pilot.app.screen, "#about")


async def test_the_whole_turn_is_shown_on_a_key(tmp_path, monkeypatch, make_app):
    monkeypatch.setenv("CODER_CONFIG", str(tmp_path / "config"))
    rename_me("Leider")
    (tmp_path / "config" / "settings.yaml").write_text("decide_first: true\n")
    path = tmp_path / "lang.coder"
    talk = conversation("lang", "Nou?", "Begin. " + "Er gebeurde van alles. " * 30 + "Einde.")
    start(path, [talk], [code_of("begin")])
    for name in ("Anna", "Bas"):
        work(path, name, [("lang", "begin", *span(talk, "Begin."))], ["lang"])
    app = make_app(path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        assert "Einde" not in words(screen)
        await press(pilot, "t")
        assert "Einde" in words(screen)
        await press(pilot, "t")
        assert "Einde" not in words(screen)


def span(document, words):
    begin = document.text.index(words)
    return begin, begin + len(words)


async def test_rules_are_told_what_they_would_do_before_they_do_it(path, make_app):
    app = make_app(path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await press(pilot, "B")
        assert isinstance(app.screen, ChooseOne)
        await press(pilot, *["j"] * 5, "enter")
        assert consensus(path) == [("geld", "geld genoeg"), ("tijd", "Er was tijd.")]
        assert "decided 2 spots by majority" in said(screen, "#status")
        await press(pilot, "z")
        assert consensus(path) == []


async def test_all_proposals_of_a_kind_are_taken_after_a_yes(path, make_app):
    with open_project(path) as project:
        project.store.write("import", lambda: document_drafts(project, OTHER))
    for name, words_of in (("Anna", "Er was geld genoeg."), ("Bas", "geld genoeg")):
        work(path, name, [("ander", "geld", *span(OTHER, words_of))], ["ander"])
    app = make_app(path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await press(pilot, "A")
        assert "at 2 spots like this (~ common)" in said(app.screen, ".dialog-title")
        await press(pilot, "n")
        assert consensus(path) == []
        await press(pilot, "A", "y")
        assert sorted(consensus(path)) == [("geld", "geld"), ("geld", "geld genoeg")]
        assert "decided 2 spots as proposed" in said(screen, "#status")
        await press(pilot, "A")
        assert "no open spot like this" in said(screen, "#status")
        await press(pilot, "z")
        assert consensus(path) == []


async def test_orders_and_filters(path, make_app):
    app = make_app(path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await press(pilot, "end", "o", "o")
        assert screen.current is screen.shown[0]
        assert [case.spot.sign for case in screen.shown] == ["≠", "~", "1/3"]
        await press(pilot, "l", "j", "enter", "space")
        assert len(screen.shown) == 2
        assert "2 shown" in said(screen, "#status")
        await press(pilot, "escape")
        assert len(screen.shown) == 3
        await press(pilot, "escape")
        assert isinstance(app.screen, CodingScreen)


def test_names_of_several_codes_are_cut_alike():
    first, second = place("Er was tijd."), place("tijd")
    names = {"a" * 32: "persoonlijke relatie", "b" * 32: "termijnperspectief"}
    claims = (
        Claim(*first, "a" * 32, "1" * 32, "c" * 32),
        Claim(*second, "b" * 32, "2" * 32, "d" * 32),
    )
    case = Case(Spot(TALK.id, ("1" * 32, "2" * 32), claims), State.OPEN)
    line = queue_line(case, TALK, names, 45).plain
    assert "persoo… / termij…" in line
    assert len(line) == 45


async def test_names_can_be_hidden(path, make_app):
    with open_project(path, person("Bas")) as project:
        (one,) = [
            one for one in codings(project, coder=project.me.id) if one.code == code_id("geld")
        ]
        write_memo(project, "coding", one.id, "let op de rand", document=one.document)
    app = make_app(path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        assert "memo Bas: let op de rand" in said(screen, "#about")
        await press(pilot, "h")
        shown = words(screen) + said(screen, "#about")
        assert not any(name in shown for name in GIVEN)
        assert "1 A" in shown and "let op de rand" in shown
        await press(pilot, "1")
        assert consensus(path) != []


async def test_nothing_is_shown_in_a_blind_round(path, make_app):
    app = make_app(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.workspace.set_blind(True)
        screen = await opened(pilot)
        assert screen.shown == []
        assert "Blind mode" in listed_lines(screen)[0]
        await press(pilot, "space", "x", "1", "B", "l", "n")
        assert consensus(path) == []


async def test_nothing_to_compare_is_said(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        assert "of two coders or more" in listed_lines(screen)[0]
        await press(pilot, "space", "x", "u", "m", "P", "d", "c", "enter")
        assert isinstance(app.screen, ReconcilingScreen)


async def test_the_mouse_takes_a_version(path, make_app):
    app = make_app(path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        text = words(screen).splitlines()
        row = next(n for n, one in enumerate(text) if one.startswith("2 Bas"))
        await pilot.click(SpotView, offset=(20, row), times=2)
        await settle(pilot)
        assert consensus(path) == [("geld", "geld genoeg")]
        await pilot.click(SpotList, offset=(5, 2))
        await settle(pilot)
        assert screen.current is screen.shown[2]
        await pilot.click(SpotList, offset=(5, 2), times=2)
        await settle(pilot)
        assert isinstance(app.screen, CodingScreen)


async def test_what_others_changed_is_shown_on_coming_back(path, make_app):
    app = make_app(path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await press(pilot, "space", "f2")
        with open_project(path, person("Carla")) as carla:
            document = carla.document("gesprek")
            code_span(carla, document, *place("Er was"), carla.code("geld"))
        await press(pilot, "f9", "home")
        assert states(screen)[0] is State.STALE
        assert "decide again, codings since: 1 new" in said(screen, "#about")
        assert "1 to decide again" in said(screen, "#status")
        await press(pilot, "space")
        assert states(screen)[0] is State.SETTLED
