"""What one coder taught the engine, read from the log: their own decisions, and nobody else's.

What teaches: codings (made by hand, accepted singly or in a batch, or imported as one's own),
refusals, and being done with a document; `coder.suggest.engine.teaching` says what each tells of
which segment. What does not: suggestions that nobody decided on, and what other coders did. The
consensus is a coder too and learns from the codings of the consensus.

What is learned follows from the log and is made again when the program starts; only the weights
of the evidence are kept on this machine, some thirty numbers, with what they come from
(`coder.project.adapting`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coder.errors import InputError
from coder.identity import Id
from coder.project.adapting import Weights
from coder.project.engine_files import shipped_coefficients
from coder.project.hearing import Hearing, listen
from coder.project.project import Project
from coder.store import records
from coder.store.decisions import Decided, decisions

if TYPE_CHECKING:
    from coder.suggest.engine.engine import Engine
    from coder.suggest.engine.hearing import Heard, Said


@dataclass
class Learned:
    """What was learned for one coder; kept between questions, `learn` makes it true again."""

    coder: Id
    hearing: Hearing
    engine: Engine
    weights: Weights
    decided: dict[Id, Decided] = field(default_factory=dict)
    _said: dict[Id, tuple[Heard, Said]] = field(default_factory=dict)

    def update(self, project: Project, decided: dict[Id, Decided]) -> None:
        """Know these decisions, and only these; only what changed costs time."""
        from coder.language.collection import collection_paused
        from coder.suggest.engine.teaching import what_was_said

        with collection_paused():
            for eid in decided:
                self.hearing.hear(project, eid)
        told: dict[Id, tuple[Heard, Said]] = {}
        for eid, one in decided.items():
            heard = self.hearing.hear(project, eid)
            before = self._said.get(eid)
            if before is not None and before[0] is heard and self.decided.get(eid) == one:
                told[eid] = before
            else:
                said = what_was_said(heard, one.given, one.refused, one.done, self.engine.numbers)
                told[eid] = (heard, said)
        self.engine.learn(told)
        self.engine.coefficients = self.weights.update(project, self.hearing, decided, told)
        self._said, self.decided = told, decided

    def said(self, heard: Heard) -> Said:
        """What the coder said of a document that was heard."""
        from coder.suggest.engine.hearing import nothing_said

        kept = self._said.get(heard.document)
        return nothing_said(len(heard), len(self.engine.codes)) if kept is None else kept[1]


def learn(project: Project, before: Learned | None = None, coder: Id | None = None) -> Learned:
    """What a coder (oneself) taught so far; `before` serves on, with what changed since.

    Raises InputError where there is nothing to suggest by: neither terms nor codings, nor a model
    of meaning to read the definitions of the codes.
    """
    from coder.suggest.engine.engine import Engine

    who = project.me.id if coder is None else coder
    hearing = listen(project, None if before is None else before.hearing)
    with project.store.reading():
        live = list(records.document_names(project.store.db))
        decided = decisions(project.store.db, who)
    terms = any(code.terms for code in hearing.codes)
    if not terms and hearing.cards is None and not any(one.given for one in decided.values()):
        raise InputError(
            "There is nothing to suggest by: no code has terms, and nothing is coded yet.",
            "Import a codebook with terms: 'coder codebook import FILE'; or code by hand first.",
        )
    hearing.forget(live)
    if before is None or before.hearing is not hearing or before.coder != who:
        codes = [code.id for code in hearing.codes]
        engine = Engine(codes, shipped_coefficients(), hearing.cards)
        before = Learned(who, hearing, engine, Weights(who))
    before.update(project, decided)
    return before
