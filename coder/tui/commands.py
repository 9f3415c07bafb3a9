"""The command palette: everything that a key does where one is, every place, every theme."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from coder.tui.screens.coding import CodingScreen

Command = tuple[str, str, Callable[[], object]]


class _Listed(Provider):
    """Commands that can be listed at once, and found by some of their letters."""

    @abstractmethod
    def commands(self) -> Iterator[Command]:
        """Name, help and what to call, one by one."""

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for name, words, call in self.commands():
            yield DiscoveryHit(name, call, help=words)

    async def search(self, query: str) -> Hits:
        """Those that fit what was typed."""
        matcher = self.matcher(query)
        for name, words, call in self.commands():
            score = matcher.match(name)
            if score > 0:
                yield Hit(score, matcher.highlight(name), call, help=words)


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
            yield (
                binding.description,
                f"{key}  {active.tooltip}",
                partial(self.app.run_action, binding.action, active.node),
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
        yield (
            "Suggestions: decide first",
            "They wait until you have coded, or press Enter",
            partial(do, "decide_first", True),
        )
        yield (
            "Suggestions: always show",
            "They stand there as soon as you come to a sentence",
            partial(do, "decide_first", False),
        )
        yield (
            f"Blind audit: {audited}",
            "About every tenth segment shows none, to measure what they are worth",
            partial(do, "audit"),
        )
        yield (
            f"Accepting many at once: {many}",
            "Of one code, only the surest, after a check of some (B)",
            partial(do, "batches"),
        )


class ThemeCommands(_Listed):
    """The themes."""

    def commands(self) -> Iterator[Command]:
        """One command for each theme; it holds until the program ends."""
        for name in sorted(self.app.available_themes):
            yield f"Theme: {name}", "'theme' in settings.yaml keeps it", partial(self._take, name)

    def _take(self, name: str) -> None:
        self.app.theme = name


class AllCommands(_Listed):
    """All of them: what keys do first, themes last; Textual keeps providers in no order."""

    def commands(self) -> Iterator[Command]:
        """The commands of each kind."""
        for kind in (KeyCommands, SuggestionCommands, ThemeCommands):
            yield from kind(self.screen, self.match_style).commands()
