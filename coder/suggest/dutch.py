"""Closed classes of Dutch words that matching asks about; they do other languages no harm."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PARTICLES = _words(
    """aan achter af bij binnen boven buiten door heen in langs los mede mee met na naar neer om
    omhoog onder op open over per rond samen te tegen terug thuis toe tussen uit van vast vol voor
    voort voorbij weg weer zonder"""
)
"""Words that join into verbs and nouns of another meaning: "aan bod" is not "aanbod"."""

PREFIXES = PARTICLES | _words("be ge her mis on ont ver wan")
"""Beginnings that make another word: uitwisselen, onvoldoende."""

PREPOSITIONS = _words(
    """aan achter bij binnen boven buiten door in langs na naar om onder op over tegen tussen uit
    van voor"""
)
"""Particles that before a noun phrase are prepositions."""

CLOSERS = _words(
    """als ben bent dan dat die doordat dus en hebben heeft hoor hè is ja kan maar met moet nadat
    nou of om omdat ook te terwijl toch toen totdat voordat waardoor wanneer want waren was werd
    wordt zijn zodat zou"""
)
"""Words after which a preceding particle has closed its clause."""

CLUSTER = _words(
    """te wil wilt willen wilde zou zouden kan kunnen kon moet moeten moest gaat gaan ging mag
    mogen heeft hebben had is zijn was wordt worden werd laten laat blijven blijft"""
)
"""Words that may stand between a particle and the verb after it: af te haken."""

DENIERS = _words(
    """beperkt gebrek gebrekkig geen gemis minder nauwelijks nergens niemand niet niets niks noch
    nooit onvoldoende tekort weinig zelden zonder"""
)
"""Words that deny or weaken; a term that holds one says so itself."""

DETERMINERS = _words(
    """de het een die dat deze dit mijn jouw je uw zijn haar ons onze hun zo'n elk elke ieder
    iedere zulk zulke"""
)
"""Words before a noun that add nothing to what it names."""

FUNCTION_WORDS = (
    PARTICLES
    | PREPOSITIONS
    | CLOSERS
    | CLUSTER
    | DETERMINERS
    | _words(
        """al alle alleen allemaal alles altijd ander andere anders beetje bepaald best beter bijna
        daar daarbij daardoor daarmee daarna daarom daarop daarvan daarvoor denken ding dingen doen
        echt eens eerst eerste eigenlijk elkaar en er eraan erbij ergens ermee erop eruit ervan
        ervoor even gauw geen geven gewoon goed heel hele helemaal hem hen hier hij hoe hoeven
        hoewel iedereen iemand iets ik inderdaad ineens jaar jij jou jullie keer kijken komen
        krijgen maken man me meer meest men mens mij misschien na natuurlijk nee nergens net niet
        niets niks nog nooit nu ooit overal pas per precies sinds sommige soms soort staan steeds
        straks stuk sowieso tijd tijdens toen tot tweede twee drie vier vijf tien u uiteindelijk
        vaak veel verder via vinden volgens vooral vrij waar waarbij waarin waarom waarop waarvan
        wat we wel weleens welk welke weten wie wij ze zeer zeggen zelf zich zien zij zitten zo
        zoals zodra zullen"""
    )
)
"""Words that name nothing by themselves, as forms and lemmas: no term of a codebook alone."""
