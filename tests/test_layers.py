"""At run time too, each layer imports only what lies below it, and nothing heavy."""

import json
import subprocess
import sys

import pytest

LAYERS = [
    ["cli"],
    ["tui"],
    ["project"],
    ["store", "language", "semantics", "readers", "codebook", "exchange", "settings"],
    ["suggest", "segment", "analysis"],
    ["oplog"],
    ["linguistic", "meaning"],
    ["model"],
    ["explanation"],
    ["identity"],
    ["errors", "printable"],
]
HEAVY = {
    "onnxruntime",
    "tokenizers",
    "spacy",
    "textual",
    "pandas",
    "sklearn",
    "docx",
    "xlsxwriter",
    "simplemma",
}
SCRIPT = """
import importlib, json, pkgutil, sys
package = importlib.import_module(sys.argv[1])
for found in pkgutil.iter_modules(getattr(package, "__path__", []), package.__name__ + "."):
    if not found.ispkg:
        importlib.import_module(found.name)
print(json.dumps(sorted(sys.modules)))
"""


def modules_after_import(name):
    command = [sys.executable, "-c", SCRIPT, name]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("level", "name"), [(level, name) for level, names in enumerate(LAYERS) for name in names]
)
def test_a_layer_imports_nothing_from_above_and_no_sibling(level, name):
    if name == "tui":
        pytest.importorskip("coder.tui.app")
    loaded = modules_after_import(f"coder.{name}")
    forbidden = {one for names in LAYERS[:level] for one in names} | (set(LAYERS[level]) - {name})
    ours = {module.split(".")[1] for module in loaded if module.startswith("coder.")}
    assert ours & forbidden == set()
    heavy = HEAVY & {module.partition(".")[0] for module in loaded}
    assert heavy <= ({"textual"} if name == "tui" else set())
