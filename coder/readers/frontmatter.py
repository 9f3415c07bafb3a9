"""Facts at the top of a text between two lines of three dashes: `key: value`, nothing more."""

from __future__ import annotations

from typing import NamedTuple

_MOST_LINES = 200
_LONGEST = 20_000


class FrontMatter(NamedTuple):
    """The facts as written, the position at which the text proper starts, and warnings."""

    attributes: tuple[tuple[str, str], ...] = ()
    end: int = 0
    warnings: tuple[str, ...] = ()


def front_matter(text: str) -> FrontMatter:
    """The facts that a text starts with; no facts and end 0 where it starts with none."""
    if not text.startswith("---\n"):
        return FrontMatter()
    facts: dict[str, str] = {}
    ignored: list[int] = []
    last = ""
    position = 4
    for number in range(2, _MOST_LINES):
        stop = text.find("\n", position, _LONGEST)
        line = text[position : stop if stop >= 0 else min(len(text), _LONGEST)].rstrip()
        if line in ("---", "..."):
            end = len(text) if stop < 0 else stop + 1
            return _result(facts, end, ignored)
        if stop < 0:
            return FrontMatter()
        position = stop + 1
        name, colon, value = line.partition(":")
        item = line.strip()
        if not item or item.startswith("#"):
            continue
        if item.startswith("- ") and last:
            facts[last] = "; ".join(filter(None, (facts[last], _plain(item[2:]))))
        elif colon and _is_key(name) and (not value or value[0].isspace()):
            last = name.strip()
            if last in facts:
                ignored.append(number)
            else:
                facts[last] = _plain(value)
        elif not facts:
            return FrontMatter()
        else:
            ignored.append(number)
    return FrontMatter()


def _result(facts: dict[str, str], end: int, ignored: list[int]) -> FrontMatter:
    if not facts:
        return FrontMatter()
    warnings: tuple[str, ...] = ()
    if ignored:
        lines = ", ".join(map(str, ignored[:5]))
        warnings = (f"Front matter: not understood and left out (line {lines}).",)
    return FrontMatter(tuple(facts.items()), end, warnings)


def _is_key(name: str) -> bool:
    return bool(name) and len(name) <= 60 and name[0].isalpha() and "," not in name


def _plain(value: str) -> str:
    """A value without quotes, a comment at its end, or the brackets of a list."""
    value = value.strip()
    if value[:1] in ("'", '"'):
        close = value.find(value[0], 1)
        return value[1:close] if close > 0 else value
    comment = value.find(" #")
    value = value[:comment].rstrip() if comment >= 0 else value
    if value.startswith("[") and value.endswith("]"):
        parts = (part.strip().strip("'\"") for part in value[1:-1].split(","))
        return "; ".join(filter(None, parts))
    return value
