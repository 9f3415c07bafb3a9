"""Who asks the questions: told by the speaker's label, else guessed from how people talk."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from coder.model import Role, Turn
from coder.readers.questions import Manner, manner
from coder.readers.vocabulary import (
    ASIDE_WORDS,
    INTERVIEWER_LETTERS,
    INTERVIEWER_WORDS,
    OFFICE_WORDS,
    RESPONDENT_LETTERS,
    RESPONDENT_WORDS,
    tokens,
)

_CLEAR = 0.75
_PARTY = re.compile(r"\([A-Z][A-Za-z0-9-]{1,20}\)$")
_SAMPLE = 400


def with_roles(text: str, turns: tuple[Turn, ...]) -> tuple[tuple[Turn, ...], tuple[str, ...]]:
    """The turns with roles, and a warning where roles are a guess or open."""
    speakers = list(dict.fromkeys(turn.speaker for turn in turns if turn.speaker))
    if not speakers:
        return turns, ()
    roles = roles_by_label(speakers)
    warnings: tuple[str, ...] = ()
    if Role.INTERVIEWER not in roles.values() and not _is_debate(speakers):
        roles, warnings = _by_behaviour(text, turns, speakers, roles)
    named = tuple(
        replace(turn, role=role) if (role := roles.get(turn.speaker, Role.UNKNOWN)) else turn
        for turn in turns
    )
    return named, warnings


def roles_by_label(speakers: list[str]) -> dict[str, Role]:
    """The roles that labels tell; whoever talks with an interviewer is a respondent."""
    roles = {speaker: _by_word(speaker) for speaker in speakers}
    letters = {speaker: _letter(speaker) for speaker in speakers}
    partners = {letter for letter in letters.values() if letter}
    for speaker, letter in letters.items():
        if letter and not roles[speaker]:
            roles[speaker] = _by_letter(letter, partners, set(roles.values()))
    if Role.INTERVIEWER in roles.values():
        for speaker in speakers:
            roles[speaker] = roles[speaker] or _other(speaker)
    return roles


def _other(speaker: str) -> Role:
    """The role of somebody who talks with an interviewer: a respondent, or unknown."""
    aside = ASIDE_WORDS.intersection(tokens(speaker))
    return Role.UNKNOWN if aside else Role.RESPONDENT


def _by_word(speaker: str) -> Role:
    words = tokens(speaker.replace("_", " "))
    if any(word in INTERVIEWER_WORDS for word in words):
        return Role.INTERVIEWER
    if any(word in RESPONDENT_WORDS for word in words):
        return Role.RESPONDENT
    return Role.UNKNOWN


def _letter(speaker: str) -> str:
    """The letter or word of "R", "R1", "I:", "Vraag 3"; "" for other labels."""
    words = tokens(speaker.replace("_", " "))
    whole = re.sub(r"[\W\d_]+", "", speaker).casefold()
    if len(words) <= 1 and whole in INTERVIEWER_LETTERS | RESPONDENT_LETTERS:
        return whole
    return ""


def _by_letter(letter: str, partners: set[str], known: set[Role]) -> Role:
    """The role of "I", "V", "Q", "M" and of "R", "A", "P", "D", "B", "G" in their company."""
    if letter in ("i", "q", "vraag", "question"):
        return Role.INTERVIEWER
    answers = partners & {"r", "a", "antwoord", "answer", "p", "d", "g"}
    if letter == "v":
        return Role.INTERVIEWER if answers and "m" not in partners else Role.UNKNOWN
    if letter == "m":
        moderates = (answers or Role.RESPONDENT in known) and not partners & {"v", "i", "q"}
        return Role.INTERVIEWER if moderates else Role.UNKNOWN
    asks = partners & {"i", "q", "v", "vraag", "question", "m"} or Role.INTERVIEWER in known
    return Role.RESPONDENT if letter == "r" or asks else Role.UNKNOWN


def _is_debate(speakers: list[str]) -> bool:
    """Whether officials or members of parties speak, so that nobody need be an interviewer."""
    offices = sum(bool(OFFICE_WORDS.intersection(tokens(speaker))) for speaker in speakers)
    parties = sum(bool(_PARTY.search(speaker)) for speaker in speakers)
    return 2 * (offices + parties) > len(speakers)


def _by_behaviour(
    text: str, turns: tuple[Turn, ...], speakers: list[str], roles: dict[str, Role]
) -> tuple[dict[str, Role], tuple[str, ...]]:
    """Roles from who asks, who is short, who opens; nobody where that does not tell."""
    said: dict[str, list[str]] = defaultdict(list)
    for turn in turns:
        if turn.speaker and len(said[turn.speaker]) < _SAMPLE:
            said[turn.speaker].append(text[turn.start : min(turn.end, turn.start + 4000)])
    candidates = [
        speaker
        for speaker in speakers
        if not roles[speaker] and not OFFICE_WORDS.intersection(tokens(speaker))
    ]
    if len(speakers) < 2 or not candidates:
        return roles, ()
    manners = {speaker: manner(said[speaker]) for speaker in speakers}
    scores = {speaker: _asking(manners, speaker, speakers[0]) for speaker in speakers}
    best = max(candidates, key=lambda speaker: scores[speaker])
    rivals = [scores[speaker] for speaker in speakers if speaker != best]
    if scores[best] < _CLEAR or scores[best] - max(rivals) < _CLEAR:
        return roles, ("Who interviews could not be told from the labels or the words.",)
    found = {speaker: roles[speaker] or _other(speaker) for speaker in speakers}
    found[best] = Role.INTERVIEWER
    return found, (f"“{best}” was taken for the interviewer by the way of asking; please check.",)


def _asking(manners: dict[str, Manner], speaker: str, opener: str) -> float:
    """How much one speaker talks like an interviewer, against all others together."""
    own = manners[speaker]
    others = [manners[other] for other in manners if other != speaker]
    turns = sum(other.turns for other in others)
    words = sum(other.words for other in others)
    if not own.words or not words:
        return 0.0

    def mean(name: str) -> float:
        total = sum(getattr(other, name) * other.turns for other in others)
        return float(total) / max(turns, 1)

    length = (words / max(turns, 1)) / (own.words / max(own.turns, 1))
    score = 3.0 * (own.asks - mean("asks"))
    score += min(max(length - 1, -1.0), 3.0) / 2
    score += 10 * (own.second - mean("second")) + 10 * (mean("first") - own.first)
    score += own.invites - mean("invites") + 0.5 * (own.procedure - mean("procedure"))
    return score + (0.3 if speaker == opener else 0.0)
