from __future__ import annotations

from pathlib import Path

import pytest

from coder.errors import InputError
from coder.exchange.markdown import escaped, write_page


def test_tables_and_paragraphs(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    write_page(path, "Titel", [(("code", "n"), (("a", 1), ("b", None)), 1)], ["Onder."])
    assert path.read_text("utf-8") == (
        "# Titel\n\n| code | n |\n| :-- | --: |\n| a | 1 |\n| b |  |\n\nOnder.\n"
    )
    with pytest.raises(InputError):
        write_page(path, "Titel", [], [])


def test_what_means_something_to_markdown_stays_text() -> None:
    assert escaped("a|b <b>*x*</b> [y](z)\nw") == ("a\\|b \\<b\\>\\*x\\*\\</b\\> \\[y\\](z) w")
    assert "\x1b" not in escaped("\x1b[31m")
    assert escaped("    diep") == "\u2003\u2003diep"
