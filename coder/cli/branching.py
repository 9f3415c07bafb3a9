"""Commands that take names, and beside them a few words of their own that mean something else."""

from __future__ import annotations

from typing import Any

import click


class Branching(click.Command):
    """A command whose first argument may be the name of one of its branches.

    What is called like a branch is reached behind `--`, as in `coder suggest -- report`.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.branches: dict[str, click.Command] = {}

    def add_branch(self, command: click.Command) -> None:
        """Let a command be called by its name behind this one's."""
        self.branches[str(command.name)] = command

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """The context of the branch that is named first, else of the command itself."""
        branch = self.branches.get(args[0]) if args else None
        if branch is None:
            return super().make_context(info_name, args, parent, **extra)
        name = f"{info_name} {branch.name}"
        return branch.make_context(name, args[1:], parent, **extra)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Name the branches below the options."""
        with formatter.section("Also"):
            formatter.write_dl(
                [
                    (f"{ctx.command_path} {name}", command.get_short_help_str())
                    for name, command in sorted(self.branches.items())
                ]
            )
        super().format_epilog(ctx, formatter)
