"""A suggestion as lines to read: which code, how sure, why, and on demand the whole sum."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping

from rich.text import Text

from coder.explanation import Alike, Explanation
from coder.identity import Id
from coder.model import Code, Suggestion
from coder.printable import one_line
from coder.suggest.bands import band
from coder.suggest.reasons import clues, reason, split

INDENT = "   "
NARROWEST = 24
LONGEST = 600


def why(suggestion: Suggestion, codes: Mapping[Id, Code]) -> str:
    """The reason for a suggestion in one line."""
    if suggestion.explanation is not None:
        return reason(suggestion.explanation, {eid: code.name for eid, code in codes.items()})
    return "; ".join(piece.text.replace("*", "") for piece in suggestion.evidence[:3])


def suggestion_lines(
    suggestion: Suggestion,
    codes: Mapping[Id, Code],
    number: int,
    *,
    chosen: bool,
    whole: bool,
    width: int,
) -> Text:
    """A suggestion with its number and its reason, which is cut to one line if not `whole`."""
    text = Text()
    text.append(f"{'›' if chosen else ' '}{number} ", "bold")
    text.append(f"{one_line(codes[suggestion.code].name)}?", "bold italic")
    text.append(f"  {band(suggestion.score)}\n", "dim")
    line = one_line(why(suggestion, codes), LONGEST)
    if whole:
        text.append(_wrapped(line, width), "dim")
    elif line:
        text.append(f"{INDENT}{one_line(line, max(width, NARROWEST) - len(INDENT))}\n", "dim")
    return text


def more_lines(suggestion: Suggestion, codes: Mapping[Id, Code], width: int) -> Text:
    """What a code means and the sum that its score comes from, kind by kind."""
    text = Text()
    definition = one_line(codes[suggestion.code].definition) or "no definition"
    text.append(_wrapped(definition, width))
    if suggestion.explanation is not None:
        for group, _, bar in split(suggestion.explanation):
            text.append(f"{INDENT}{group:21}", "dim")
            text.append(f"{bar}\n", "bold" if bar.startswith("+") else "dim")
        for line in _details(suggestion.explanation):
            text.append(_wrapped(one_line(line, LONGEST), width), "dim")
    return text


def _details(explanation: Explanation) -> Iterator[str]:
    """What stands behind the sum."""
    words = clues(explanation)
    if words:
        yield f"learned words: {words}"
    if explanation.alike is not None:
        yield f"has it: {_named(explanation.alike)}"
    if explanation.unlike is not None:
        yield f"lacks it: {_named(explanation.unlike)}"
    taught = explanation.taught
    yield f"segments so far: {taught.given} with it, {taught.absent} without"


def _named(alike: Alike) -> str:
    return f"“{' '.join(alike.quote.split())}” ({alike.name})"


def _wrapped(line: str, width: int) -> str:
    """A text in lines of a width, indented; "" for nothing."""
    lines = textwrap.wrap(
        line, max(width, NARROWEST), initial_indent=INDENT, subsequent_indent=INDENT
    )
    return "".join(f"{one}\n" for one in lines)
