"""The palette finds commands by the words that a researcher would type."""

import pytest
from coding_desk import opened, press
from textual.screen import Screen

from coder.tui.commands import AllCommands
from coder.tui.other_words import is_called


async def found(screen: Screen[object], query: str) -> list[str]:
    """The names of the commands that fit, the best first."""
    hits = [hit async for hit in AllCommands(screen).search(query)]
    return [str(hit.match_display) for hit in sorted(hits, reverse=True)]


@pytest.mark.parametrize(
    ("query", "command"),
    [
        ("batch", "Accept many"),
        ("batch", "Accepting many at once: on"),
        ("bulk", "Accept many"),
        ("batch preview", "Accept many"),
        ("agreement", "Agreement"),
        ("kappa", "Agreement"),
        ("reliability", "Agreement"),
        ("merge", "Merge questions"),
        ("questions", "Merge questions"),
        ("disagreements", "Reconcile"),
        ("consensus", "Reconcile"),
        ("undo", "Undo"),
        ("memo", "Memo"),
        ("note", "Memo"),
        ("export", "Quotations"),
        ("export", "Frequencies"),
        ("export", "Agreement"),
        ("import", "Overview"),
        ("quotes", "Quotations"),
    ],
)
async def test_a_word_leads_to_its_command(project_path, make_app, query, command):
    app = make_app(project_path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot)
        assert command in (await found(screen, query))[:9]


@pytest.mark.parametrize(
    ("place", "query", "command"),
    [
        ("f9", "bulk", "By rule"),
        ("f9", "batch", "All such"),
        ("f9", "export", "Export"),
        ("f8", "export", "Export"),
        ("U", "merge", "Merge"),
        ("U", "bulk", "For all such"),
        ("f4", "merge", "Merge"),
    ],
)
async def test_a_word_leads_first_to_what_the_place_has(
    project_path, make_app, place, query, command
):
    app = make_app(project_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        await press(app, pilot, place)
        assert command in (await found(app.screen, query))[:5]


def test_every_word_that_was_typed_must_begin_one():
    assert is_called("Bulk acc", "batch bulk accept")
    assert not is_called("bulk reject", "batch bulk accept")
    assert not is_called("ulk", "batch bulk")
    assert not is_called(" ", "batch bulk")
