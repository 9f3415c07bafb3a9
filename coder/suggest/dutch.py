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
