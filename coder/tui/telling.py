"""Where the screen catches what a person can mend, to tell it: one place for acts and workers."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType

from coder.errors import CoderError


class Telling:
    """Around what may fail for a reason a person can mend: tells that reason, and goes on."""

    def __init__(self, tell: Callable[[CoderError], object]) -> None:
        self._tell = tell

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _trace: TracebackType | None,
    ) -> bool:
        """Tell a CoderError; let everything else pass."""
        if not isinstance(error, CoderError):
            return False
        self._tell(error)
        return True
