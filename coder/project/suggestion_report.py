"""How good the suggestions were for the person at the keyboard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from coder import __version__
from coder.analysis.suggestion_account import Practice, account
from coder.analysis.suggestion_cases import Case, Decision, Deed, Place, make_cases
from coder.analysis.suggestion_quality import Terms, judge
from coder.exchange.suggestion_page import Page
from coder.identity import Id
from coder.model import Coding, Origin, SuggestionEvent
from coder.project import finishing
from coder.project.muting import muted
from coder.project.project import Project
from coder.project.suggesting import suggest_by_terms
from coder.store import records
from coder.store.merges import merged_codes
from coder.store.suggestion_events import suggestion_events
from coder.store.verdicts import Verdict, verdicts

TERMS_SHOWN = 3
"""Of the terms alone so many suggestions are taken for a segment, the surest."""

_DEEDS = {Origin.MANUAL: Deed.GAVE, Origin.SUGGESTION: Deed.GAVE, Origin.BATCH: Deed.BATCH}


def suggestion_report(
    project: Project, progress: Callable[[object], None] = lambda _: None
) -> Page:
    """What this person's suggestions were worth: figures, names of codes, and a paragraph.

    `progress` is called for each document read.
    """
    me = project.me.id
    codes = project.codes()
    names = {code.id: code.name for code in codes}
    with project.store.reading():
        db = project.store.db
        targets = merged_codes(db).targets
        events = [_current(event, targets) for event in suggestion_events(db, me)]
        documents = records.document_names(db)
        said = verdicts(db, me)
        codings = records.codings(db, coder=me)
    events = [
        event
        for event in events
        if event.document in documents and (event.code is None or event.code in names)
    ]
    done = {(me, document) for document in finishing.done_documents(project)}
    cases = make_cases(events, decisions(me, codings, said), done)
    has_terms = any(code.terms for code in codes)
    terms = _terms(project, cases, progress) if has_terms else None
    quality = judge(cases, names, terms)
    person = project.me.name
    practice = Practice(
        program=f"coder {__version__}",
        coder=person,
        muted=tuple(names[one.code] for one in muted(project) if one.code in names),
        reasons=_reasons(said),
        origins=tuple(sorted(Counter(one.origin.value for one in codings).items())),
    )
    return Page(
        project.path.stem,
        person,
        quality,
        names,
        account(quality, practice),
    )


def decisions(me: Id, codings: Sequence[Coding], said: Sequence[Verdict]) -> list[Decision]:
    """One's codings and refusals as decisions; what was imported was not decided here."""
    given = [
        Decision(
            _DEEDS[one.origin],
            one.coder,
            one.document,
            one.revision,
            one.start,
            one.end,
            one.code,
            one.created_ms,
        )
        for one in codings
        if one.origin in _DEEDS
    ]
    refused = [
        Decision(
            Deed.REFUSED, me, one.document, one.revision, one.start, one.end, one.code, one.at_ms
        )
        for one in said
        if not one.accepted
    ]
    return given + refused


def _reasons(said: Sequence[Verdict]) -> tuple[tuple[str, int], ...]:
    """How often which reason was given for refusing, the most frequent first."""
    counts = Counter(one.reason for one in said if one.reason and not one.accepted)
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _current(event: SuggestionEvent, targets: Mapping[Id, Id]) -> SuggestionEvent:
    """The event with the code that stands for its code now."""
    code = None if event.code is None else targets.get(event.code, event.code)
    return event if code == event.code else replace(event, code=code)


def _terms(project: Project, cases: Sequence[Case], progress: Callable[[object], None]) -> Terms:
    """What the terms alone suggest at the places of the cases."""
    found: dict[Place, list[Id]] = {case.place: [] for case in cases}
    places = {(one.document, one.start, one.end): one for one in found}
    met = {one.document for one in found}
    for document in project.documents():
        if document.id in met:
            for one in suggest_by_terms(project, [document]):
                place = places.get((one.document, one.start, one.end))
                if place is None or place.revision != document.revision:
                    continue
                if len(found[place]) < TERMS_SHOWN:
                    found[place].append(one.code)
        progress(document)
    return found
