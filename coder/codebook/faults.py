"""What is wrong in a codebook file: where, why, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """An ERROR keeps the codebook from being read; a WARNING does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to repair; line and column count from 1, `code` is a code's key or ""."""

    severity: Severity
    line: int
    column: int
    code: str
    cause: str
    remedy: str

    def __str__(self) -> str:
        where = f"line {self.line}, column {self.column}"
        code = f" (code {self.code})" if self.code else ""
        return f"{self.severity} at {where}{code}: {self.cause}. {self.remedy}"


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a text: line and column from 1, and the index in code points from 0."""

    line: int
    column: int
    index: int


@dataclass(slots=True)
class Faults:
    """Faults gathered while reading, so that all are told at once; `code` is where reading is."""

    found: list[Fault] = field(default_factory=list)
    code: str = ""

    def error(self, mark: Mark, cause: str, remedy: str) -> None:
        """Note something that keeps the codebook from being read."""
        self._add(Severity.ERROR, mark, cause, remedy)

    def warning(self, mark: Mark, cause: str, remedy: str) -> None:
        """Note something that is probably not meant."""
        self._add(Severity.WARNING, mark, cause, remedy)

    def sorted(self) -> list[Fault]:
        """All faults in order of the file."""
        return sorted(self.found, key=lambda one: (one.line, one.column, one.severity, one.cause))

    @property
    def fatal(self) -> bool:
        """Whether the codebook cannot be read."""
        return any(fault.severity is Severity.ERROR for fault in self.found)

    def _add(self, severity: Severity, mark: Mark, cause: str, remedy: str) -> None:
        self.found.append(Fault(severity, mark.line, mark.column, self.code, cause, remedy))
