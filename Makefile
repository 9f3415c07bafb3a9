# make demo: set up and look around.  make test: set up and run the whole gate.

PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
RUNTIME := $(VENV)/.runtime
TOOLS := $(VENV)/.tools

.PHONY: demo test check format clean

demo: $(RUNTIME)
	$(BIN)/coder demo .

test: check

check: $(TOOLS)
	$(BIN)/ruff format --check coder tests benchmarks training docs
	$(BIN)/ruff check coder tests benchmarks training docs
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto

format: $(TOOLS)
	$(BIN)/ruff format coder tests benchmarks training docs
	$(BIN)/ruff check --fix coder tests benchmarks training docs

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(BIN):
	$(PYTHON) -c "import sys; sys.exit('coder needs Python 3.11 or newer, not ' + sys.version.split()[0]) if sys.version_info < (3, 11) else 0"
	$(PYTHON) -m venv $(VENV)

$(RUNTIME): pyproject.toml constraints.txt | $(BIN)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	$(PYTHON) -c "open('$(RUNTIME)', 'w').close()"

$(TOOLS): pyproject.toml constraints.txt | $(BIN)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	$(PYTHON) -c "open('$(RUNTIME)', 'w').close(); open('$(TOOLS)', 'w').close()"
