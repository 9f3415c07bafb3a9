"""Which thing a person means by a name they typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from coder.errors import InputError

LISTED = 20


def folded(name: str) -> str:
    """A name as it is compared: without case, and alike however accents are typed."""
    return unicodedata.normalize("NFC", name.strip()).casefold()


def unambiguous(what: str, wanted: str, *columns: Sequence[tuple[str, str]]) -> str:
    """The id whose name is wanted: exactly, then without case, by id, then by its beginning.

    `columns` are lists of id and name; a match in an earlier column goes before one in a later.
    """
    plain = folded(wanted)
    if not plain:
        raise InputError(f"No {what} is named.", f"Give the name of a {what}.")
    pairs = [pair for column in columns for pair in column if pair[1]]
    names = dict(columns[0])
    for found in (
        *([key for key, name in column if name == wanted] for column in columns),
        *([key for key, name in column if folded(name) == plain] for column in columns),
        [key for key in names if len(plain) >= 8 and key.startswith(plain)],
        *([key for key, name in column if folded(name).startswith(plain)] for column in columns),
    ):
        if len(set(found)) == 1:
            return found[0]
        if found:
            listed = ", ".join(f"{names[key]} ({key})" for key in list(dict.fromkeys(found))[:6])
            raise InputError(f"'{wanted}' can be several {what}s: {listed}.", "Give the id.")
    raise InputError(f"There is no {what} '{wanted}'.", _offer(wanted, names, pairs))


def _offer(wanted: str, names: Mapping[str, str], pairs: Sequence[tuple[str, str]]) -> str:
    """What a person may have meant: a name that is spelt much alike, else the names there are."""
    from difflib import get_close_matches

    spelt = {folded(name): name for _, name in pairs}
    close = get_close_matches(folded(wanted), list(spelt), n=1, cutoff=0.75)
    if close:
        return f"Did you mean '{spelt[close[0]]}'?"
    every = sorted(set(names.values()), key=folded)
    more = f" and {len(every) - LISTED} more" if len(every) > LISTED else ""
    return f"There are: {', '.join(every[:LISTED])}{more}." if every else "There are none yet."
