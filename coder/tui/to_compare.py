"""What is missing before coders can be compared, and what to do about it, in words."""

from __future__ import annotations

from collections import Counter
from typing import Final

from coder.analysis.selection import CONSENSUS
from coder.printable import one_line
from coder.project.coding import codings
from coder.project.finishing import done_marks
from coder.project.project import Project
from coder.store import records

NO_TRANSCRIPTS: Final = "No transcripts yet: press F3 and then i to read some in."
WAY: Final = (
    "1  Make copies for the others, in a terminal: coder team export --for NAME\n"
    "2  Everyone says what they are done with: D on the overview (F3).\n"
    "3  Merge the files that they send back: M on the questions (U)."
)


def missing(project: Project, *, assumed: bool = False) -> str:
    """What is missing, in lines; "" where two coders did one transcript.

    With `assumed` it is enough that both coded in it, else both must say that they are done.
    """
    with project.store.reading():
        names = records.document_names(project.store.db)
    people = {one.id: one.name for one in project.coders() if one.kind != CONSENSUS}
    coded = {(one.coder, one.document) for one in codings(project)}
    done = {pair for pair in done_marks(project) if pair[1] in names}
    did = {(who, where) for who, where in done | (coded if assumed else set()) if who in people}
    if any(count > 1 for count in Counter(where for _, where in did).values()):
        return ""
    if not names:
        return NO_TRANSCRIPTS
    busy = {who: people[who] for who, _ in sorted(coded | done) if who in people}
    if len(busy) < 2:
        who = f"Only {one_line(next(iter(busy.values())), 30)}" if busy else "Nobody"
        return (
            "Here the codings of two coders or more of the same transcripts are compared. "
            f"{who} has coded in this project so far.\n{WAY}"
        )
    if assumed:
        return f"No transcript was coded by two coders.\n{WAY}"
    counts = Counter(who for who, _ in done)
    told = ", ".join(
        f"{one_line(name, 30)} {counts[who]} of {len(names)}" for who, name in busy.items()
    )
    return (
        "No transcript is done by two coders yet, and only those are compared. "
        f"Done so far: {told}.\n"
        "Everyone says it of their own, by D on the overview (F3), and sends their file to be "
        "merged again (M on the questions, U). Agreement (F8) can take what was coded for done, by "
        "u there."
    )
