from coder.project import coding as codings
from coder.tui.screens.coding import CodingScreen


async def test_what_another_place_undid_is_gone_from_the_coding_screen(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("n", "1")
        screen = app.get_screen("coding", CodingScreen)
        drawn = []
        screen.transcript.mark = lambda marks: drawn.append(list(marks))
        await pilot.press("f3")
        await app.workers.wait_for_complete()
        codings.undo(app.workspace.project)
        app.workspace.refresh()
        await pilot.press("f2")
        await pilot.pause()
        assert drawn == [[]]
