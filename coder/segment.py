"""Cuts turns into the units offered for coding: sentences, or slices where nothing is punctuated.

Rules only, without any model. They work on white-space-separated chunks: a chunk that ends in
`.`, `!`, `?` or an ellipsis (and closing quotes or brackets) ends a sentence unless what stands
before (abbreviation, initial, list number) or after (lower case) says otherwise.
All positions are Unicode code points, end exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

from coder.model import Cue, Document, Segment, Turn

MAX_WORDS = 30
"""The longest slice of unpunctuated speech, in white-space-separated words."""

_BEST_WORDS = 16


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LONG_SENTENCE = 60
_CHUNK = re.compile(r"\S+")
_LINE_END = re.compile(r"[\n\r\v\f\x85\u2028\u2029]")
_MARK = re.compile(r"[.!?…,;:]")
_LIST_NUMBER = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})(?:\.\d{1,3}){0,3}\.\)?")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,3}\.)+[^\W\d_]{1,4}")
_ENDERS = ".!?…"
_CLOSERS = "\"'”’“»›)]}*_"
_OPENERS = "\"'“”„‘’‚«»‹([{*_-–—•"
_TAIL = _ENDERS + _CLOSERS
_CLITICS = _set("'s 't 'k 'n 'm ’s ’t ’k ’n ’m ‘s ‘t ‘k ‘n ‘m")

_TITLES = _set(
    """dhr mevr mw mej dr drs ir ing mr mrs ms prof ds st ste jhr jkvr mgr kard past pr em bc msc
    bsc gen kol lt sgt kap maj wnd wed gebr fam heer hr sint lic burg weth min.pres dir"""
)
_INNER = _set(
    """nr nrs no tel blz pag p pp art artt afb afd hfst hs par fig tab bijl vol jrg ca plm resp
    vgl cf zgn zg bijv bv vb incl excl max min gem ong evt eventueel mln mld milj vs versus
    aug sept okt nov dec jan febr feb mrt apr jun jul jr alg red uitg vert verg vnl voorz secr
    penn adm adj arr ass cat cfr co def dept distr doc eig electr eng exc fr geb gest gld inl
    insp int ir jaarg kath kl lit ltd m.b.t med mdl mij nat ned nl not oorspr opm orig overl
    pct pers plv pol prot prov prot publ rijksst rk sg soc subs techn tek temp toel vac verm
    volgnr voorl vr wrsch zn znd"""
)
_ENDING = _set(
    "enz enzv etc e.d e.a c.s a.u.b s.v.p jl jr sr p.p p.j p.m i.p n.v b.v v.o.f s.a m.a"
)
_STARTERS = _set(
    """Dat Dit Die Deze Ik Je Jij We Wij Hij Zij Ze U Jullie Er En Maar Want Dus Ook Als Toen
    Daar Daarom Daarna Daarbij Dan Hier Nu Nou Nee Ja Wat Waar Waarom Hoe Wie Welke Wanneer
    Omdat Hoewel Terwijl Volgens Tijdens Sinds Bij Voor Met Na Om Tot Zo Alleen Toch Verder
    Bovendien Inmiddels Vandaag Gisteren Morgen Niet Geen Niemand Iedereen Alle Veel Een Eén
    Het In Aan Uit Onder Door Op Mijn Zijn Haar Hun Ons Onze Mensen Sommige Volgende Vorige"""
)
_NAME_PARTICLES = _set("Het In Aan Uit Onder Op Van De Den Der Ten Ter Te")
_BOUND = _set(
    """de het een van in op aan met voor door bij tot uit om te en of maar want dat die als dan
    mijn je jouw zijn haar hun ons onze deze dit geen zo'n ik we wij hij ze zij u er niet heel
    zeer naar over onder tussen tegen zonder per is was heeft hebben had kan moet wil zal zou
    'n 't der den ten ter"""
)
_CLAUSE = _set(
    """en maar want dus ja nee nou dan toen omdat als terwijl hoewel zodat daarom daarna daar ik
    we wij hij ze u kijk oké eh uh uhm ehm want of waar wat hoe dat die das maarja verder
    eigenlijk vervolgens ook"""
)


_Word: TypeAlias = tuple[int, int]
"""Start and end of a white-space-separated chunk."""


def segments(document: Document) -> list[Segment]:
    """The coding units of a document in text order, none across a turn."""
    found: list[Segment] = []
    for index, turn in enumerate(document.turns):
        spans = _turn_spans(document.text, turn)
        found.extend(Segment(start, end, index) for start, end in spans)
    return found


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of `text`, without the white space around them."""
    return [(group[0][0], group[-1][1]) for group in _sentence_groups(text, 0, len(text))]


def _turn_spans(text: str, turn: Turn) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for group in _sentence_groups(text, turn.start, turn.end):
        pieces = _slices(text, group, turn.cues) if _is_run_on(text, group) else [group]
        spans.extend((piece[0][0], piece[-1][1]) for piece in pieces)
    return spans


# ---------------------------------------------------------------------------- sentences


def _sentence_groups(text: str, start: int, end: int) -> list[list[_Word]]:
    """The words by sentence; a group without letter or digit joins its neighbour on the line."""
    words = [match.span() for match in _CHUNK.finditer(text, start, end)]
    lower = _is_lower_case(text, words)
    line_ends = _line_ends(text, words)
    candidates = [
        number
        for number, (_, after) in enumerate(words)
        if text[after - 1] in _TAIL or after in line_ends
    ]
    groups: list[list[_Word]] = []
    first = 0
    for number in candidates:
        at_line_end = words[number][1] in line_ends
        if not at_line_end and not _ends_sentence(text, words, number, number - first + 1, lower):
            continue
        group = words[first : number + 1]
        if groups and groups[-1][-1][1] not in line_ends and not _has_word(text, group):
            groups[-1].extend(group)
        else:
            groups.append(group)
        first = number + 1
    return groups


def _line_ends(text: str, words: Sequence[_Word]) -> set[int]:
    """The ends of the words after which a line ends; the last one's is one."""
    if not words:
        return set()
    ends = {words[-1][1]}
    if _LINE_END.search(text, words[0][0], words[-1][1]):
        ends.update(
            one[1] for one, after in pairwise(words) if _LINE_END.search(text, one[1], after[0])
        )
    return ends


def _has_word(text: str, group: Sequence[_Word]) -> bool:
    return any(letter.isalnum() for start, end in group for letter in text[start:end])


def _ends_sentence(text: str, words: Sequence[_Word], index: int, place: int, lower: bool) -> bool:
    """Whether the sentence ends after word `index`, the `place`-th of its sentence."""
    chunk = text[slice(*words[index])]
    body = chunk.rstrip(_CLOSERS)
    if not body or body[-1] not in _ENDERS or chunk[:-1] in ("(?", "(!", "[?", "[!"):
        return False
    following = _next_visible(text, words, index)
    if following and following[0] in _ENDERS:
        return False
    if following and following[0].islower() and not lower:
        return False
    if body[-1] != "." or body.endswith(".."):
        return True
    return _full_stop_ends(chunk, body.lstrip(_OPENERS)[:-1], following, place)


def _full_stop_ends(chunk: str, stem: str, following: str, place: int) -> bool:
    """Whether one full stop after `stem` ends a sentence, seen what follows."""
    if place == 1 and _LIST_NUMBER.fullmatch(chunk):
        return False
    folded = stem.lower()
    opener = following.rstrip(",:;.!?…\"'”’)")
    if folded in _TITLES:
        return False
    if folded in _ENDING:
        return True
    initial = len(stem) == 1 and stem.isalpha()
    abbreviated = folded in _INNER and stem[:1].islower()
    if not (initial or abbreviated or _DOTTED.fullmatch(stem)):
        return True
    return opener in _STARTERS and (stem.islower() or opener not in _NAME_PARTICLES)


def _next_visible(text: str, words: Sequence[_Word], index: int) -> str:
    """The next chunk without what may open a sentence ("", where there is none)."""
    for offset in range(index + 1, min(index + 4, len(words))):
        chunk = text[slice(*words[offset])]
        if chunk.lower() in _CLITICS:
            continue
        bare = chunk.lstrip(_OPENERS)
        if bare:
            return bare
    return ""


def _is_lower_case(text: str, words: Sequence[_Word]) -> bool:
    """Whether sentences start in lower case here: typed or recognised without capitals."""
    first = _next_visible(text, words, -1)
    if not first or not first[0].islower():
        return False
    for index, (_, end) in enumerate(words):
        if text[end - 1] not in _ENDERS:
            continue
        following = _next_visible(text, words, index)
        if following and following[0].isupper():
            return False
    return True


# ---------------------------------------------------------------------------- slices


def _is_run_on(text: str, group: Sequence[_Word]) -> bool:
    """Whether a "sentence" is really unpunctuated speech longer than a slice may be."""
    if len(group) <= MAX_WORDS:
        return False
    ended = text[slice(*group[-1])].rstrip(_CLOSERS).endswith(tuple(_ENDERS))
    limit = _LONG_SENTENCE if ended else MAX_WORDS
    stretch = 0
    for start, end in group:
        stretch += 1
        if stretch > limit:
            return True
        if _MARK.search(text, max(start, end - 3), end):
            stretch = 0
    return False


def _slices(text: str, group: Sequence[_Word], cues: Sequence[Cue]) -> list[Sequence[_Word]]:
    """The cheapest cut into slices of at most `MAX_WORDS`, at cue borders where there are any."""
    count = len(group)
    costs = _border_costs(text, group, cues)
    best = [0.0] + [float("inf")] * count
    back = [0] * (count + 1)
    for end in range(1, count + 1):
        for start in range(max(0, end - MAX_WORDS), end):
            length = end - start
            cost = best[start] + costs[end] + ((length - _BEST_WORDS) / 8) ** 2
            if cost < best[end]:
                best[end], back[end] = cost, start
    pieces: list[Sequence[_Word]] = []
    end = count
    while end:
        pieces.append(group[back[end] : end])
        end = back[end]
    return pieces[::-1]


def _border_costs(text: str, group: Sequence[_Word], cues: Sequence[Cue]) -> list[float]:
    """What cutting before word `i` costs; the borders at both ends are free."""
    cue_starts = {cue.start for cue in cues}
    pauses = _pauses(cues)
    costs = [0.0] * (len(group) + 1)
    for index in range(1, len(group)):
        before, after = group[index - 1], group[index]
        last = text[slice(*before)].lower()
        first = text[slice(*after)].lower()
        cost = 2.0
        if last in _BOUND:
            cost += 2.0
        if first in _CLAUSE:
            cost -= 1.0
        if last[-1] in ",;:.!?…":
            cost -= 1.5
        if cue_starts:
            at_border = any(place in cue_starts for place in range(before[1], after[0] + 1))
            cost += -1.0 if at_border else 12.0
            cost -= pauses.get(after[0], 0.0)
        costs[index] = cost
    return costs


def _pauses(cues: Sequence[Cue]) -> dict[int, float]:
    """For the start of a cue, a bonus of up to 1 for the silence before it (1 at half a second)."""
    bonus: dict[int, float] = {}
    for before, after in pairwise(cues):
        if before.end_ms is not None and after.begin_ms is not None:
            bonus[after.start] = min(max(after.begin_ms - before.end_ms, 0) / 500, 1.0)
    return bonus
