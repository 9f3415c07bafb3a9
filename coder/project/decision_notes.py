"""What was decided where coders differed, in words: for the screen, lists and codebook notes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from coder.amounts import counted
from coder.analysis.outline import code_rows
from coder.analysis.reconciliation.hiding import in_hidden_order, letter
from coder.analysis.reconciliation.queue import Case, State
from coder.analysis.reconciliation.rules import explained, read_rule
from coder.analysis.reconciliation.spots import Spot
from coder.errors import InputError
from coder.exchange.decisions import Note, write_notes
from coder.identity import Id
from coder.model import Document
from coder.project.comparing import Board
from coder.project.exporting import make_exports_folder
from coder.project.project import Project
from coder.resolved import Claim, Piece, Resolution, Ruling

MAX_QUOTE = 600

NOTES_SUFFIX = ".md"


def shown_names(board: Board, spot: Spot, *, blind: bool) -> dict[Id, str]:
    """The coders of a spot in the order and by the names they are shown: by letters if blind."""
    if blind:
        return {one: letter(number) for number, one in enumerate(in_hidden_order(spot))}
    known = [(board.coders[one].name, one) for one in spot.coders if one in board.coders]
    return {one: name for name, one in sorted(known)}


def told(things: Iterable[Claim | Piece], names: Mapping[Id, str], document: Document) -> str:
    """What somebody gave, in words: codes, with the words where they differ from the first."""
    found = sorted({(one.start, one.end, names.get(one.code, "?")) for one in things})
    if not found:
        return "nothing"
    return "; ".join(
        f"{name} on “{_quote(document, start, end)}” ({start}-{end})" for start, end, name in found
    )


def decided(board: Board, resolution: Resolution, names: Mapping[Id, str]) -> str:
    """What a decision says, in words; `names` are those of codes."""
    rule = f" by the rule {resolution.rule}" if resolution.rule else ""
    if resolution.ruling is Ruling.LATER:
        return "to be talked about"
    if resolution.ruling is Ruling.REJECT:
        return f"none of these{rule}"
    live = [board.consensus[one] for one in resolution.result if one in board.consensus]
    document = board.documents[resolution.document]
    pieces = [Piece(one.start, one.end, one.code) for one in live]
    return f"{told(pieces, names, document)}{rule}"


def decision_notes(
    project: Project, board: Board, *, every: bool = False, blind: bool = False
) -> list[Note]:
    """The decisions that have a reason, or all of them, in the order of the codebook and place."""
    codes = {code.id: code for code in project.codes()}
    names = {eid: code.name for eid, code in codes.items()}
    rank = {row.id: number for number, row in enumerate(code_rows(list(codes.values())))}
    found: list[tuple[int, Note]] = []
    for case in board.cases:
        if case.state not in (State.SETTLED, State.LATER):
            continue
        (resolution,) = case.earlier
        if resolution.reason or every:
            code = _main_code(case, resolution, board, rank)
            note = _note(board, case, names, code, blind=blind)
            found.append((rank.get(code, len(rank)), note))
    return [note for _, note in sorted(found, key=lambda item: item[0])]


def export_notes(
    project: Project,
    board: Board,
    path: Path,
    *,
    every: bool = False,
    blind: bool = False,
    overwrite: bool = False,
) -> int:
    """Write the notes as Markdown; returns how many. Raises InputError where there are none."""
    if path.suffix.casefold() != NOTES_SUFFIX:
        raise InputError(f"{path} does not end in {NOTES_SUFFIX}.", "Notes are Markdown.")
    notes = decision_notes(project, board, every=every, blind=blind)
    if not notes and every:
        raise InputError("Nothing was decided yet.", "Decide on the screen (F9), or by a rule.")
    if not notes:
        raise InputError(
            "No decision has a reason yet.", "Give reasons with m on the screen, or use --all."
        )
    count = board.counts[State.SETTLED]
    rules = sorted({case.earlier[0].rule for case in board.cases if case.state is State.SETTLED})
    about = (
        f"{count} of {counted(len(board.cases), 'spot')} decided; {len(notes)} of them noted here."
    )
    for rule in filter(None, rules):
        about += f" Rule {rule}: {explained(read_rule(rule))}."
    title = f"Decisions on codes in {project.path.stem}"
    make_exports_folder(project, path)
    write_notes(path, title, about, notes, overwrite=overwrite)
    return len(notes)


def _note(board: Board, case: Case, names: Mapping[Id, str], code: Id, *, blind: bool) -> Note:
    spot, (resolution,) = case.spot, case.earlier
    document = board.documents[spot.document]
    people = shown_names(board, spot, blind=blind)
    return Note(
        names.get(code, "?"),
        f"{document.name} {spot.start}-{spot.end}",
        _quote(document, spot.start, spot.end, MAX_QUOTE),
        tuple((name, told(spot.of(one), names, document)) for one, name in people.items()),
        decided(board, resolution, names),
        resolution.reason,
    )


def _main_code(case: Case, resolution: Resolution, board: Board, known: Collection[Id]) -> Id:
    """The code under which a decision is noted: the one decided on, else the one most gave."""
    given = [board.consensus[one].code for one in resolution.result if one in board.consensus]
    return next((code for code in given if code in known), case.spot.codes[0])


def _quote(document: Document, start: int, end: int, limit: int = 60) -> str:
    words = " ".join(document.text[start:end].split())
    if len(words) <= limit:
        return words
    half = limit // 2 - 2
    return f"{words[:half].rstrip()} … {words[-half:].lstrip()}"
