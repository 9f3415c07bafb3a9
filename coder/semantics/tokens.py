"""Texts cut into a model's own tokens, by its tokenizer.json."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from coder.errors import InputError
from coder.semantics.model_files import COPY_AGAIN, INSTALL, MAX_TOKENIZER, checked

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LONGEST = 20_000
"""Characters of a text that are read; what a model takes in ends long before."""


def open_tokenizer(file: Path) -> Tokenizer:
    """The tokenizer of a file; raises InputError where it is damaged or cannot be read here."""
    try:
        from tokenizers import Tokenizer
    except ImportError as error:
        raise InputError("The package tokenizers is not installed.", INSTALL) from error
    checked(file, MAX_TOKENIZER)
    with _told(f"{file} is no tokenizer that can be read"):
        tokenizer = Tokenizer.from_str(file.read_text(encoding="utf-8"))
        tokenizer.no_truncation()
        tokenizer.encode_batch_fast(["a"], add_special_tokens=True)
    return tokenizer


def padding_token(tokenizer: Tokenizer) -> int:
    """The token that fills up short texts, by the tokenizer's own word; it is then filled no more.

    A network leaves it out by the mask, but some count places by it.
    """
    said = tokenizer.padding
    tokenizer.no_padding()
    if said:
        return int(said["pad_id"])
    found = (tokenizer.token_to_id(name) for name in ("<pad>", "[PAD]"))
    return next((token for token in found if token is not None), 0)


def unknown_token(tokenizer: Tokenizer) -> int:
    """The token that stands for what is not known, -1 where there is none."""
    tokenizer.no_padding()
    names = (getattr(tokenizer.model, "unk_token", None), "<unk>", "[UNK]")
    found = (tokenizer.token_to_id(name) for name in names if isinstance(name, str))
    return next((token for token in found if token is not None), -1)


def tokens_of(tokenizer: Tokenizer, texts: Sequence[str], *, special: bool) -> list[list[int]]:
    """The numbers of the tokens of each text; `special` adds the marks around it."""
    short = [text[:LONGEST] for text in texts]
    with _told("The model's tokenizer.json cannot cut a text into tokens"):
        found = tokenizer.encode_batch_fast(short, add_special_tokens=special)
    return [list(one.ids) for one in found]


@contextmanager
def _told(problem: str) -> Iterator[None]:
    """Tell whatever the reader of tokenizers raises; it has no errors of its own, but panics."""
    try:
        yield
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise InputError(f"{problem}: {error}.", COPY_AGAIN) from error
        raise
