"""What is known about a transcript, to correct: attributes, and who asks and who answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from coder.model import Role
from coder.printable import one_line
from coder.project.progress import Standing
from coder.tui.screens.dialog import Dialog

ROLES = (Role.INTERVIEWER, Role.RESPONDENT, Role.UNKNOWN)


@dataclass(frozen=True, slots=True)
class About:
    """What was changed: attributes with their new values ("" takes one away), and roles."""

    values: tuple[tuple[str, str], ...]
    roles: tuple[tuple[str, Role], ...]


class AboutDocument(Dialog[About | None]):
    """A field for each attribute, one for a new one, and the speakers with their roles."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", id="about.save", priority=True),
        Binding("escape", "dismiss(None)", "Cancel", id="about.cancel"),
    ]
    CSS = """
    AboutDocument .dialog { height: auto; max-height: 95%; }
    AboutDocument .dialog VerticalScroll { height: auto; max-height: 65vh; }
    AboutDocument .dialog OptionList { height: auto; max-height: 8; margin-bottom: 1; }
    AboutDocument .dialog Input { border: none; height: 1; background: $panel; padding: 0 1; }
    AboutDocument .dialog Input:focus { background: $primary-muted; text-style: underline; }
    """

    def __init__(self, standing: Standing, keys: Sequence[str]) -> None:
        super().__init__()
        self._standing = standing
        known = dict(standing.attributes)
        self._before = {key: known.get(key, "") for key in keys}
        self._roles = dict(standing.speakers)

    def compose(self) -> ComposeResult:
        """Speakers first, then the attributes."""
        with Vertical(classes="dialog"):
            yield Static(
                f"About {one_line(self._standing.name)}", classes="dialog-title", markup=False
            )
            with VerticalScroll(can_focus=False):
                if self._roles:
                    yield Static("Speakers: Enter changes the role", classes="dialog-hint")
                    yield OptionList(*self._lines(), id="speakers")
                yield Static("Attributes: an empty line takes one away", classes="dialog-hint")
                for number, (key, value) in enumerate(self._before.items()):
                    yield Static(one_line(key, 60), markup=False)
                    yield Input(value, id=f"value-{number}")
                yield Static("another one")
                yield Input(placeholder="group=initiative", id="another")
            yield Static("Tab: next   Ctrl+S: save   Esc: leave", classes="dialog-hint")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give the speaker the next role."""
        speaker = list(self._roles)[event.option_index]
        place = ROLES.index(self._roles[speaker])
        self._roles[speaker] = ROLES[(place + 1) % len(ROLES)]
        event.option_list.replace_option_prompt_at_index(
            event.option_index, self._lines()[event.option_index].prompt
        )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Save from the last line, else go to the next."""
        if event.input.id == "another":
            self.action_save()
        else:
            self.focus_next()

    def action_save(self) -> None:
        """Return what was changed; a new attribute must be written as name=value."""
        values = [
            (key, self.query_one(f"#value-{number}", Input).value.strip())
            for number, key in enumerate(self._before)
        ]
        changed = [(key, value) for key, value in values if value != self._before[key].strip()]
        another = self.query_one("#another", Input).value.strip()
        key, equals, value = another.partition("=")
        if another and not (equals and key.strip()):
            self.notify("Write it as name=value, such as group=initiative.", severity="warning")
            return
        if another:
            changed.append((key.strip(), value.strip()))
        before = dict(self._standing.speakers)
        roles = [(name, role) for name, role in self._roles.items() if before[name] is not role]
        self.dismiss(About(tuple(changed), tuple(roles)))

    def _lines(self) -> list[Option]:
        return [
            Option(Text(f"{one_line(name, 40)}: {role.value or 'unknown'}"))
            for name, role in self._roles.items()
        ]
