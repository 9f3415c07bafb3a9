"""The command palette: everything that a key does where one is, every place, every theme."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from coder.tui.other_words import OTHER_WORDS, is_called
from coder.tui.screens.coding import CodingScreen

OTHERWISE = 2.0
"""What each letter counts for that fits another word; of a name it counts for more than three."""


@dataclass(frozen=True, slots=True)
class Command:
    """What it is called, what it says of itself, what to call, and the other words for it."""

    name: str
    about: str
    call: Callable[[], object]
    words: str = ""


class _Listed(Provider):
    """Commands that can be listed at once, and found by some of their letters."""

    @abstractmethod
    def commands(self) -> Iterator[Command]:
        """One by one."""

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for one in self.commands():
            yield DiscoveryHit(one.name, one.call, help=one.about)

    async def search(self, query: str) -> Hits:
        """Those that fit what was typed."""
        matcher = self.matcher(query)
        for one in self.commands():
            score = matcher.match(one.name)
            if is_called(query, f"{one.name} {one.words}"):
                score = max(score, OTHERWISE * len(query))
            if score > 0:
                yield Hit(score, matcher.highlight(one.name), one.call, help=one.about)


class KeyCommands(_Listed):
    """Every binding that works where the palette was called."""

    def commands(self) -> Iterator[Command]:
        """One command for each action, with its key."""
        seen: set[str] = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if not binding.id or binding.system or binding.action in seen:
                continue
            seen.add(binding.action)
            key = self.app.get_key_display(binding)
            yield Command(
                binding.description,
                f"{key}  {active.tooltip}",
                partial(self.app.run_action, binding.action, active.node),
                OTHER_WORDS.get(binding.id, ""),
            )


class SuggestionCommands(_Listed):
    """How suggestions come on the coding screen; each choice is kept in settings.yaml."""

    def commands(self) -> Iterator[Command]:
        """One command for each choice, where there are suggestions."""
        if not isinstance(self.screen, CodingScreen):
            return
        do = self.screen.action_do
        audited = "off" if self.screen.desk.audit else "on"
        many = "off" if self.screen.app.settings.batch_accept else "on"
        yield Command(
            "Suggestions: decide first",
            "They wait until you have coded, or press Enter",
            partial(do, "decide_first", True),
        )
        yield Command(
            "Suggestions: always show",
            "They stand there as soon as you come to a sentence",
            partial(do, "decide_first", False),
        )
        yield Command(
            f"Blind audit: {audited}",
            "About every tenth segment shows none, to measure what they are worth",
            partial(do, "audit"),
        )
        yield Command(
            f"Accepting many at once: {many}",
            "Of one code, only the surest, after a check of some (B)",
            partial(do, "batches"),
            OTHER_WORDS["suggestion.batch"],
        )


class ThemeCommands(_Listed):
    """The themes."""

    def commands(self) -> Iterator[Command]:
        """One command for each theme; it holds until the program ends."""
        for name in sorted(self.app.available_themes):
            take = partial(self._take, name)
            yield Command(f"Theme: {name}", "'theme' in settings.yaml keeps it", take)

    def _take(self, name: str) -> None:
        self.app.theme = name


class AllCommands(_Listed):
    """All of them: what keys do first, themes last; Textual keeps providers in no order."""

    def commands(self) -> Iterator[Command]:
        """The commands of each kind."""
        for kind in (KeyCommands, SuggestionCommands, ThemeCommands):
            yield from kind(self.screen, self.match_style).commands()
