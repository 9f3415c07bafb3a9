"""The user's settings: where they are kept and what they say.

`settings.yaml` in the config folder is the user's; nothing in it is needed to start. What is chosen
on the screen is put in as one value, and all else stays as the user wrote it. CODER_CONFIG names
another folder.
"""

from __future__ import annotations

import getpass
import json
import os
from contextlib import suppress
from dataclasses import dataclass, field, fields
from io import StringIO
from pathlib import Path
from typing import Any

from coder.errors import InputError

MAX_BYTES = 100_000

NARROWEST, WIDEST = 30, 160
"""How wide the text on the screen can be, in terminal cells."""

_SEPARATORS = {",": ",", ";": ";", "|": "|", "\t": "\t", "tab": "\t", r"\t": "\t"}


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose; every value has a default that works.

    `pipeline` names an installed spaCy pipeline or a folder with one ("" lets coder choose);
    `model` names a model of meaning, an installed spaCy pipeline or a folder ("" is none);
    `csv_separator` and `csv_bom` say how tables are written for the local spreadsheet. On the
    screen: `theme` by its name, `text_width` in terminal cells, `decide_first` hides suggestions
    until they are asked for or something is coded, `blind_audit` withholds them in about every
    tenth segment, `batch_accept` allows accepting many at once, and `keys` gives bindings (by their
    id, as the help lists them) other keys. `chosen` are the names of those in the file.
    """

    pipeline: str = ""
    model: str = ""
    csv_separator: str = ","
    csv_bom: bool = False
    theme: str = ""
    text_width: int = 72
    decide_first: bool = True
    blind_audit: bool = False
    batch_accept: bool = False
    keys: tuple[tuple[str, str], ...] = ()
    chosen: frozenset[str] = field(default=frozenset(), compare=False)


def config_folder() -> Path:
    """The folder with the user's settings and identity."""
    chosen = os.environ.get("CODER_CONFIG")
    if chosen:
        return Path(chosen)
    from platformdirs import user_config_path

    return user_config_path("coder", appauthor=False)


def default_person_name() -> str:
    """A first guess at who is at the keyboard: the account's name."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "coder"


def separator_named(text: str) -> str:
    """The separator of cells that a person means; raises InputError for none that CSV can have."""
    if text not in _SEPARATORS:
        raise InputError(f"'{text}' cannot separate cells.", "Use ',' or ';' or 'tab' or '|'.")
    return _SEPARATORS[text]


def load_settings(folder: Path) -> Settings:
    """The settings of a config folder, or the defaults where it has none.

    Raises InputError with file and line for what cannot be used.
    """
    path = folder / "settings.yaml"
    if not path.is_file():
        return Settings()
    values = _read(path)
    if values is None:
        return Settings()
    if not isinstance(values, dict):
        raise InputError(f"{path} must hold 'name: value' lines.", "Correct it or remove it.")
    lines = getattr(values, "lc", None)
    checked: dict[str, Any] = {}
    for name, value in values.items():
        where = f"{path}, line {lines.key(name)[0] + 1}" if lines else str(path)
        checked[name] = _checked(where, name, value)
    return Settings(**checked, chosen=frozenset(checked))


def save_setting(folder: Path, name: str, value: bool | int | str) -> None:
    """Put one value into the settings file, whole or not at all; the rest stays as it is.

    Raises InputError for what is no setting, for a file with faults, and where it cannot be
    written.
    """
    path = folder / "settings.yaml"
    _checked(str(path), name, value)
    load_settings(folder)  # one with faults is for its user to correct
    text = _with_value(path, name, value)
    target = path.resolve()
    unfinished = target.with_name(f".settings-{os.getpid()}.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(text, "utf-8")
        unfinished.replace(target)
    except OSError as error:
        raise InputError(
            f"{path} cannot be written: {error.strerror}.", "Check the folder's permissions."
        ) from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _with_value(path: Path, name: str, value: bool | int | str) -> str:
    """The text of a settings file with one value changed or added; comments stay."""
    from ruamel.yaml import YAML

    if not path.is_file():
        return f"{name}: {json.dumps(value)}\n"
    values = _read(path)
    if values is None:  # nothing but remarks
        return f"{path.read_text('utf-8-sig').rstrip()}\n{name}: {json.dumps(value)}\n".lstrip()
    values[name] = value
    found = StringIO()
    yaml = YAML(typ="rt", pure=True)
    yaml.preserve_quotes = True
    yaml.dump(values, found)
    return found.getvalue()


def _read(path: Path) -> Any:
    """The YAML value of a file; mappings know their lines."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    remedy = "Correct it or remove it."
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"{path} is too large for settings.", "Make it shorter.")
        yaml = YAML(typ="rt", pure=True)
        yaml.preserve_quotes = True
        return yaml.load(path.read_text("utf-8-sig"))
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.", remedy) from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not in UTF-8.", "Save it as UTF-8.") from error
    except MarkedYAMLError as error:
        mark = error.problem_mark
        line = f", line {mark.line + 1}" if mark else ""
        raise InputError(f"{path}{line}: {error.problem or error.context}.", remedy) from error
    except (YAMLError, ValueError, RecursionError) as error:
        raise InputError(f"{path} is not YAML that coder reads.", remedy) from error


def _checked(where: str, name: object, value: Any) -> Any:
    """A value if the setting of that name can have it."""
    known: dict[str, type[Any]] = {one.name: type(one.default) for one in fields(Settings)}
    del known["chosen"]
    if not isinstance(name, str) or name not in known:
        raise InputError(f"{where}: there is no setting '{name}'.", f"Known: {', '.join(known)}.")
    if name == "keys":
        return _keys(where, value)
    kind = known[name]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        wanted = {bool: "true or false", int: "a whole number"}.get(kind, "a text")
        raise InputError(f"{where}: '{name}' must be {wanted}.", "Correct the file.")
    if name == "text_width" and not NARROWEST <= value <= WIDEST:
        raise InputError(
            f"{where}: the text cannot be {value} wide.", f"Give {NARROWEST} to {WIDEST}."
        )
    if name == "csv_separator":
        try:
            return separator_named(value)
        except InputError as error:
            raise InputError(f"{where}: {error.problem}", error.remedy) from error
    return kind(value)


def _keys(where: str, value: Any) -> tuple[tuple[str, str], ...]:
    """Bindings and their keys: a mapping of texts."""
    if not isinstance(value, dict) or not all(
        isinstance(one, str) and one for pair in value.items() for one in pair
    ):
        raise InputError(
            f"{where}: 'keys' must hold lines such as 'coding.remove: delete'.",
            "Press ? in coder to see the names; put a digit in quotes.",
        )
    return tuple((str(name), str(key)) for name, key in value.items())
