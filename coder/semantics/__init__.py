"""Local models of meaning, read from a folder: only this package knows onnxruntime and tokenizers.

Nothing is ever fetched: a model is a folder that the user names. `open_model` takes from a fraction
of a second to some seconds and imports the readers; importing this package does not.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coder.meaning import MeaningModel

__all__ = ["open_model"]


def open_model(folder: Path) -> MeaningModel:
    """The model in a folder; its files tell which kind it is.

    Raises InputError, with what to do, for a folder that holds no model, for files that are damaged
    or too large, and where the packages that read models are not installed.
    """
    from coder.semantics.opening import open_folder

    return open_folder(folder)
