"""The weights of the evidence for one coder: shipped, or pulled towards their own decisions.

They are worked out again only when a document is done, or one that is done changed: that takes a
second or more. The numbers are kept in this copy of the project, under a hash of all they follow
from; they hold no words, and are worked out again where they are missing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.identity import Id, canonical_json, content_hash
from coder.project.engine_files import shipped_coefficients
from coder.project.hearing import Hearing
from coder.project.project import Project
from coder.store.decisions import Decided
from coder.store.local import read_local, write_local

if TYPE_CHECKING:
    from coder.suggest.engine.adapting import Finished
    from coder.suggest.engine.combiner import Coefficients
    from coder.suggest.engine.hearing import Heard, Said

METHOD = 1
"""Changes with how they are worked out."""


@dataclass
class Weights:
    """The weights for one coder, and a hash of what they follow from."""

    coder: Id
    _key: Id = ""
    _found: Coefficients | None = None

    def update(
        self,
        project: Project,
        hearing: Hearing,
        decided: Mapping[Id, Decided],
        told: Mapping[Id, tuple[Heard, Said]],
    ) -> Coefficients:
        """The weights for these decisions, and what they say of the segments."""
        from coder.suggest.engine.adapting import DOCUMENTS, adapted

        done = [(one.done_ms, eid) for eid, one in decided.items() if one.done_ms is not None]
        order = [eid for _, eid in sorted(done)][-DOCUMENTS:]
        if not order:
            return shipped_coefficients()
        key = _key(hearing, decided, told, order)
        if key != self._key or self._found is None:
            self._found = self._kept(project, key)
            if self._found is None:
                codes = [code.id for code in hearing.codes]
                finished = [_finished(decided[eid], *told[eid], hearing) for eid in order]
                self._found = adapted(codes, shipped_coefficients(), finished, hearing.cards)
                self._keep(project, key, self._found)
            self._key = key
        return self._found

    def _kept(self, project: Project, key: Id) -> Coefficients | None:
        from coder.suggest.engine.combiner import Coefficients

        text = read_local(project.store.db, project.path, f"weights/{self.coder}")
        record = {} if text is None else json.loads(text)
        if record.get("of") != key:
            return None
        return Coefficients(tuple(map(float, record["values"])), str(record["source"]))

    def _keep(self, project: Project, key: Id, found: Coefficients) -> None:
        record = {"of": key, "values": found.values, "source": found.source}
        values = {f"weights/{self.coder}": json.dumps(record)}
        write_local(project.store.db, project.path, values)


def _finished(one: Decided, heard: Heard, said: Said, hearing: Hearing) -> Finished:
    """A document that is done, with what was accepted in a batch set apart."""
    from coder.suggest.engine.adapting import Finished
    from coder.suggest.engine.teaching import what_was_said

    numbers = {code.id: number for number, code in enumerate(hearing.codes)}
    batch = set(one.batch)
    read = [place for place in one.given if place not in batch]
    by_hand = what_was_said(heard, read, (), False, numbers)
    return Finished(heard, said, said.given & ~by_hand.given)


def _key(
    hearing: Hearing,
    decided: Mapping[Id, Decided],
    told: Mapping[Id, tuple[Heard, Said]],
    order: Sequence[Id],
) -> Id:
    """A hash of all that the weights follow from."""
    codes = [
        [code.id, [[term.text, str(term.weight), *term.unless] for term in code.terms]]
        for code in hearing.codes
    ]
    documents = []
    for eid in order:
        one, interviewer = decided[eid], told[eid][0].setting.interviewer
        asked = [int(number) for number in interviewer.nonzero()[0]]
        documents.append([eid, one.revision, one.given, one.refused, one.batch, asked])
    model = "" if hearing.model is None else hearing.model.fingerprint
    shipped = [repr(value) for value in shipped_coefficients().values]
    return content_hash(
        canonical_json([METHOD, shipped, hearing.language.version, model, codes, documents])
    )
