"""What can be done to one code on the codebook screen; each act is saved before it is said."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from coder.amounts import counted
from coder.identity import Id
from coder.model import Code
from coder.printable import one_line
from coder.project import codes, memos
from coder.project.coding import codings, remove_code
from coder.project.joining import merged_away
from coder.tui.deeds.memo_writing import Subject, write_memo
from coder.tui.screens.asking import AskLine, Confirm
from coder.tui.screens.code_form import CodeForm
from coder.tui.screens.colour_picker import ColourPicker
from coder.tui.screens.picker import CodePicker, NewCode

if TYPE_CHECKING:
    from coder.tui.screens.codebook import CodebookScreen


def add(screen: CodebookScreen, under: bool = False) -> None:
    """Make a code beside the chosen one, or under it."""
    code = screen.current
    parent = None if code is None else code.id if under else code.parent
    beside = "" if code is None else f" {'under' if under else 'beside'} {one_line(code.name, 40)}"

    def answered(name: str | None) -> None:
        if name is None:
            return
        made = screen.act(
            lambda: codes.add_code(screen.project, name, parent),
            lambda one: f"saved: {one.name}; e gives it a definition and terms",
        )
        if made is not None:
            screen.show_code(made.id)

    screen.app.push_screen(AskLine(f"New code{beside}", hint="Its name   Esc: leave"), answered)


def edit(screen: CodebookScreen) -> None:
    """Change what a code says; its terms work for suggestions at once."""
    code = screen.chosen()
    if code is None:
        return

    def save(edited: Code) -> bool:
        return (
            screen.act(
                lambda: codes.edit_code(screen.project, code, edited),
                lambda changed: (
                    f"saved: {edited.name}, {counted(len(edited.terms), 'term')}"
                    if changed
                    else "nothing was changed"
                ),
            )
            is not None
        )

    screen.app.push_screen(CodeForm(code, save))


def rename(screen: CodebookScreen) -> None:
    """Give a code another name."""
    code = screen.chosen()
    if code is None:
        return

    def answered(name: str | None) -> None:
        if name is not None:
            screen.act(
                lambda: codes.rename_code(screen.project, code, name),
                lambda now: f"saved: {code.name} is now {now}",
            )

    screen.app.push_screen(AskLine(f"Another name for {one_line(code.name)}", code.name), answered)


def recolour(screen: CodebookScreen) -> None:
    """Give a code another colour."""
    code = screen.chosen()
    if code is None:
        return

    def answered(colour: str | None) -> None:
        if colour is not None:
            screen.act(
                lambda: codes.recolour_code(screen.project, code, colour),
                lambda now: f"saved: {code.name} is {now or 'coloured by its place'}",
            )

    screen.app.push_screen(ColourPicker(f"Colour of {one_line(code.name)}", code.colour), answered)


def hot_key(screen: CodebookScreen, key: str) -> None:
    """Give a code a hot key; the same key again, or 0, takes it away."""
    code = screen.chosen()
    if code is None:
        return
    wanted = "" if key in ("0", code.hotkey) else key

    def said(losing: list[str]) -> str:
        if not wanted:
            return f"saved: {code.name} has no hot key"
        lost = f"; {', '.join(losing)} lost it" if losing else ""
        return f"saved: {wanted} is {code.name}{lost}"

    screen.act(lambda: codes.set_hot_key(screen.project, code, wanted), said)


def shift(screen: CodebookScreen, step: int) -> None:
    """Move a code up or down among those beside it."""
    code = screen.chosen()
    if code is None:
        return
    parent, beside = _beside(screen, code)
    number = [one.id for one in beside].index(code.id)
    if 0 <= number + step < len(beside):
        screen.act(
            lambda: codes.place_code(screen.project, code, parent, number + step),
            lambda _: f"saved: {code.name} moved",
        )
    else:
        screen.say("it is the first there" if step < 0 else "it is the last there")


def indent(screen: CodebookScreen, inward: bool) -> None:
    """Put a code under the one above it, or beside the one it is under."""
    code = screen.chosen()
    if code is None:
        return
    parent, beside = _beside(screen, code)
    above = next((one for one in screen.codes if one.id == parent), None)
    number = [one.id for one in beside].index(code.id)
    target: Id | None
    if inward and number:
        target, at = beside[number - 1].id, None
    elif not inward and above is not None:
        target, outer = _beside(screen, above)
        at = [one.id for one in outer].index(above.id) + 1
    else:
        screen.say("there is nothing above it here" if inward else "it is at the top already")
        return
    where = next((one.name for one in screen.codes if one.id == target), "")
    screen.act(
        lambda: codes.place_code(screen.project, code, target, at),
        lambda _: f"saved: {code.name} is {f'under {where}' if where else 'at the top'}",
    )


def move_under(screen: CodebookScreen) -> None:
    """Choose the code that a code is to stand under."""
    code = screen.chosen()
    if code is None:
        return

    def answered(found: Code | NewCode | None) -> None:
        if isinstance(found, NewCode):
            screen.say("make that code first (A), then move this one under it")
        elif found is not None:
            screen.act(
                lambda: codes.place_code(screen.project, code, found.id),
                lambda _: f"saved: {code.name} is under {found.name}",
            )

    choose(screen, f"Put {one_line(code.name)} under which code?", code, answered)


def choose(
    screen: CodebookScreen,
    title: str,
    code: Code,
    answered: Callable[[Code | NewCode | None], None],
) -> None:
    """Let the person choose another code than this one."""
    others = [one for one in screen.codes if one.id != code.id]
    screen.app.push_screen(CodePicker(others, (), screen.colours, title=title), answered)


def remove(screen: CodebookScreen) -> None:
    """Remove a code with its codings, once the person says so."""
    code = screen.chosen()
    if code is None:
        return
    found = screen.app.attempt(lambda: codings(screen.project, code_ids=[code.id]))
    if found is None:
        return
    others = sum(one.coder != screen.project.me.id for one in found)
    below = sum(one.parent == code.id for one in screen.codes)
    parts = [f"{counted(len(found), 'coding')} would go too"]
    parts += [f"{others} of them by others"] if others else []
    parts += [f"{counted(below, 'code')} below it would move up"] if below else []
    held = screen.merged.get(code.id, [])
    parts += [f"so are the codes merged into it: {len(held)}"] if held else []

    def answered(sure: bool | None) -> None:
        if sure:
            screen.act(
                lambda: remove_code(screen.project, code),
                lambda count: f"removed: {code.name} and {counted(count, 'coding')}; z undoes it",
            )

    question = f"Remove the code {one_line(code.name)}?"
    screen.app.push_screen(Confirm(question, f"{'; '.join(parts)}. Undo with z."), answered)


def memo(screen: CodebookScreen) -> None:
    """Write a memo on a code, or go on with one's own."""
    code = screen.chosen()
    if code is None:
        return
    title = f"Memo on the code {one_line(code.name)}"
    write_memo(
        screen.app,
        title,
        Subject("code", code.id),
        lambda write, said: screen.act(lambda: (write(),), lambda _: said),
    )


def memo_count(screen: CodebookScreen, code: Code) -> int:
    """How many memos there are on a code and on those merged into it."""
    held = [code, *screen.merged.get(code.id, [])]
    return sum(len(memos.memos(screen.project, "code", one.id)) for one in held)


def held_codes(screen: CodebookScreen) -> dict[Id, list[Code]]:
    """The codes that were merged into each code."""
    return merged_away(screen.project)


def _beside(screen: CodebookScreen, code: Code) -> tuple[Id | None, list[Code]]:
    """The code that one stands under, and all that stand there."""
    known = {one.id for one in screen.codes}
    parent = code.parent if code.parent in known else None
    return parent, codes.siblings(screen.codes, parent)
