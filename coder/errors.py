"""The one error that users see: what is wrong, where, and what to do about it."""

from __future__ import annotations


class CoderError(Exception):
    """Something a person can act on; caught by the command line and by the screen, which tell it.

    `problem` says what is wrong and where (file, line or cell), `remedy` what to do.
    """

    def __init__(self, problem: str, remedy: str = "") -> None:
        super().__init__(f"{problem} {remedy}".strip())
        self.problem = problem
        self.remedy = remedy


class InputError(CoderError):
    """Input from outside (a transcript, a codebook, an argument) that cannot be taken as it is."""


class StoreError(CoderError):
    """The project file could not be read or written; nothing was changed."""
