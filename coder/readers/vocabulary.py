"""Words that tell speaker labels, roles and headers apart: Dutch first, then English."""

from __future__ import annotations

import re


def word_set(words: str) -> frozenset[str]:
    """The words of a string, for lists that are read better without quotes."""
    return frozenset(words.split())


INTERVIEWER_WORDS = word_set(
    """
    interviewer interviewster interviewers interv int intv itv iv moderator mod onderzoeker
    onderzoekster facilitator gespreksleider gespreksleidster gespreksvoerder
    interviewleider vragensteller vraagsteller ondervrager researcher host presentator
    presentatrice procesbegeleider begeleider groepsleider
    """
)
INTERVIEWER_LETTERS = frozenset(("i", "v", "q", "vraag", "question", "m"))
RESPONDENT_WORDS = word_set(
    """
    respondent respondente respondenten resp geïnterviewde geinterviewde interviewee
    deelnemer deelneemster participant part informant ondervraagde kandidaat cliënt client
    patiënt patient bewoner bewoonster ouder leerling student medewerker expert gast
    """
)
RESPONDENT_LETTERS = frozenset(("r", "a", "antwoord", "answer", "p", "d", "g", "b"))
SPEAKER_WORDS = word_set(
    """
    partner echtgenoot echtgenote dochter zoon moeder vader collega buurman buurvrouw
    spreker speaker spk spkr stem voice persoon person onbekend onbekende unknown man vrouw
    mannenstem vrouwenstem allen iedereen groep tolk notulist observator
    """
)
ASIDE_WORDS = word_set(
    """
    onbekend onbekende unknown allen iedereen groep tolk notulist observator assistent
    transcribent zaal publiek
    """
)
OFFICE_WORDS = word_set(
    """
    voorzitter minister staatssecretaris wethouder burgemeester raadslid kamerlid secretaris
    griffier gedeputeerde dagvoorzitter
    """
)
TITLES = word_set(
    """
    heer mevrouw meneer mevr mw dhr hr mevr. mw. dhr. hr. dr dr. drs drs. prof prof. ir ir.
    ing ing. mr mr. ms ms. mrs mrs. mejuffrouw juf meester zuster minister staatssecretaris
    wethouder burgemeester voorzitter raadslid
    """
)
PARTICLES = word_set(
    """
    de den der het 't van von vd v.d. te ten ter in op aan la le du da dos di el al bin en
    e.v. d' l' 's - &
    """
)

HEADER_WORDS = word_set(
    """
    datum date locatie location plaats tijd tijdstip time duur duration lengte onderwerp
    subject titel title bron source aanwezig aanwezigen afwezig project projectnaam
    projectnummer let noot opmerking opmerkingen conclusie voorbeeld actie besluit agenda
    adres telefoon e-mail email mail geslacht leeftijd functie beroep opleiding codes
    bestand bestandsnaam file transcriptie transcript transcribent getranscribeerd
    interviewnummer respondentnummer interviewdatum opname opnameduur audio setting context
    thema topic versie status taal language organisatie gemeente naam name nummer nr nb n.b
    ps p.s legenda toelichting samenvatting resultaat gevolg oorzaak probleem oplossing doel
    stap tip citaat quote reactie stelling kop sectie hoofdstuk deel bijlage einde begin
    start pauze verslag deelnemers respondenten sprekers speakers participants note notes
    kind language interview gesprek focusgroep groepsgesprek sessie ronde
    inleiding achtergrond aanleiding methode uitkomst aanbeveling kernpunten
    punten
    """
)
PROSE_WORDS = word_set(
    """
    ik jij je u hij zij ze wij we jullie hen hun dat dit die deze wat wie waar hoe waarom
    wanneer welke welk is was zijn waren ben bent heb heeft had hebben zeg zei zegt zeggen
    zeiden dacht denk dacht vraag vroeg vind vond weet wist ga gaat ging kan kon moet moest
    wil wou wilde zou zal mag maar want dus ook nog altijd eigenlijk kortom ja nee nou oké
    ok oke goed prima eerst eerste tweede derde laatste ten één een twee drie vier vijf zes
    zeven acht negen tien verder punt bijvoorbeeld kijk daarnaast namelijk anders en of als
    dan toen daarom daarbij enfin afijn tenslotte tot slot samengevat concreet gewoon
    gelukkig helaas vervolgens daarna vandaag gisteren morgen soms misschien echt alleen
    zoiets not the this that it my
    """
)

_WORDS = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*")


def tokens(label: str) -> list[str]:
    """The words of a label, casefolded, without digits and punctuation."""
    return [word.casefold() for word in _WORDS.findall(label)]
