from coding_desk import coded, in_file, opened, press

from coder.project import memos
from coder.project.finishing import done_documents

WIDE = (150, 45)


async def test_a_hot_key_codes_the_segment_and_is_saved_before_it_is_said(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(app, pilot)
        await press(app, pilot, "n", "1")
        assert coded(app) == [("We hadden er wel vertrouwen in.", "vertrouwen")]
        assert in_file(project_path) == 1
        assert "saved: vertrouwen" in foot(screen)
        await press(app, pilot, "z")
        assert coded(app) == []
        assert "undone" in foot(screen)


async def test_several_codes_on_one_span_and_the_same_one_only_once(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        await press(app, pilot, "n", "1", "2", "1")
        assert [name for _, name in coded(app)] == ["vertrouwen", "doorstroom"]
        assert "already" in foot(screen)


async def test_next_uncoded_passes_the_interviewer_and_what_is_coded(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        seen = []
        for _ in range(6):
            await press(app, pilot, "n", "3")
            seen.append(screen.transcript.cursor)
        assert seen == [1, 2, 3, 5, 6, 6]
        assert "nothing uncoded" in foot(screen) or "already" in foot(screen)


async def test_the_picker_finds_by_english_and_repeats_with_a_full_stop(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=WIDE) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "n", "c", *"english cap", "enter", "n", "full_stop")
        assert [name for _, name in coded(app)] == ["capaciteit", "capaciteit"]


async def test_a_new_code_is_made_with_parent_and_definition(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=WIDE) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "n", "c", *"wisseling", "enter")
        await press(
            app, pilot, "tab", *"Wie gaat en komt", "tab", "enter", "down", "enter", "ctrl+s"
        )
        new = next(code for code in app.workspace.codes if code.name == "wisseling")
        assert new.definition == "Wie gaat en komt"
        assert new.parent is not None
        assert coded(app) == [("We hadden er wel vertrouwen in.", "wisseling")]


async def test_in_vivo_takes_the_selected_words(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=WIDE) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "n", "shift+left", "shift+left", "w", "w", "w", "v", "enter")
        assert coded(app) == [("wel vertrouwen", "wel vertrouwen")]


async def test_recode_in_place_keeps_the_coding(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=WIDE) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "n", "1")
        before = app.workspace.codings[0]
        await press(app, pilot, "r", *"capa", "enter")
        assert coded(app) == [("We hadden er wel vertrouwen in.", "capaciteit")]
        assert app.workspace.codings[0].id == before.id


async def test_edges_move_by_word_and_escape_leaves_them(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        await press(app, pilot, "n", "1", "e", "shift+left", "shift+left", "w", "e")
        assert coded(app) == [("hadden er wel vertrouwen", "vertrouwen")]
        await press(app, pilot, "e", "w", "escape")
        assert coded(app) == [("hadden er wel vertrouwen", "vertrouwen")]
        assert screen.edging is None


async def test_weight_important_and_remove_act_on_the_chosen_coding(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=WIDE) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "n", "1", "2", "o", "percent_sign", *"40", "enter")
        await press(app, pilot, "o", "exclamation_mark")
        weights = {one.weight for one in app.workspace.codings}
        assert weights == {None, 40}
        assert sum(one.important for one in app.workspace.codings) == 1
        await press(app, pilot, "d")
        assert len(coded(app)) == 1


async def test_a_weight_that_is_none_is_told(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=WIDE) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "n", "1", "percent_sign", *"much", "enter")
        assert app.workspace.codings[0].weight is None
        assert [one.title for one in app._notifications] == ["'much' is no weight."]


async def test_memos_on_all_that_one_can_write_on(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=WIDE) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "n", "1")
        for letter in "mwtcp":
            await press(app, pilot, "m", letter, *f"on {letter}", "ctrl+s")
        found = {one.kind: one.text for one in memos.memos(app.workspace.project)}
        assert found == {
            "coding": "on m",
            "span": "on w",
            "document": "on t",
            "code": "on c",
            "project": "on p",
        }
        await press(app, pilot, "m", "enter", *" more", "ctrl+s")
        assert memos.memos(app.workspace.project, "coding")[0].text == "on m more"


async def test_done_is_marked_and_taken_back(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        await press(app, pilot, "D")
        assert done_documents(app.workspace.project) == {app.workspace.document.id}
        assert "✓" in foot(screen)
        await press(app, pilot, "z")
        assert done_documents(app.workspace.project) == set()


async def test_where_one_was_is_remembered_per_transcript_across_restarts(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=WIDE) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "end")
    again = make_app(project_path)
    async with again.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert again.workspace.document.name == "talk"
        assert again.screen.transcript.cursor == 6


async def test_the_next_coding_of_this_code(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        await press(app, pilot, "n", "1", "n", "2", "n", "1", "home", "f")
        assert screen.transcript.cursor == 1
        await press(app, pilot, "f")
        assert screen.transcript.cursor == 3


async def test_a_quotation_is_copied_with_its_source(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=WIDE) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "n", "y")
        start = app.workspace.document.text.index("We hadden")
        said = "We hadden er wel vertrouwen in."
        place = f"{start}-{start + len(said)}"
        assert app.clipboard == f"“{said}” (talk, Respondent, {place})"


async def test_codes_can_be_put_from_the_list(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(app, pilot)
        await press(app, pilot, "n")
        screen.query_one("#codes").focus()
        await press(app, pilot, "down", "enter")
        assert len(coded(app)) == 1
        assert screen.transcript.has_focus


async def test_a_change_by_another_program_is_shown_on_return(project_path, make_app):
    from coder.project.codes import add_code
    from coder.project.project import open_project

    app = make_app(project_path)
    async with app.run_test(size=WIDE) as pilot:
        await opened(app, pilot)
        with open_project(project_path) as project:
            add_code(project, "van elders")
        await press(app, pilot, "question_mark", "escape")
        assert "van elders" in [code.name for code in app.workspace.codes]


def foot(screen):
    return str(screen.query_one("#foot").render())
