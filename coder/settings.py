"""The user's settings: where they are kept and what they say.

`settings.yaml` in the config folder is written by the user; nothing in it is needed to start.
CODER_CONFIG names another folder.
"""

from __future__ import annotations

import getpass
import os
from dataclasses import dataclass, fields
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
    `csv_separator` and `csv_bom` say how tables are written for the local spreadsheet. On the
    screen: `theme` by its name, `text_width` in terminal cells, `decide_first` hides suggestions
    until they are asked for, `batch_accept` allows accepting many at once, and `keys` gives
    bindings (by their id, as the help lists them) other keys.
    """

    pipeline: str = ""
    csv_separator: str = ","
    csv_bom: bool = False
    theme: str = ""
    text_width: int = 72
    decide_first: bool = True
    batch_accept: bool = False
    keys: tuple[tuple[str, str], ...] = ()


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
    return Settings(**checked)


def _read(path: Path) -> Any:
    """The YAML value of a file; mappings know their lines."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    remedy = "Correct it or remove it."
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"{path} is too large for settings.", "Make it shorter.")
        return YAML(typ="rt", pure=True).load(path.read_text("utf-8-sig"))
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
    known: dict[str, type[Any]] = {field.name: type(field.default) for field in fields(Settings)}
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
