"""The model of meaning that a user named: opened, remembered for this machine, its vectors kept.

It is a setting of the user, not of the project: a path means nothing on another machine, so it is
never in the project file.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coder.errors import InputError
from coder.identity import canonical_json, content_hash
from coder.meaning import MeaningModel
from coder.model import Code, Document, Segment
from coder.project.project import Project
from coder.settings import config_folder, save_setting
from coder.store.connection import storage_errors
from coder.store.vector_cache import cached_vectors, keep_vectors

if TYPE_CHECKING:
    import numpy as np

    from coder.suggest.engine.meaning_space import Cards


def open_named(name: str) -> MeaningModel:
    """A model by its folder, or by the name of an installed spaCy pipeline.

    Raises InputError, with what to do, where there is none or it cannot be read.
    """
    from coder.language import open_word_vectors
    from coder.semantics import open_model

    folder = Path(name).expanduser()
    if folder.is_dir():
        pipeline = (folder / "vocab").is_dir() and (folder / "meta.json").is_file()
        return open_word_vectors(str(folder)) if pipeline else open_model(folder)
    if folder.is_file():
        raise InputError(f"{name} is a file.", f"Name its folder: {folder.parent}.")
    if os.sep in name or "/" in name or not name.strip():
        raise InputError(
            f"There is no folder {name}.", "Name that of a model, or none: 'coder model off'."
        )
    return open_word_vectors(name)


def use_model(name: str) -> tuple[str, MeaningModel]:
    """Open a model and use it from now on; gives the name by which it is remembered too.

    Raises InputError, and changes nothing, where it cannot be read.
    """
    model = open_named(name)
    folder = Path(name).expanduser()
    kept = str(folder.absolute()) if folder.is_dir() else name
    save_setting(config_folder(), "model", kept)
    return kept, model


def use_no_model() -> None:
    """Use no model from now on."""
    save_setting(config_folder(), "model", "")


def vectors_of(
    project: Project, model: MeaningModel, document: Document, offered: Sequence[Segment]
) -> np.ndarray:
    """The vectors of segments (segments x size, float32), from the project's cache if it has them.

    They are rounded to half precision, so that kept ones and fresh ones are the same.
    """
    import numpy as np

    spans = [(segment.start, segment.end) for segment in offered]
    key = content_hash(canonical_json([document.revision, model.fingerprint, spans]))
    with storage_errors(project.path):
        kept = cached_vectors(project.store.db, key)
        if kept is None or len(kept) != 2 * len(spans) * model.size:
            rows = model.embed([document.text[start:end] for start, end in spans])
            kept = rows.astype("<f2").tobytes()
            keep_vectors(project.store.db, key, document.id, kept)
    return np.frombuffer(kept, "<f2").reshape(len(spans), model.size).astype(np.float32)


def cards_of(
    model: MeaningModel, codes: Sequence[Code], known: dict[str, np.ndarray]
) -> Cards | None:
    """What the codebook says of the codes, read by a model; None where no code says anything.

    `known` are the vectors of texts that were read before; those read now are added.
    """
    import numpy as np

    from coder.suggest.engine.meaning_space import Cards

    pieces = [
        (column, text)
        for column, code in enumerate(codes)
        for text in (f"{code.name}: {code.definition}", *code.examples, *code.include)
        if text.strip()
    ]
    fresh = [text for _, text in pieces if text not in known]
    if fresh:
        known.update(zip(fresh, model.embed(fresh), strict=True))
    found = [(column, known[text]) for column, text in pieces if known[text].any()]
    if not found:
        return None
    return Cards(np.array([row for _, row in found]), np.array([column for column, _ in found]))
