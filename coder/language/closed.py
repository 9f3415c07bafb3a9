"""Closed classes of Dutch: irregular auxiliaries, pronouns and spoken reductions."""

from __future__ import annotations

from coder.language.wordlist import words

REDUCTIONS = {
    "'t": "het",
    "'k": "ik",
    "'m": "hem",
    "'n": "een",
    "'ns": "eens",
    "'s": "'s",
    "'r": "haar",
    "d'r": "er",
    "m'n": "mijn",
    "z'n": "zijn",
    "da's": "dat is",
    "das": "dat is",
    "wa's": "wat is",
    "'tis": "het is",
    "tis": "het is",
    "'twas": "het was",
    "ie": "hij",
    "-ie": "hij",
    "nie": "niet",
    "nietes": "niet",
    "effe": "even",
    "effen": "even",
    "ff": "even",
    "zo'n": "zo'n",
    "zoon'n": "zo'n",
    "zo’n": "zo'n",
    "jullie'r": "jullie",
    "hiero": "hier",
    "daaro": "daar",
    "iemands": "iemand",
    "niemands": "niemand",
    "mekaar": "elkaar",
    "elkander": "elkaar",
    "vergadring": "vergadering",
    "wel's": "wel eens",
    "eigelijk": "eigenlijk",
    "natuulijk": "natuurlijk",
}
"""Spoken or sloppy form to the form written out."""

FILLERS = words(
    """uh uhm uhh uuh uhu euh euhm eh ehm ehh eeh hm hmm hmmm mm mmm mhm mh hmhm mmhm pff pfff pf
    tsja tja ggg xxx ah aha oh ooh haha hahaha hihi ehhh uhhh ts tss hè hé"""
)
"""Sounds of speaking that carry no content."""

REMARKS = words(
    """lacht lachen lachend gelach lach onverstaanbaar stilte zucht zuchten kucht hoest hoesten
    pauze applaus telefoon ruis geluid fluistert snikt huilt zachtjes aarzelt denkt grinnikt
    onhoorbaar inaudible laughs laughter unintelligible pause crosstalk sic"""
)
"""What transcribers put between round brackets."""

AUXILIARIES = words("zijn hebben worden zullen kunnen mogen moeten willen hoeven")
"""Verbs that make no separable verbs worth finding ("af zijn")."""

MISSING_VERBS = words(
    """slepen voeren roken zagen weken stoven staken braken ontvangen vervangen bestaan verstaan"""
)
"""Infinitives that spaCy's list lacks, being past tenses or participles of other verbs too."""

_VERBS = """
zijn ben bent is was waren geweest wees weest zijnde zijnd wezen
hebben heb hebt heeft had hadden gehad hebbend hebbende
worden word wordt werd werden geworden wordend
zullen zal zult zou zouden zoudt
kunnen kan kun kunt kon konden gekund
mogen mag moogt mocht mochten gemogen gemocht
moeten moet moest moesten gemoeten
willen wil wilt wilde wilden wou wouden gewild
gaan ga gaat ging gingen gegaan gaande
doen doe doet deed deden gedaan doende
komen kom komt kwam kwamen gekomen komend komende
staan sta staat stond stonden gestaan
zien zie ziet zag zagen gezien
geven geef geeft gaf gaven gegeven
laten laat liet lieten gelaten
blijven blijf blijft bleef bleven gebleven
weten weet wist wisten geweten
zeggen zeg zegt zei zeiden gezegd zeidt
vinden vind vindt vond vonden gevonden
houden houd houdt hield hielden gehouden hou
krijgen krijg krijgt kreeg kregen gekregen
nemen neem neemt nam namen genomen
denken denk denkt dacht dachten gedacht
brengen breng brengt bracht brachten gebracht
zoeken zoek zoekt zocht zochten gezocht
kopen koop koopt kocht kochten gekocht
lopen loop loopt liep liepen gelopen
vragen vraag vraagt vroeg vroegen gevraagd
spreken spreek spreekt sprak spraken gesproken
breken breek breekt brak braken gebroken
trekken trek trekt trok trokken getrokken
vertrekken vertrek vertrekt vertrok vertrokken
betrekken betrek betrekt betrok betrokken
ontbreken ontbreek ontbreekt ontbrak ontbraken ontbroken
overleggen overleg overlegt overlegde overlegden overlegd
"""

ADVERBS = words(
    """slechts anders eerst geleden waaronder soms vaak links rechts even net straks dus al
    altijd nooit niet nog ook toch zelfs zelf steeds meestal onlangs opnieuw sinds trouwens
    vervolgens wellicht misschien bijna ongeveer verder overigens bovendien daarna daardoor
    daarom eigenlijk natuurlijk ergens nergens overal hier daar er waar toen nu dan zo heel
    erg te"""
)
"""Adverbs that look like forms of other words."""

_WORDS = {
    "ten": ("te",),
    "ter": ("te",),
    "de": ("de",),
    "één": ("één",),
    "beter": ("goed", "beter"),
    "betere": ("goed",),
    "best": ("goed", "best"),
    "beste": ("goed", "best"),
    "meer": ("veel", "meer"),
    "meest": ("veel", "meest"),
    "meeste": ("veel", "meest"),
    "minder": ("weinig", "minder"),
    "minst": ("weinig", "minst"),
    "minste": ("weinig", "minst"),
    "liever": ("graag", "liever"),
    "liefst": ("graag", "liefst"),
    "vele": ("veel",),
    "weinige": ("weinig",),
    "leden": ("lid", "lijden"),
    "steden": ("stad",),
    "werd": ("worden",),
    "dat is": ("dat", "zijn"),
    "wat is": ("wat", "zijn"),
    "het is": ("het", "zijn"),
    "het was": ("het", "zijn"),
    "wel eens": ("wel", "eens"),
    "'s": ("de",),
    "meisje": ("meisje",),
    "meisjes": ("meisje",),
    "beetje": ("beetje",),
    "beetjes": ("beetje",),
}


def _verb_forms() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for line in _VERBS.strip().split("\n"):
        lemma, *forms = line.split()
        for form in (lemma, *forms):
            table[form] = (*table.get(form, ()), lemma)
    return table


VERB_FORMS = _verb_forms()
"""Forms of the commonest irregular verbs, form to lemmas."""

FIXED = dict(_WORDS)
"""Words whose lemmas no table may change."""
