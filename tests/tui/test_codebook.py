"""The codebook screen by keyboard: every act is saved, said, and taken back by z."""

from dataclasses import replace

import pytest
from rich.cells import cell_len
from textual.widgets import Input, SelectionList, Static, TextArea

from coder.codebook import read_codebook
from coder.errors import InputError
from coder.model import Codebook, Suggestion
from coder.project.codebooks import import_codebook
from coder.project.coding import code_span, codings
from coder.project.project import open_project
from coder.tui.code_findings import Listing
from coder.tui.screens.asking import Confirm
from coder.tui.screens.code_form import CodeForm
from coder.tui.screens.codebook import NO_CODES, CodebookScreen
from coder.tui.screens.coding import CodingScreen
from coder.tui.widgets.code_details import CodeDetails
from coder.tui.widgets.code_tree import CodeTree
from coder.tui.widgets.finding_list import FindingList

SIZES = [(80, 24), (120, 40), (200, 50)]


def code_words(path, name, words, document="talk"):
    with open_project(path) as project:
        text = project.document(document)
        start = text.text.index(words)
        code_span(project, text, start, start + len(words), project.code(name))


def codes(path):
    with open_project(path) as project:
        return {code.name: code for code in project.codes()}


def names(path):
    return list(codes(path))


def coded(path):
    with open_project(path) as project:
        known = {code.id: code.name for code in project.codes()}
        return sorted((known[one.code], one.quote) for one in codings(project))


def text_of(screen, widget):
    """What a list or a text shows, line by line."""
    found = screen.query_one(widget)
    if isinstance(found, Static):
        return str(found.render())
    return [str(found.get_option_at_index(n).prompt) for n in range(found.option_count)]


def status(app):
    return str(app.screen.query_one("#status", Static).render())


async def begin(app, pilot, *keys):
    """Go to the codebook and press keys."""
    await pilot.pause()
    await pilot.press("f4")
    await pilot.pause()
    await press(app, pilot, *keys)
    return app.get_screen("codebook", CodebookScreen)


async def press(app, pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()


async def write(app, pilot, text, *keys):
    """Type into the line that has the focus, in place of what stands there."""
    app.screen.focused.value = text
    await press(app, pilot, *keys)


@pytest.mark.parametrize("size", SIZES)
async def test_the_tree_shows_codes_keys_and_counts(project_path, make_app, size):
    code_words(project_path, "vertrouwen", "vertrouwen")
    code_words(project_path, "vertrouwen", "opeens weg")
    app = make_app(project_path)
    async with app.run_test(size=size) as pilot:
        screen = await begin(app, pilot)
        lines = text_of(screen, CodeTree)
        assert [line.split() for line in lines] == [
            ["1", "▌vertrouwen", "2"],
            ["2", "▌doorstroom"],
            ["3", "▌capaciteit"],
        ]
        width = screen.query_one(CodeTree).size.width
        assert all(len(line) <= width for line in lines)
        assert "Over vertrouwen." in text_of(screen, CodeDetails)
        assert "quotations (2)" in str(screen.query_one("#listings", Static).render())
        assert screen.query_one(FindingList).region.bottom <= size[1] - 2
        assert app.focused is screen.query_one(CodeTree)


async def test_a_code_is_renamed_and_named_back_by_undo(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test() as pilot:
        await begin(app, pilot, "j", "E")
        await write(app, pilot, "verloop", "enter")
        assert names(project_path)[1] == "verloop"
        assert status(app) == "saved: doorstroom is now verloop"
        await press(app, pilot, "z")
        assert names(project_path)[1] == "doorstroom"
        assert status(app) == "undone: rename a code"
        await press(app, pilot, "Z")
        assert names(project_path)[1] == "verloop"


async def test_a_name_that_is_taken_is_told_and_nothing_is_written(project_path, make_app):
    app = make_app(project_path)
    told = []
    app.show_error = told.append
    async with app.run_test() as pilot:
        await begin(app, pilot, "E")
        await write(app, pilot, "Capaciteit", "enter")
        assert names(project_path) == ["vertrouwen", "doorstroom", "capaciteit"]
        assert [error.problem for error in told] == ["There is a code 'capaciteit' already."]


async def test_new_codes_stand_beside_and_under_the_chosen_one(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test() as pilot:
        screen = await begin(app, pilot, "U")
        await write(app, pilot, "wantrouwen", "enter")
        assert screen.current.name == "wantrouwen"
        await press(app, pilot, "A")
        await write(app, pilot, "argwaan", "enter")
        found = codes(project_path)
        parent = found["vertrouwen"].id
        assert (found["wantrouwen"].parent, found["argwaan"].parent) == (parent, parent)
        assert screen.current.name == "argwaan"


async def test_a_digit_is_the_hot_key_and_leaves_the_code_that_had_it(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test() as pilot:
        await begin(app, pilot, "j", "1")
        found = codes(project_path)
        assert (found["doorstroom"].hotkey, found["vertrouwen"].hotkey) == ("1", "")
        assert status(app) == "saved: 1 is doorstroom; vertrouwen lost it"
        await press(app, pilot, "1")
        assert codes(project_path)["doorstroom"].hotkey == ""


async def test_a_colour_is_chosen_by_its_name(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test() as pilot:
        screen = await begin(app, pilot, "C", *"teal", "enter")
        code = codes(project_path)["vertrouwen"]
        assert code.colour == "#008080"
        assert screen.colours[code.id] == "#008080"
        await press(app, pilot, "C")
        assert marked(app) == ["● ███ #008080  as it is now"]
        await press(app, pilot, "enter")
        assert codes(project_path)["vertrouwen"].colour == "#008080"
        await press(app, pilot, "C", *"auto", "enter")
        assert codes(project_path)["vertrouwen"].colour == ""
        await press(app, pilot, "C")
        assert [one.rstrip() for one in marked(app)] == ["● ███      automatic  as it is now"]


def marked(app):
    """The colours that are marked, where the highlight stands on one of them."""
    offered = app.screen.query_one("#colours")
    lines = [str(option.prompt) for option in offered.options]
    assert offered.highlighted is None or "●" in lines[offered.highlighted]
    return [line for line in lines if "●" in line]


async def test_codes_move_with_the_arrows(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test() as pilot:
        screen = await begin(app, pilot, "ctrl+down")
        assert names(project_path) == ["doorstroom", "vertrouwen", "capaciteit"]
        await press(app, pilot, "ctrl+right")
        assert codes(project_path)["vertrouwen"].parent == codes(project_path)["doorstroom"].id
        assert screen.current.name == "vertrouwen"
        await press(app, pilot, "ctrl+left")
        assert codes(project_path)["vertrouwen"].parent is None
        await press(app, pilot, "P", *"capac", "enter")
        assert codes(project_path)["vertrouwen"].parent == codes(project_path)["capaciteit"].id
        for _ in range(4):
            await press(app, pilot, "z")
        assert names(project_path) == ["vertrouwen", "doorstroom", "capaciteit"]


async def test_branches_fold_and_unfold(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test() as pilot:
        screen = await begin(app, pilot, "j", "ctrl+right", "left", "left")
        assert len(text_of(screen, CodeTree)) == 2
        assert "+1" in text_of(screen, CodeTree)[0]
        await press(app, pilot, "right")
        assert len(text_of(screen, CodeTree)) == 3


async def test_the_search_narrows_the_tree_and_escape_ends_it(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test() as pilot:
        screen = await begin(app, pilot, "slash", *"capac")
        assert [line.split()[1] for line in text_of(screen, CodeTree)] == ["▌capaciteit"]
        assert screen.current.name == "capaciteit"
        await press(app, pilot, "enter", "escape")
        assert len(text_of(screen, CodeTree)) == 3
        assert screen.current.name == "capaciteit"


async def test_terms_are_checked_as_they_are_typed_and_saved_when_right(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=(100, 40)) as pilot:
        await begin(app, pilot, "e")
        form = app.screen
        terms = form.query_one("#terms", TextArea)
        terms.text = "vertrouwen\nrekenen (op"
        await pilot.pause()
        fault = form.query_one("#fault", Static)
        assert "line 2, column 9" in str(fault.render())
        await press(app, pilot, "ctrl+s")
        assert app.screen is form
        assert terms.cursor_location == (1, 8)
        terms.text = "vertrouwen\nrekenen op @ 0.5 ! tel*"
        form.query_one("#definition", TextArea).text = "Zich verlaten op een ander."
        await press(app, pilot, "ctrl+s")
        code = codes(project_path)["vertrouwen"]
        assert [(one.text, one.weight, one.unless) for one in code.terms] == [
            ("vertrouwen", 1.0, ()),
            ("rekenen op", 0.5, ("tel*",)),
        ]
        assert code.definition == "Zich verlaten op een ander."
        assert isinstance(app.screen, CodebookScreen)
        await press(app, pilot, "z")
        assert codes(project_path)["vertrouwen"].definition == "Over vertrouwen."


async def test_a_form_that_cannot_be_saved_keeps_what_was_written(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=(100, 40)) as pilot:
        await begin(app, pilot, "e")
        form = app.screen
        form.query_one("#name", Input).value = "capaciteit"
        form.query_one("#examples", TextArea).text = "een\n  regel"
        await press(app, pilot, "ctrl+s")
        assert app.screen is form
        await press(app, pilot, "escape")
        assert app.screen is form
        await press(app, pilot, "escape")
        assert isinstance(app.screen, CodebookScreen)
        assert codes(project_path)["vertrouwen"].examples == ()


async def test_leaving_an_untouched_form_asks_nothing(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(app, pilot, "e")
        assert isinstance(app.screen, CodeForm)
        before = names(project_path)
        await press(app, pilot, "escape")
        assert isinstance(app.screen, CodebookScreen)
        assert names(project_path) == before


async def test_new_terms_are_suggested_by_at_once(project_path, make_app):
    class Service:
        def __init__(self):
            self.asked = []

        async def suggest(self, document):
            self.asked.append(document)
            return [Suggestion(document, 0, 5, "f" * 32, 0.9)]

        async def close(self):
            pass

    service = Service()
    app = make_app(project_path, service)
    async with app.run_test(size=(100, 40)) as pilot:
        await begin(app, pilot, "e")
        before = len(service.asked)
        app.screen.query_one("#terms", TextArea).text = "opnieuw"
        app.workspace.suggestions["another"] = []
        await press(app, pilot, "ctrl+s")
        assert list(app.workspace.suggestions) == service.asked[:1]
        await press(app, pilot, "f2")
        assert len(service.asked) == before + 1
        assert [term.text for term in app.workspace.codes[0].terms] == ["opnieuw"]


async def test_suggestions_stay_where_no_term_was_changed(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test() as pilot:
        await begin(app, pilot)
        before = dict(app.workspace.suggestions)
        assert before
        await press(app, pilot, "7", "m", *"let", "ctrl+s", "f2")
        assert app.workspace.suggestions == before


async def test_merging_asks_and_takes_codings_along_and_comes_back(project_path, make_app):
    code_words(project_path, "doorstroom", "opeens weg")
    code_words(project_path, "vertrouwen", "vertrouwen")
    app = make_app(project_path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await begin(app, pilot, "j", "M", *"vertr", "enter")
        assert isinstance(app.screen, Confirm)
        await press(app, pilot, "n")
        assert len(names(project_path)) == 3
        await press(app, pilot, "M", *"vertr", "enter", "y")
        assert names(project_path) == ["vertrouwen", "capaciteit"]
        assert {name for name, _ in coded(project_path)} == {"vertrouwen"}
        assert screen.current.name == "vertrouwen"
        assert "holds doorstroom" in text_of(screen, CodeDetails)
        await press(app, pilot, "z")
        assert len(names(project_path)) == 3
        await press(app, pilot, "Z", "L", "L", "L")
        assert text_of(screen, FindingList) == ["in vertrouwen:  doorstroom"]
        screen.query_one(FindingList).focus()
        await press(app, pilot, "enter", "y")
        assert ("doorstroom", "opeens weg") in coded(project_path)
        assert screen.current.name == "doorstroom"


async def test_splitting_gives_the_ticked_quotations_to_a_new_code(project_path, make_app):
    code_words(project_path, "doorstroom", "opeens weg")
    code_words(project_path, "doorstroom", "een nieuwe")
    app = make_app(project_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(app, pilot, "j", "T")
        await press(app, pilot, "ctrl+s")
        form = app.screen
        await write(app, pilot, "vertrek", "ctrl+s")
        assert app.screen is form
        things = form.query_one(SelectionList)
        assert things.option_count == 4
        await press(app, pilot, "space", "end", "space")
        shown = [things.render_line(y).text for y in range(4)]
        assert [line.startswith("▐X▌") for line in shown] == [True, False, False, True]
        assert "opeens weg" in shown[0]
        assert str(form.query_one("#whole").render()) == 'term "opeens weg"'
        assert "1 quotation and 1 term " in str(form.query_one("#chosen").render())
        await press(app, pilot, "ctrl+s")
        assert coded(project_path) == [("doorstroom", "een nieuwe"), ("vertrek", "opeens weg")]
        found = codes(project_path)
        assert [one.text for one in found["vertrek"].terms] == ['"opeens weg"']
        assert [one.text for one in found["doorstroom"].terms] == ["opvolger"]
        await press(app, pilot, "z")
        assert {name for name, _ in coded(project_path)} == {"doorstroom"}


async def test_removing_asks_first(project_path, make_app):
    code_words(project_path, "vertrouwen", "vertrouwen")
    app = make_app(project_path)
    async with app.run_test() as pilot:
        await begin(app, pilot, "d")
        assert isinstance(app.screen, Confirm)
        await press(app, pilot, "escape")
        assert "vertrouwen" in names(project_path)
        await press(app, pilot, "d", "y")
        assert names(project_path) == ["doorstroom", "capaciteit"]
        assert coded(project_path) == []
        await press(app, pilot, "z")
        assert coded(project_path) == [("vertrouwen", "vertrouwen")]


async def test_a_memo_on_a_code_is_kept_and_shown(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test() as pilot:
        screen = await begin(app, pilot, "m", *"let", "ctrl+s")
        assert "memo" in text_of(screen, CodeDetails)
        await press(app, pilot, "m")
        assert app.screen.query_one(TextArea).text == "let"


async def test_a_quotation_leads_to_its_place_in_the_text(project_path, make_app):
    code_words(project_path, "capaciteit", "geen capaciteit", "other")
    app = make_app(project_path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await begin(app, pilot, "j", "j", "enter")
        assert app.focused is screen.query_one(FindingList)
        await press(app, pilot, "enter")
        assert isinstance(app.screen, CodingScreen)
        assert app.workspace.document.name == "other"
        start, end = app.screen.transcript.lit
        assert "geen capaciteit" in app.workspace.document.text[start:end]


async def test_unused_and_overlapping_codes_are_listed_and_lead_to_the_code(project_path, make_app):
    for words in ("vertrouwen", "opeens weg"):
        code_words(project_path, "vertrouwen", words)
        code_words(project_path, "doorstroom", words)
    app = make_app(project_path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await begin(app, pilot, "L")
        assert text_of(screen, FindingList) == ["capaciteit"]
        await press(app, pilot, "L")
        assert text_of(screen, FindingList) == ["2 of 2  vertrouwen + doorstroom"]
        screen.query_one(FindingList).focus()
        await press(app, pilot, "enter")
        assert screen.current.name == "doorstroom"
        await press(app, pilot, "enter")
        assert screen.current.name == "vertrouwen"


async def test_codebooks_go_out_and_in_by_path(project_path, make_app, tmp_path):
    out = tmp_path / "boek uit.yaml"
    app = make_app(project_path)
    async with app.run_test() as pilot:
        await begin(app, pilot, "X")
        await write(app, pilot, str(out), "enter")
        assert [code.name for code in read_codebook(out).codes] == names(project_path)
        await press(app, pilot, "i")
        await write(app, pilot, str(out), "enter")
        out.write_text(out.read_text("utf-8").replace("doorstroom", "verloop"), "utf-8")
        await press(app, pilot, "i")
        await write(app, pilot, str(out), "enter")
        assert names(project_path) == ["vertrouwen", "verloop", "capaciteit"]
        assert status(app) == "saved: 0 codes added, 1 changed, 2 as they were"
        await press(app, pilot, "z")
        assert "doorstroom" in names(project_path)
        await press(app, pilot, "X")
        await write(app, pilot, str(out), "enter", "n")
        assert "verloop" in out.read_text("utf-8")
        await press(app, pilot, "X")
        await write(app, pilot, str(out), "enter", "y")
        assert "verloop" not in out.read_text("utf-8")


async def test_a_file_that_is_no_codebook_is_told(project_path, make_app, tmp_path):
    bad = tmp_path / "slecht.yaml"
    bad.write_text("codes: [", "utf-8")
    app = make_app(project_path)
    async with app.run_test() as pilot:
        await begin(app, pilot, "i")
        await write(app, pilot, str(bad), "enter")
        assert status(app) == "nothing was imported"
        assert len(names(project_path)) == 3


async def test_hostile_names_are_shown_as_they_are(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await begin(app, pilot, "A")
        await write(app, pilot, "[red]x[/] {y} \u202e", "enter")
        assert len(names(project_path)) == 3
        await press(app, pilot, "A")
        await write(app, pilot, "[red]x[/] {y}", "enter", "e", "escape")
        assert any("[red]x[/]" in line for line in text_of(screen, CodeTree))
        await press(app, pilot, "d", "y")
        assert "[red]x[/]" in status(app)


async def test_without_codes_every_key_says_what_to_do(tmp_path, monkeypatch, make_app):
    from coder.project.project import create_project

    monkeypatch.setenv("CODER_CONFIG", str(tmp_path / "config"))
    path = tmp_path / "leeg.coder"
    create_project(path)
    app = make_app(path)
    async with app.run_test() as pilot:
        screen = await begin(app, pilot)
        for key in ("e", "E", "C", "P", "M", "T", "d", "m", "1", "ctrl+up", "ctrl+right"):
            await press(app, pilot, key)
            assert status(app) == NO_CODES
            assert app.screen is screen
        assert NO_CODES in text_of(screen, CodeDetails)
        shown = "\n".join(map(str, text_of(screen, FindingList)))
        assert "not used this code" not in shown
        await press(app, pilot, "L", "L", "L", "L", "enter", "z", "A")
        await write(app, pilot, "eerste", "enter")
        assert names(path) == ["eerste"]


async def test_an_act_that_fails_is_told_and_costs_nothing(project_path, make_app, monkeypatch):
    def fails(*_):
        raise InputError("It does not go.", "Do something else.")

    app = make_app(project_path)
    async with app.run_test() as pilot:
        screen = await begin(app, pilot)
        monkeypatch.setattr("coder.project.codes.set_hot_key", fails)
        await press(app, pilot, "5")
        assert codes(project_path)["vertrouwen"].hotkey == "1"
        assert app.screen is screen


def test_the_lists_have_words_for_nothing():
    from coder.tui.code_findings import NOTHING

    assert set(NOTHING) == set(Listing)


async def test_counts_stay_within_the_tree_when_it_is_drawn_anew(project_path, make_app):
    with open_project(project_path) as project:
        top = project.code("vertrouwen")
        made = tuple(
            replace(top, id=f"{n:032x}", key=f"k{n}", name=f"code {n}", hotkey="", parent=top.id)
            for n in range(100, 130)
        )
        import_codebook(project, Codebook(top.codebook, "small", codes=made))
    code_words(project_path, "vertrouwen", "vertrouwen")
    app = make_app(project_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f4")
        await pilot.pause()
        for keys in ((), ("left",), ("right",), ("z",)):
            await pilot.press(*keys)
            await pilot.pause()
            tree = app.screen.query_one(CodeTree)
            width = tree.scrollable_content_region.width
            shown = text_of(app.screen, CodeTree)
            assert max(map(cell_len, shown)) <= width, keys
