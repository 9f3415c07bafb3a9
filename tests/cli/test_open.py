import pytest

import coder.cli.open as opening


class Crashing:
    """An app that ends with a fault."""

    return_code = 1

    def __init__(self, path):
        from rich.console import Console

        self.error_console = Console(stderr=True, markup=False)

    def run(self):
        self.error_console.print("ValueError: broken")


def test_a_crash_says_where_the_project_and_the_report_are(cli, tmp_path, monkeypatch):
    monkeypatch.setattr("coder.tui.app.CoderApp", Crashing)
    assert cli("init", "w").status == 0
    result = cli("open", "w.coder")
    assert result.status == 2
    assert "w.coder" in result.err
    assert "coder log --project" in result.err
    report = opening.Path(result.err.rpartition("is in ")[2].strip().rstrip("."))
    assert "ValueError: broken" in report.read_text()


@pytest.mark.parametrize("way", [[], ["--project"], ["-p"]])
@pytest.mark.parametrize("command", ["open", "serve"])
def test_what_cannot_be_opened_is_told_before_the_screen(cli, tmp_path, monkeypatch, command, way):
    monkeypatch.setattr("coder.tui.app.CoderApp", None)
    (tmp_path / "no.coder").write_text("no database")
    result = cli(command, *way, str(tmp_path / "no.coder"))
    assert result.status == 2
    assert "no.coder" in result.err
