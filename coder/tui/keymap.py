"""The keys of the program as a table: what each does, its id for remapping, and when it helps.

One key means one thing everywhere. The ids are what `keys:` in settings.yaml names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from textual.binding import Binding, BindingType
from textual.keys import format_key


@dataclass(frozen=True, slots=True)
class Key:
    """One binding: id, keys (Textual's names, comma between), action, words, and why one would."""

    id: str
    keys: str
    action: str
    words: str
    why: str = ""


HOT_CODES = "code.hot"
"""What the ids of the keys for hot codes begin with."""

MOVING = (
    Key("segment.next", "j,down", "move(1)", "Next segment"),
    Key("segment.previous", "k,up", "move(-1)", "Previous segment"),
    Key("turn.next", "J", "turn(1)", "Next turn"),
    Key("turn.previous", "K", "turn(-1)", "Previous turn"),
    Key("page.next", "pagedown", "page(1)", "Page down"),
    Key("page.previous", "pageup", "page(-1)", "Page up"),
    Key("segment.first", "home", "edge(-1)", "First segment"),
    Key("segment.last", "end", "edge(1)", "Last segment"),
    Key("uncoded.next", "n", "uncoded(1)", "Next uncoded", "The interviewer is passed over."),
    Key("uncoded.previous", "N", "uncoded(-1)", "Previous uncoded"),
    Key("suggestion.next", "right_square_bracket", "hinted(1)", "Next suggestion"),
    Key("suggestion.previous", "left_square_bracket", "hinted(-1)", "Previous suggestion"),
)

SELECTING = (
    Key("extend.down", "shift+down", "extend(1)", "Extend by a segment"),
    Key("extend.up", "shift+up", "extend(-1)", "Shrink by a segment"),
    Key("end.word.on", "shift+right", "grow('end','word',1)", "End a word on"),
    Key("end.word.back", "shift+left", "grow('end','word',-1)", "End a word back"),
    Key(
        "end.character.on",
        "greater_than_sign,ctrl+shift+right",
        "grow('end','character',1)",
        "End a character on",
    ),
    Key(
        "end.character.back",
        "less_than_sign,ctrl+shift+left",
        "grow('end','character',-1)",
        "End a character back",
    ),
    Key("start.word.on", "w,alt+right", "grow('start','word',1)", "Start a word on"),
    Key("start.word.back", "W,alt+left", "grow('start','word',-1)", "Start a word back"),
    Key(
        "start.character.on",
        "right_parenthesis,ctrl+alt+right",
        "grow('start','character',1)",
        "Start a character on",
    ),
    Key(
        "start.character.back",
        "left_parenthesis,ctrl+alt+left",
        "grow('start','character',-1)",
        "Start a character back",
    ),
    Key("turn.select", "t", "select_turn", "Select the turn"),
    Key("deselect", "escape", "deselect", "Leave the selection"),
)

CODING = (
    *(
        Key(f"code.hot.{n}", f"{n}", f"do('hot','{n}')", f"Hot code {n}", "After s: suggestion.")
        for n in range(1, 10)
    ),
    Key(
        "suggestion.reveal",
        "enter",
        "do('reveal')",
        "Reasons",
        "Again: all of it; again: hide.",
    ),
    Key("suggestion.accept", "a", "do('accept')", "Accept", "The chosen suggestion, once seen."),
    Key("suggestion.number", "s", "do('number')", "Accept nr", "Then its digit."),
    Key("suggestion.reject", "x", "do('reject')", "Reject", "It is not shown again."),
    Key(
        "suggestion.why",
        "X",
        "do('why_refused')",
        "Why refused",
        "After x, if one likes: wrong meaning, too weak, other code fits.",
    ),
    Key("suggestion.other", "O", "do('other_suggestion')", "Other suggestion"),
    Key("suggestion.more", "plus", "do('strictness',-0.1)", "More suggestions"),
    Key("suggestion.fewer", "minus", "do('strictness',0.1)", "Fewer suggestions"),
    Key("suggestion.list", "R", "do('review')", "All suggestions", "By place or by certainty."),
    Key("suggestion.muted", "M", "do('muted')", "Muted codes", "Refused so often that they are."),
    Key("suggestion.batch", "B", "do('batch')", "Accept many", "Where the settings allow it."),
    Key("code.like", "G", "do('like_coding')", "More like it", "Segments like the coded ones."),
    Key("code.pick", "c", "do('pick')", "Code"),
    Key("code.repeat", "full_stop", "do('repeat')", "Repeat", "The code used last."),
    Key("code.in_vivo", "v", "do('in_vivo')", "In vivo", "The selected words as a code."),
    Key("coding.recode", "r", "do('recode')", "Recode", "Another code in its place."),
    Key("coding.remove", "d", "do('remove')", "Remove"),
    Key("coding.edges", "e", "do('edges')", "Edges", "Move them, then e saves."),
    Key("coding.other", "o", "do('other_coding')", "Other coding", "Where several overlap."),
    Key("coding.weight", "percent_sign", "do('weight')", "Weight"),
    Key("coding.important", "exclamation_mark", "do('important')", "Important"),
    Key("coding.next", "f", "do('same_code',1)", "Next of this code"),
    Key("coding.previous", "F", "do('same_code',-1)", "Previous of this code"),
    Key(
        "memo.write",
        "m",
        "do('memo')",
        "Memo",
        "On coding, words (then * beside them), transcript, code, project.",
    ),
    Key("copy", "y", "do('copy')", "Copy", "The words with their source, to the clipboard."),
    Key("document.done", "D", "do('done')", "Done", "This transcript is finished, or not yet."),
    Key("whose", "h", "do('whose')", "Whose", "Others' codings, in lanes beside the text."),
    Key("blind", "b", "do('blind')", "Blind mode", "For rounds that test agreement."),
    Key("undo", "z,ctrl+z", "do('undo')", "Undo"),
    Key("redo", "Z,ctrl+y", "do('redo')", "Redo"),
    Key("history", "H", "do('history')", "History", "Jump back over several acts."),
)

KEYS_SHOWN = {
    "full_stop": ".",
    "exclamation_mark": "!",
    "percent_sign": "%",
    "plus": "+",
    "minus": "-",
    "enter": "⏎",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "question_mark": "?",
    "slash": "/",
    "escape": "Esc",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "space": "Space",
    "tab": "Tab",
    "delete": "Del",
    "backspace": "Backspace",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}


def key_words(key: str) -> str:
    """A key as a person reads it: `ctrl+t` is Ctrl+T, `right_square_bracket` is ]."""
    *held, last = key.split("+")
    shown = KEYS_SHOWN.get(last) or format_key(last)
    if held or (len(shown) > 1 and shown[1:].isdigit()):
        shown = shown.upper() if len(shown) < 4 else shown
    return "+".join([*(one.capitalize() for one in held), shown])


def bindings(keys: Iterable[Key]) -> list[BindingType]:
    """The table as Textual's bindings; the screen says itself which to show."""
    return [
        Binding(
            key.keys,
            key.action,
            key.words,
            show=False,
            id=key.id,
            tooltip=key.why,
        )
        for key in keys
    ]


NOTHING_OPEN = (("place.overview", "overview"), ("place.codebook", "codebook"))
"""What helps where there is no transcript yet."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What decides which keys help now."""

    reading: bool = True
    edging: bool = False
    numbering: bool = False
    selecting: bool = False
    suggested: bool = False
    revealed: bool = False
    coded: bool = False
    several: bool = False
    hot: bool = False


def helpful(now: Situation) -> Iterator[tuple[str, str]]:
    """The ids of the bindings that help now, with a word for each, the most helpful first."""
    if now.edging:
        yield from (("coding.edges", "save edges"), ("deselect", "leave"))
        yield from (("end.word.on", "end on"), ("end.word.back", "end back"))
        yield from (("start.word.on", "start on"), ("start.word.back", "start back"))
        return
    if now.numbering:
        yield from (("code.hot.1", "first"), ("code.hot.2", "second"), ("deselect", "leave"))
        return
    if not now.reading:
        yield from (("jump", "other pane"), ("undo", "undo"))
        return
    if now.suggested:
        if now.revealed:
            yield from (("suggestion.accept", "accept"), ("suggestion.reject", "reject"))
        else:
            yield ("suggestion.reveal", "suggestions")
    if now.hot:
        yield (HOT_CODES, "hot codes")
    yield from (("code.pick", "code"), ("code.repeat", "repeat"), ("uncoded.next", "uncoded"))
    if now.selecting:
        yield from (("deselect", "leave selection"), ("code.in_vivo", "in vivo"))
    if now.coded:
        yield from (("coding.remove", "remove"), ("coding.recode", "recode"))
        yield from (("coding.edges", "edges"), ("coding.important", "important"))
    if now.several:
        yield ("coding.other", "other coding")
    yield from (("memo.write", "memo"), ("undo", "undo"))
    yield from (
        ("suggestion.next", "next suggestion"),
        ("jump", "pane"),
    )
    yield from (("extend.down", "extend"), ("copy", "copy"), ("history", "history"))
