"""Tables and lists over the codings of a project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from coder.analysis.frequencies import frequencies
from coder.analysis.measures import Measure, Value
from coder.analysis.quotations import quotations
from coder.analysis.table import Table
from coder.identity import Id
from coder.model import Code, Coding, Document
from coder.project.coding import codings
from coder.project.memos import memos
from coder.project.project import Project
from coder.segment import segments


@dataclass(frozen=True, slots=True)
class Count:
    """What to count and how to show it.

    `whose` None means one's own, but everybody's by coder or where one has none.
    """

    by: str = "document"
    measure: Measure = Measure.CODINGS
    value: Value = Value.COUNT
    without_interviewer: bool = False
    whose: tuple[Id, ...] | None = None


def count(project: Project, wanted: Count) -> Table:
    """The frequency table of a project; raises InputError for what cannot be counted."""
    documents = project.documents()
    every = codings(project)
    whose = wanted.whose
    alone = whose is None and wanted.by != "coder"
    if alone and any(coding.coder == project.me.id for coding in every):
        whose = (project.me.id,)
    cut = None
    if wanted.measure is Measure.SEGMENTS:
        cut = {document.id: segments(document) for document in documents}
    return frequencies(
        project.codes(),
        every,
        documents,
        project.coders(),
        cut,
        by=wanted.by,
        measure=wanted.measure,
        value=wanted.value,
        without_interviewer=wanted.without_interviewer,
        whose=whose,
    )


def quoted(
    project: Project, chosen: Sequence[Coding], documents: Sequence[Document] | None = None
) -> list[dict[str, str | int | None]]:
    """One flat record per coding, with speaker, time and words; see `quotations`."""
    noted = Counter(memo.target for memo in memos(project, "coding") if memo.target is not None)
    return quotations(
        chosen,
        project.codes(),
        project.documents() if documents is None else documents,
        project.coders(),
        noted,
    )


def own_codings(project: Project, codes: Sequence[Code], code: Code) -> list[Coding]:
    """This person's codings of a code and of those below it, by document and place."""
    return codings(project, code_ids=with_descendants(codes, code), coder=project.me.id)


def with_descendants(codes: Sequence[Code], code: Code) -> list[Id]:
    """The ids of a code and of everything below it."""
    found = [code.id]
    for one in found:
        found += [other.id for other in codes if other.parent == one and other.id not in found]
    return found
