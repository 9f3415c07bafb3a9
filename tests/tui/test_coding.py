async def test_a_hot_key_codes_the_segment_and_undo_takes_it_back(project_path, make_app):
    app = make_app(project_path)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("n", "1")
        await pilot.pause()
        assert len(app.workspace.codings) == 1
        await pilot.press("z")
        assert app.workspace.codings == []
