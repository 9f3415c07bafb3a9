"""The keys of the reconciling screen, and what its help says."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding, BindingType

from coder.tui.keymap import SELECTING, bindings

KEYS: Final[list[BindingType]] = [
    Binding("escape", "leave", "Back", id="reconcile.leave", show=False),
    Binding(
        "space", "do('propose')", "Proposal", id="reconcile.proposal", tooltip="Take it, go on."
    ),
    *(
        Binding(
            f"{n}",
            f"do('take','{n}')",
            f"Version {n}",
            id=f"reconcile.version.{n}",
            show=n == 1,
        )
        for n in range(1, 10)
    ),
    Binding("i", "do('shared')", "Shared", id="reconcile.shared", tooltip="Words that all share."),
    Binding("u", "do('whole')", "Whole", id="reconcile.whole", tooltip="All words given to it."),
    Binding("e", "do('edges')", "Edges", id="coding.edges", tooltip="Move them; e saves."),
    Binding(
        "s", "do('split')", "Split", id="reconcile.split", tooltip="In two; c: code of a part."
    ),
    Binding("left", "do('shift','-1')", "Edge back", id="reconcile.edge.back", show=False),
    Binding("right", "do('shift','1')", "Edge on", id="reconcile.edge.on", show=False),
    Binding("tab", "next_edge", "Next edge or pane", id="reconcile.edge.next", show=False),
    *bindings(key for key in SELECTING if key.action.startswith("grow")),
    Binding("c", "do('other')", "Code", id="code.pick", tooltip="Another code."),
    Binding("x", "do('nothing')", "None", id="reconcile.none", tooltip="None of these."),
    Binding("m", "do('reason')", "Reason", id="memo.write", tooltip="Why; before or after."),
    Binding("P", "do('park')", "Park", id="reconcile.park", tooltip="To be talked about."),
    Binding("d", "do('reopen')", "Reopen", id="reconcile.reopen", show=False),
    Binding("B", "do('rules')", "By rule", id="reconcile.rules", tooltip="Many at once."),
    Binding(
        "A",
        "do('alike')",
        "All such",
        id="reconcile.alike",
        show=False,
        tooltip="The proposal at all open spots of this kind.",
    ),
    Binding("n", "next(1)", "Next open", id="reconcile.next", show=False),
    Binding("N", "next(-1)", "Previous open", id="reconcile.previous", show=False),
    Binding("o", "do('order')", "Order", id="reconcile.order", show=False),
    Binding("t", "do('turn')", "Turn", id="turn.select", show=False, tooltip="All of it, or less."),
    Binding(
        "C",
        "do('confusion')",
        "Codes × codes",
        id="agreement.confusion",
        show=False,
        tooltip="At the figure of this spot.",
    ),
    Binding("l", "do('pick')", "Pick some", id="reconcile.pick", show=False),
    Binding("h", "do('hide')", "Hide names", id="whose", show=False),
    Binding("X", "do('export')", "Export", id="export", show=False),
    Binding("z,ctrl+z", "step_back(False)", "Undo", id="undo"),
    Binding("Z,ctrl+y", "step_back(True)", "Redo", id="redo", show=False),
]

HELP: Final = (
    "Every place where coders gave codes is a spot: = the same words, ~ other edges, ≠ other "
    "codes, 1/3 some only, ÷ one has in pieces what another has whole, ∅ the codings decided on "
    "are gone. Space takes what is proposed, 1-9 that version, i the shared words, u all words, "
    "e other edges, s splits it in two (then c gives a part another code, d drops it), c "
    "another code, x none of these; A takes the proposals of all open spots of the kind, B lets "
    "a rule decide. Each is saved at once and z takes it back; what coders gave themselves "
    "never changes. l shows some only, such as where coders differ, t the whole turn, C the "
    "figure of codes x codes that the spot counts in. ✓ decided, ! changed since (decide "
    "again), … parked. Alpha between coders is what it was before: no decision changes it. 'As "
    "decided' is what it would be had all given what is decided, 'if solved so' with this spot "
    "too; neither is agreement between coders. Only transcripts that two coders are done with "
    "(D, F3) are compared."
)
