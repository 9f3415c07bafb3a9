"""The words by which Dutch denies or weakens, and those that only seem to.

Cues carry a polarity and a direction: "forward" (geen tijd), "both" (ik vertrouw het niet), or
"predicate" (the word stands before its noun or, after a verb, behind it: zwak, beperkt).
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from coder.language.wordlist import words
from coder.model import Polarity

Direction = Literal["forward", "both", "predicate"]


class Cue(NamedTuple):
    """What a cue does to the words in its scope, and on which side of it they stand."""

    polarity: Polarity
    direction: Direction


_ABSENT, _REDUCED = Polarity.ABSENT, Polarity.REDUCED


def _cues(polarity: Polarity, direction: Direction, words: str) -> dict[str, Cue]:
    return {word: Cue(polarity, direction) for word in words.split()}


FORMS = {
    **_cues(_ABSENT, "forward", "geen zonder noch allesbehalve g'n"),
    **_cues(_ABSENT, "both", "niet nooit niets niks niemand nergens nimmer evenmin allerminst"),
    **_cues(_ABSENT, "both", "geenszins niemendal"),
    **_cues(_ABSENT, "predicate", "nul weg zoek kwijt verdwenen afwezig nihil uitgebleven"),
    **_cues(_REDUCED, "forward", "nauwelijks amper ternauwernood onvoldoende weinig minder"),
    **_cues(_REDUCED, "predicate", "beperkt beperkte gering geringe schaars schaarse matig matige"),
    **_cues(_REDUCED, "predicate", "zwak zwakke laag lage mager magere minimaal minimale broos"),
    **_cues(_REDUCED, "predicate", "broze wankel wankele ontoereikend ontoereikende gebrekkig"),
    **_cues(_REDUCED, "predicate", "gebrekkige krap krappe klein kleine dun dunne slecht slechte"),
    **_cues(
        _REDUCED, "predicate", "stroef stroeve moeizaam moeizame kleiner lager zwakker fragiel"
    ),
    **_cues(_REDUCED, "predicate", "fragiele minimum geschaad beschadigd geschonden ondermaats"),
    **_cues(_REDUCED, "predicate", "afgenomen gedaald geslonken verminderd verzwakt teruggelopen"),
    **_cues(_REDUCED, "predicate", "afgebrokkeld verslechterd"),
}
"""Single forms."""

DENIALS = words("geen zonder noch niet nooit niets niks niemand nergens nimmer evenmin geenszins")
"""Forms that deny; all other cues name a lack, which a denial turns round."""

VERBS = {
    **_cues(_ABSENT, "both", "ontbreken verdwijnen wegvallen uitblijven ontberen missen wegebben"),
    **_cues(_REDUCED, "both", "afnemen dalen slinken krimpen verminderen teruglopen afbrokkelen"),
    **_cues(_REDUCED, "both", "verslechteren haperen stokken tekortschieten tekortkomen afkalven"),
    **_cues(
        _REDUCED,
        "both",
        "schorten stagneren tanen verwateren verzwakken achterblijven wegzakken inzakken",
    ),
}
"""Verbs by lemma, also with their particle apart ("neemt ... af")."""

LACKS = {
    "gebrek": Cue(_ABSENT, "forward"),
    "afwezigheid": Cue(_ABSENT, "forward"),
    "ontbreken": Cue(_ABSENT, "forward"),
    "tekort": Cue(_REDUCED, "forward"),
    "schaarste": Cue(_REDUCED, "forward"),
    "krapte": Cue(_REDUCED, "forward"),
    "afname": Cue(_REDUCED, "forward"),
    "daling": Cue(_REDUCED, "forward"),
    "verlies": Cue(_REDUCED, "forward"),
    "gemis": Cue(_ABSENT, "forward"),
}
"""Nouns of lack: what lacks follows with aan, van or in ("gebrek aan tijd")."""

LACK_LINKS = words("aan van in op bij")

COMPOUND_LACKS = {
    "tekort": _REDUCED,
    "krapte": _REDUCED,
    "schaarste": _REDUCED,
    "verlies": _REDUCED,
    "gebrek": _ABSENT,
}
"""Heads of compounds that say what lacks in one word ("personeelstekort")."""

PSEUDO = tuple(
    tuple(phrase.split())
    for phrase in (
        "niet alleen",
        "niet enkel",
        "niet slechts",
        "niet louter",
        "niet iedereen",
        "niet iedere",
        "niet alle",
        "niet alles",
        "niet allemaal",
        "niet elke",
        "niet elk",
        "niet onbelangrijk",
        "niet te vergeten",
        "niet voor niets",
        "niet voor niks",
        "niet waar",
        "niet zonder",
        "niet nul",
        "of niet",
        "waarom niet",
        "al dan niet",
        "zo niet",
        "nog niet zo lang geleden",
        "niet lang geleden",
        "zonder twijfel",
        "zonder meer",
        "zonder probleem",
        "zonder problemen",
        "zonder enige twijfel",
        "zonder dollen",
        "geen probleem",
        "geen problemen",
        "geen twijfel",
        "geen punt",
        "geen wonder",
        "geen idee",
        "geen enkel probleem",
        "geen grapje",
        "geen haar beter",
        "niets nieuws",
        "niks nieuws",
        "niets mis",
        "niks mis",
        "niets anders dan",
        "niks anders dan",
        "niets liever dan",
        "niets dan",
        "niets meer dan",
        "nooit eerder zo",
        "nooit zo",
        "nooit beter",
        "min of meer",
        "meer of minder",
        "niet minder",
        "niet weinig",
        "niets te klagen",
        "niet te klagen",
        "niet zo gek",
        "niet erg",
        "niet gek",
        "niet uit",
        "kan niet anders",
        "niet anders dan",
        "niet meer dan logisch",
        "niet meer dan normaal",
        "geen kwestie van",
        "geen reden",
        "geen twijfel over",
        "ligt niet aan",
        "lag niet aan",
        "ligt het niet aan",
        "lag het niet aan",
        "niet het probleem",
        "het probleem niet",
        "twijfel niet aan",
        "twijfelt niet aan",
        "twijfelen niet aan",
        "twijfelde niet aan",
        "nooit gedacht",
        "nooit verwacht",
        "niet gedacht",
        "niet verwacht",
        "niet stilgezeten",
    )
)
"""Phrases whose cue denies nothing, or not the words around it."""

COMMON = words(
    """of al te het op met onder laat laten liet kan kon moet meer min zo nog ligt lag dan waarom
    twijfel twijfelt twijfelen twijfelde"""
)
"""Words too common to start looking for a phrase at."""

VANISHED = tuple(tuple(phrase.split()) for phrase in ("ver te zoeken", "nergens te bekennen"))
"""Phrases that deny what stands before them."""

WEAKENED = tuple(
    tuple(phrase.split())
    for phrase in (
        "bijna geen",
        "vrijwel geen",
        "haast geen",
        "praktisch geen",
        "nagenoeg geen",
        "bijna niet",
        "vrijwel niet",
        "haast niet",
        "bijna nooit",
        "vrijwel nooit",
        "zelden",
        "niet genoeg",
        "niet voldoende",
        "geen voldoende",
        "niet optimaal",
        "niet toereikend",
        "niet bepaald",
        "niet altijd",
        "niet overal",
        "niet erg veel",
        "niet zo'n",
        "geen groot",
        "geen grote",
        "geen breed",
        "geen optimale",
        "geen sterke",
        "niet groot",
        "niet hoog",
        "niet sterk",
        "niet breed",
        "niet goed",
        "niet best",
        "niet lekker",
        "niet soepel",
        "niet vlot",
        "niet zo goed",
        "niet zo groot",
        "niet zo sterk",
        "niet zo hoog",
        "niet heel groot",
        "niet heel goed",
        "niet erg groot",
        "niet echt goed",
        "niet al te",
        "laat te wensen over",
        "laten te wensen over",
        "liet te wensen over",
        "te wensen over",
        "op een laag pitje",
        "onder druk",
        "te kort",
        "tekort",
        "schiet tekort",
        "met moeite",
        "te traag",
        "te langzaam",
        "tanende",
        "kan beter",
        "kon beter",
        "moet beter",
        "kan veel beter",
        "kan nog beter",
    )
)
"""Phrases that weaken, where their single words would deny or say nothing."""

CONTRAST = words("maar want doch echter wel ofwel oftewel")
SUBORDINATORS = words(
    """omdat doordat terwijl hoewel ofschoon zodat zodra zolang als wanneer toen tenzij nadat
    voordat opdat aangezien indien mits sinds zoals tot of waardoor waarbij waarom wie wat hoe
    waar"""
)
NEG_RAISING = words(
    """denken geloven vinden verwachten menen idee gevoel indruk zo zien merken willen lijken
    zeggen ervaren"""
)
"""Words after whose negation the clause with "dat" is what is denied."""

PREPOSITIONS = words(
    """door met bij in voor volgens dankzij ondanks tijdens na sinds wegens vanwege tegen onder
    over tussen uit om vanuit via binnen buiten naast per rond op"""
)
DETERMINERS = words(
    """de het een die dat deze dit mijn je jouw zijn haar hun ons onze jullie uw alle elke ieder
    iedere geen zo'n sommige veel weinig enkele beide"""
)
PRONOUNS = words("ik je jij we wij hij ze zij u er het men jullie dat die daar dan toen")
IDENTITY = words("de het mijn jouw zijn haar hun ons onze jullie uw dit die deze")
"""What follows "is niet" when one thing is said not to be another."""

COPULAS = words("is zijn was waren ben bent wordt worden werd werden")
STOPS = words(", ; : . ? ! … ... – — - ( ) ..")
CLOSERS = frozenset(("", "geworden", "en", "maar", "sprake", "meer"))
"""What follows a forward cue that closes its clause and so looks back ("tijd is er geen")."""
