"""From bytes to text: the marks at the start, then UTF-8 strictly, then the likeliest table.

Old tables have no mark. What decides among them is the company of each character: "ï" stands
inside a lower-case word, "„" before one, "€" before a number; "Ô" inside a word is a sign of
the wrong table.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from coder.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_TABLES = ("cp1252", "mac_roman", "latin-1")
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_HIGH = re.compile(r"[^\x00-\x7f]")
_DOUBLY = re.compile("Ã[\u0080-\u00bf\u0152-\u0192\u2013-\u203a]|â€")
_SAMPLE = 20_000
_PRIOR = {"cp1252": 1.0}
_COMMON = frozenset("éëïèöüêáóçàäûîôñâÉ")
_INITIAL = frozenset("éèàöáåøœæç")
_CAPITALS = frozenset("ÉÖÜÇÅÁÀŠØÈ")
_RARE = frozenset("íúãåæøœßìòùõýÿšžÖÜËÏÈÀÁÇÄÅØÓÊÂÎÔÛÚÍÑŠŽ")


class Decoded(NamedTuple):
    """A text with line ends as LF and no mark, its encoding, and what to tell a person."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, name: str) -> Decoded:
    """The text in some bytes; raises InputError where they are not text."""
    found = _decode(data, name)
    text = found.text.replace("\r\n", "\n").replace("\r", "\n")
    nul = text.find("\0")
    if nul >= 0:
        line = text.count("\n", 0, nul) + 1
        raise InputError(
            f"{name}, line {line}: a NUL character; this is not a text file.",
            "Choose the transcript itself, or save it again as plain text (UTF-8).",
        )
    return found._replace(text=text)


def _decode(data: bytes, name: str) -> Decoded:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_strictly(data[len(mark) :], encoding, name), encoding)
    wide = _without_mark(data)
    if wide is not None:
        text = _strictly(data, wide, name)
        return Decoded(
            text, wide, (f"Read as {wide.upper()}, though the file has no mark for it.",)
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _by_table(data, name, error.start)
    warnings: tuple[str, ...] = ()
    if len(_DOUBLY.findall(text[:1_000_000])) > 1:
        warnings = (
            "The text has signs of a wrong conversion earlier (“Ã«” for “ë”); "
            "it was read as it stands.",
        )
    return Decoded(text, "utf-8", warnings)


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"{name} says it is {encoding.upper()} but is broken at byte {error.start}.",
            "Open it in an editor and save it again as UTF-8.",
        ) from error


def _without_mark(data: bytes) -> str | None:
    """UTF-16 or UTF-32 by the places of its zero bytes, None for anything else."""
    sample = data[:4096]
    if len(data) % 2 or b"\0" not in sample:
        return None
    even = sample[0::2].count(0) * 2 / len(sample)
    odd = sample[1::2].count(0) * 2 / len(sample)
    if odd > 0.5 and even < 0.05:
        return "utf-16-le"
    if even > 0.5 and odd < 0.05:
        return "utf-16-be"
    return None


def _by_table(data: bytes, name: str, broken: int) -> Decoded:
    """The text by the likeliest one-byte table, or as UTF-8 with stray bytes."""
    _refuse_binary(data, name)
    high = sum(map(len, re.findall(rb"[\x80-\xff]+", data)))
    whole = sum(map(len, _MULTIBYTE.findall(data)))
    if whole >= 0.8 * high and high > 4:
        return _mixed(data, broken)
    texts = {table: _try(data, table) for table in _TABLES}
    scores = {table: _score(text) for table, text in texts.items() if text is not None}
    best = max(scores, key=lambda t: (scores[t] + _PRIOR.get(t, 0), -_TABLES.index(t)))
    text = texts[best]
    if text is None:
        raise InputError(f"{name} is not text.", "Save it again as plain text (UTF-8).")
    others = [score for table, score in scores.items() if table != best and texts[table] != text]
    foreign = high > 8 and high * 6 > len(text)
    doubtful = foreign or scores[best] < 0.4 or any(score >= 0.6 * scores[best] for score in others)
    warning = f"Read as {best}, because the file is not UTF-8."
    if doubtful:
        place = _HIGH.search(text)
        sample = text[max(0, place.start() - 12) : place.start() + 12] if place else ""
        warning = (
            f"Read as {best}, but that is doubtful: check letters with accents "
            f"(“{_one_line(sample)}”) and save the file as UTF-8 if they are wrong."
        )
    return Decoded(text, best, (warning,))


def _mixed(data: bytes, broken: int) -> Decoded:
    """UTF-8 with some stray bytes, each taken by cp1252."""
    pieces = []
    last = 0
    for match in re.finditer(rb"[\x80-\xff]+", data):
        pieces.append(data[last : match.start()].decode("ascii"))
        pieces.append(_run(match[0]))
        last = match.end()
    pieces.append(data[last:].decode("ascii"))
    line = data.count(b"\n", 0, broken) + 1
    warning = (
        f"Read as UTF-8 with some bytes of another encoding, the first on line {line}; "
        "check the letters with accents there."
    )
    return Decoded("".join(pieces), "utf-8", (warning,))


def _run(data: bytes) -> str:
    """A run of high bytes: UTF-8 where whole, cp1252 (latin-1 where that has none) elsewhere."""
    pieces = []
    last = 0
    for match in _MULTIBYTE.finditer(data):
        pieces.append(_stray(data[last : match.start()]))
        try:
            pieces.append(match[0].decode("utf-8"))
        except UnicodeDecodeError:
            pieces.append(_stray(match[0]))
        last = match.end()
    pieces.append(_stray(data[last:]))
    return "".join(pieces)


def _stray(data: bytes) -> str:
    text = _try(data, "cp1252")
    return data.decode("latin-1") if text is None else text


def _try(data: bytes, table: str) -> str | None:
    try:
        return data.decode(table)
    except UnicodeDecodeError:
        return None


def _refuse_binary(data: bytes, name: str) -> None:
    """Raise InputError for bytes with many control characters, which no transcript has."""
    sample = data[:65536]
    controls = len(re.findall(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]", sample))
    if controls and (b"\0" in sample or controls * 50 > len(sample)):
        raise InputError(
            f"{name} is not a text file.",
            "Choose the transcript itself, or save it as plain text (UTF-8) or .docx.",
        )


def _score(text: str) -> float:
    """How well the characters beyond ASCII fit the company they are in."""
    total = 0.0
    for number, match in enumerate(_HIGH.finditer(text)):
        if number >= _SAMPLE:
            break
        at = match.start()
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < len(text) else " "
        total += _fit(match[0], before, after)
    return total


def _fit(character: str, before: str, after: str) -> float:
    """One character: from 2 (quite at home) to -5 (cannot be meant)."""
    if character < "\u00a0":
        return -5
    if character.isalpha():
        return _letter_fit(character, before, after)
    starts = not before.isalnum()
    ends = not after.isalnum()
    if character == "’":
        return 1.0 if starts or ends else 1.5
    if character == "‘":
        return 1.5 if starts else -2
    if character in "“„”":
        inward, edge = (before, ends) if character == "”" else (after, starts)
        return 2 if edge and not inward.isspace() else 0.5 if starts or ends else -3
    return _sign_fit(character, before, after, apart=starts or ends)


def _sign_fit(character: str, before: str, after: str, *, apart: bool) -> float:
    """A sign that is neither letter nor quotation mark; `apart` where it is beside a word."""
    if character in "–—•…\u00a0":
        return _dash_fit(character, before, after, apart=apart)
    if character in "€£":
        return 2 if after.isdigit() or after.isspace() else -1
    if character in "«»‹›°²³½¼¾§·©®±×µ¹´":
        return 0.5 if apart or before.isdigit() else -2
    return -2 if apart else -3


def _dash_fit(character: str, before: str, after: str, *, apart: bool) -> float:
    """A dash, dots or a hard space: at home at the edge of a word, never twice in a row."""
    if not apart or character in {before, after}:
        return -1
    if character in "—…" and after.isalpha():
        return 0.4
    return 1.5


def _letter_fit(character: str, before: str, after: str) -> float:
    """A letter with an accent, by the case of its neighbours and its place in the word."""
    if character.isupper():
        return _capital_fit(character, before, after)
    known = character in _COMMON or character in _RARE
    if not known or (before.isupper() and after.isupper()):
        return -2
    if character == "œ":
        return 0.5 if after == "u" else -1
    inside = before.isalpha() or after.isalpha()
    if character in _COMMON and (before.isalpha() or character in _INITIAL):
        return 2 if inside else 1.0
    if not inside:
        return -1.5
    return 0.5 if before.isalpha() or character in _INITIAL else 0.3


def _capital_fit(character: str, before: str, after: str) -> float:
    """A capital with an accent: at home in capitals, or at the start of a word."""
    if before.islower() or not (before.isalpha() or after.isalpha()):
        return -3
    if character not in _COMMON and character not in _RARE:
        return -2
    if before.isupper() and after.islower():
        return -2
    if character in _CAPITALS:
        return 1.0
    return 0.8 if (before.isupper() or after.isupper()) and character in "ËÏÊÓÔÎÛÑÄÂ" else 0.2


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
