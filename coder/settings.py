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


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose; every value has a default that works.

    `pipeline` names an installed spaCy pipeline or a folder with one ("" lets coder choose);
    `csv_separator` and `csv_bom` say how tables are written for the local spreadsheet.
    """

    pipeline: str = ""
    csv_separator: str = ","
    csv_bom: bool = False


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


def load_settings(folder: Path) -> Settings:
    """The settings of a config folder, or the defaults where it has none.

    Raises InputError with file and line for what cannot be used.
    """
    path = folder / "settings.yaml"
    if not path.is_file():
        return Settings()
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"{path} is too large for settings.", "Make it shorter.")
        values = YAML(typ="safe", pure=True).load(path.read_text("utf-8")) or {}
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        raise InputError(f"{path} cannot be read: {error}", "Correct it or remove it.") from error
    if not isinstance(values, dict):
        raise InputError(f"{path} must hold 'name: value' lines.", "Correct it or remove it.")
    return Settings(**{name: _checked(path, name, value) for name, value in values.items()})


def _checked(path: Path, name: str, value: Any) -> Any:
    known = {field.name: field for field in fields(Settings)}
    if name not in known:
        raise InputError(f"{path}: there is no setting '{name}'.", f"Known: {', '.join(known)}.")
    if type(value) is not type(known[name].default):
        kind = "true or false" if isinstance(known[name].default, bool) else "a text"
        raise InputError(f"{path}: '{name}' must be {kind}.", "Correct the file.")
    return value
