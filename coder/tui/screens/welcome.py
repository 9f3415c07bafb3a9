"""The first minute: open something, or start something, without a manual."""

from __future__ import annotations

from pathlib import Path

from textual.screen import Screen


class WelcomeScreen(Screen[Path]):
    """Offers what one can begin with; returns the project file to open.

    Push it with a callback: `app.push_screen(WelcomeScreen(), app.open_path)`.
    """
