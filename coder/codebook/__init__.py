"""Codebooks as YAML files: read, checked with all faults at once, and written in place."""

from coder.codebook.faults import Fault, Severity
from coder.codebook.files import check, examine, read_codebook
from coder.codebook.writing import write_codebook

__all__ = ["Fault", "Severity", "check", "examine", "read_codebook", "write_codebook"]
