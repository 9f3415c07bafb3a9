"""Pictures of the coding screen; they are compared only with the Textual that drew them."""

import pytest
import textual
from coding_desk import Service, opened, press

DRAWN_WITH = "8.2.8"

pytestmark = pytest.mark.skipif(
    textual.__version__ != DRAWN_WITH, reason=f"the pictures were drawn with Textual {DRAWN_WITH}"
)


@pytest.mark.parametrize(
    ("theme", "size"),
    [("coder-dark", (120, 30)), ("textual-light", (80, 24)), ("ansi-dark", (150, 30))],
)
def test_coding_screen(project_path, make_app, snap_compare, theme, size):
    service = Service(project_path, ("opeens weg", 2, 0.9), ("weg", 3, 0.6))
    app = make_app(project_path, service)

    async def before(pilot):
        await opened(app, pilot)
        app.theme = theme
        await press(app, pilot, "n", "1", "2", "exclamation_mark", "]", "enter")

    assert snap_compare(app, run_before=before, terminal_size=size)
