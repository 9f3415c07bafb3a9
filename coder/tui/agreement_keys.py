"""The keys of the agreement screen, and what its help says."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding, BindingType

KEYS: Final[list[BindingType]] = [
    Binding("s", "do('spots')", "Decide", id="agreement.spots", tooltip="The spots of it, F9."),
    Binding("number_sign", "do('unit')", "Unit", id="count.what", key_display="#"),
    Binding("h", "do('whose')", "Whose", id="whose"),
    Binding("q", "do('interviewer')", "Interviewer", id="count.interviewer"),
    Binding("equals_sign", "do('measures')", "Measures", id="count.as", key_display="="),
    Binding("I", "do('intervals')", "Intervals", id="agreement.intervals"),
    Binding("u", "do('assume')", "Done", id="agreement.assume"),
    Binding("Y", "do('explain')", "Why", id="agreement.explain"),
    Binding("C", "do('confusion')", "Codes × codes", id="agreement.confusion"),
    Binding("G", "do('group')", "Group", id="agreement.group"),
    Binding("p", "do('pairs')", "Pairs", id="agreement.pairs"),
    Binding("R", "do('rounds')", "Rounds", id="agreement.rounds"),
    Binding("S", "sort", "Sort", id="overview.sort"),
    Binding("X", "do('export')", "Export", id="export"),
    Binding("z,ctrl+z", "step_back(False)", "Undo", id="undo", show=False),
    Binding("Z,ctrl+y", "step_back(True)", "Redo", id="redo", show=False),
    Binding("escape", "leave", "Back", id="agreement.leave", show=False),
]

HELP: Final = (
    "How far coders agree. A transcript counts for a coder who marked it as done: there a "
    "code not given is 0, elsewhere it is missing; u takes what was coded for done. # chooses "
    "the unit (segment, sentence, turn, free spans), h the coders, q leaves the interviewer "
    "out, = shows all measures, I adds intervals, S puts the lowest alpha first. Enter shows "
    "the places behind a number: what a coder gave, both, one only, or behind a measure where "
    "they differ; s decides the spots of these places (F9; C there leads back). Y explains "
    "the measure under the cursor, p the pairs of coders, C which code was given where "
    "another was, G a group of codes that exclude each other. R freezes a round or computes "
    "one again. X writes the table for a paper with its methods (.md, .xlsx, .csv). A dash "
    "has its reason below the table."
)
