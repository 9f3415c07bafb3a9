"""Explanations in words: one line, what counted most first, and the sum by kind of evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from coder.explanation import Alike, Explanation, Hit, Span
from coder.identity import Id
from coder.model import Suggestion

LEAST = 0.05
"""Kinds of evidence that add less than this are not told in the line."""
STRONG = 0.2
"""Learned words that add as much as this are marked in the text."""
MOST_QUOTED = 48
BAR, FULL = 6, 3.0
"""Marks of a full bar, and what a kind of evidence adds to fill it."""

_PLAIN = re.compile(r"^(¬ |↓ )?(?:word|phrase|exact) ")
_WHERE = {"here": "codebook", "ahead": "codebook, soon after", "question": "codebook, asked"}
_USUAL = "how often it is used"


def reason(explanation: Explanation, names: Mapping[Id, str]) -> str:
    """Why, in one line; `names` are those of the codes."""
    told = {
        "codebook terms": _hits(explanation),
        "learned words": _learned(explanation),
        "the interview so far": _before(explanation, names),
        "meaning: definition": _meant(explanation),
        "meaning: codings": ["meant much as what was coded with it"],
    }
    groups = sorted(explanation.parts, key=lambda part: -part[1])
    found = [words for group, share in groups if share >= LEAST for words in told.get(group, ())]
    if explanation.unlike is not None and _is_nearer(explanation.unlike, explanation.alike):
        found.append(f"but also like {_quoted(explanation.unlike)}, which lacks it")
    return " · ".join(found) or f"only {_USUAL}"


def split(explanation: Explanation) -> list[tuple[str, float, str]]:
    """The sum by kind of evidence: its name, what it adds, and a bar of + or -; none for nearly 0.

    What speaks for the code comes first, the strongest first.
    """
    rows = sorted(explanation.parts, key=lambda part: -part[1])
    return [(group, share, bar) for group, share in rows if (bar := _bar(share))]


def clues(explanation: Explanation) -> str:
    """The learned words and which way they speak, in one line; "" where there are none."""
    signed = [f"{'+' if one.share > 0 else '−'}{one.words}" for one in explanation.clues]
    return ", ".join(signed)


def words_behind(suggestion: Suggestion) -> tuple[Span, ...]:
    """The places of the words that gave rise to a suggestion: terms, and the strongest learned."""
    found = [span for piece in suggestion.evidence for span in piece.spans]
    if suggestion.explanation is not None:
        strong = [one for one in suggestion.explanation.clues if one.share >= STRONG]
        found += [span for one in strong for span in one.spans]
    return tuple(dict.fromkeys(found))


def record(hit: Hit) -> str:
    """How often a term was right before; "" where it was never judged."""
    judged = hit.right + hit.wrong
    return f"right {hit.right} of {judged}" if judged else ""


def _hits(explanation: Explanation) -> Iterator[str]:
    """The surest terms, those on the same words once."""
    seen: dict[str, Hit] = {}
    for hit in explanation.hits:
        seen.setdefault(_PLAIN.sub(r"\1", hit.words.replace("*", "")), hit)
    for words, hit in list(seen.items())[:2]:
        about = "; ".join(part for part in (_WHERE[hit.where], record(hit)) if part)
        yield f"{words} ({about})"


def _learned(explanation: Explanation) -> Iterator[str]:
    words = [one.words for one in explanation.clues if one.share > 0][:3]
    if words:
        yield f"{', '.join(words)} (learned)"
    if explanation.alike is not None:
        yield f"like {_quoted(explanation.alike)}"


def _before(explanation: Explanation, names: Mapping[Id, str]) -> Iterator[str]:
    before = explanation.before
    if before.since is not None:
        ago = "segment" if before.since == 1 else "segments"
        turn = ", same turn" if before.same_turn else ", before a question" if before.asked else ""
        yield f"given {before.since} {ago} before{turn}"
    elif before.after is not None and before.after in names:
        yield f"often after {names[before.after]}"


def _meant(explanation: Explanation) -> Iterator[str]:
    """By a model of meaning: whether the segment is like the definition, or what follows it."""
    shares = {name: share for name, _, share in explanation.features}
    ahead = shares.get("meaning_ahead", 0.0) > shares.get("meaning", 0.0)
    yield "what follows is meant like the definition" if ahead else "meant like the definition"


def _quoted(alike: Alike) -> str:
    quote = " ".join(alike.quote.split())
    if len(quote) > MOST_QUOTED:
        quote = quote[: MOST_QUOTED - 1].rstrip() + "…"
    return f"“{quote}” ({alike.name})"


def _is_nearer(one: Alike, other: Alike | None) -> bool:
    return other is None or one.likeness > other.likeness


def _bar(share: float) -> str:
    return ("+" if share > 0 else "−") * min(round(abs(share) / FULL * BAR), BAR)
