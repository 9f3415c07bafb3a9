"""What `coder doctor` tells: versions, the language in use, the health of a project file."""

from __future__ import annotations

import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

from coder import __version__
from coder.errors import InputError
from coder.project.meaning import open_named
from coder.project.project import Project, open_project, project_language
from coder.project.state_digest import state_digest
from coder.settings import config_folder, load_settings
from coder.store.backup import write_backup
from coder.store.connection import sqlite_version, storage_errors
from coder.store.health import examine

PACKAGES = ("spacy", "spacy-lookups-data", "simplemma", "rapidfuzz", "sqlite-utils", "textual")


def diagnose(path: Path | None, *, rebuild: bool = False, backup: bool = False) -> dict[str, Any]:
    """Everything there is to say, as plain values; `path` None where there is no project.

    With `rebuild` the tables are folded anew from the log, after a backup.
    """
    report: dict[str, Any] = {"versions": _versions(), "config": str(config_folder())}
    if path is None:
        settings = load_settings(config_folder())
        report["model"] = diagnose_model(settings.model)
        return report | {"language": _language("nl", settings.pipeline), "project": None}
    with open_project(path) as project:
        done = _mend(project, rebuild=rebuild, backup=backup)
        health = examine(project.store)
        report["language"] = _language(project_language(project), project.settings.pipeline)
        report["model"] = diagnose_model(project.settings.model)
        state = state_digest(project)
    report["project"] = {
        "path": str(path),
        "state": state,
        "operations": health.operations,
        "backups": health.backups,
        "done": done,
        "faults": list(health.faults),
        "notes": list(health.notes),
    }
    return report


def _mend(project: Project, *, rebuild: bool, backup: bool) -> list[str]:
    """Back up and rebuild as asked; what was done, in words."""
    done: list[str] = []
    if rebuild or backup:
        with storage_errors(project.path):
            copy = write_backup(project.store.db, project.path, "rebuild" if rebuild else "asked")
        done.append(f"backup written: {copy}")
    if rebuild:
        before = project.store.dump()
        project.store.rebuild()
        same = before == project.store.dump()
        done.append(f"tables rebuilt: they {'were as they should be' if same else 'differed'}")
    return done


def _language(language: str, pipeline: str) -> dict[str, Any]:
    """What reads the words; a pipeline in the settings that cannot be had is a fault to report."""
    from coder.language import load

    try:
        described = load(language, pipeline or None).describe()
    except InputError as error:
        return {
            "language": language,
            "grade": "none",
            "pipeline": pipeline,
            "why": f"{error.problem} {error.remedy}",
            "faults": [error.problem],
        }
    return {
        "language": described.language,
        "grade": described.grade,
        "pipeline": described.pipeline,
        "why": described.why,
        "faults": [],
    }


def diagnose_model(name: str) -> dict[str, Any]:
    """The model of meaning that is in use; one that does not open is a fault to report."""
    facts: dict[str, Any] = {"name": name, "kind": "", "size": 0, "faults": []}
    if name:
        try:
            model = open_named(name)
        except InputError as error:
            facts["faults"] = [f"{error.problem} {error.remedy}"]
        else:
            facts |= {"kind": model.kind, "size": model.size}
    return facts


def _versions() -> dict[str, str]:
    return {
        "coder": __version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "sqlite": sqlite_version(),
        **{package: version(package) for package in PACKAGES},
    }
