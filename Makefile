# Three Kilometres. `make run` and `make test` need nothing but Python 3.11 to 3.14; the first of
# them makes a virtual environment in .venv and installs into it, with uv if there is one.

VENV ?= .venv
PYTHON ?= $(shell sh .ci/find-python)
UV ?= $(shell command -v uv 2>/dev/null)
PYTEST_ARGS ?=

BIN = $(VENV)/bin
ifeq ($(UV),)
MAKE_VENV = "$(PYTHON)" -m venv $(VENV)
INSTALL = $(BIN)/python -m pip install --quiet -c constraints.txt
# older ones know no dependency groups
NEW_PIP = $(BIN)/python -m pip install --quiet "pip>=25.1"
else
MAKE_VENV = "$(UV)" venv --quiet --seed --python "$(PYTHON)" $(VENV)
INSTALL = "$(UV)" pip install --quiet --python $(BIN)/python -c constraints.txt
NEW_PIP = true
endif
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: help run test play bench bench-ui soak calibrate check lint types layers format constraints clean

help:
	@echo "make run      run the flagship scenario, results in out/2022"
	@echo "make test     run the tests"
	@echo "make play     play the game in a window"
	@echo "make bench    measure the speed, results in bench.json"
	@echo "make soak     read 100,000 damaged scenario files, kill and resume batches 200 times"
	@echo "make calibrate  calibrate the model on published figures, from the priors"
	@echo "make bench-ui measure the window: frames, idling, first picture, memory"
	@echo "make check    all that must hold before a change goes in"
	@echo "make format   format the code and mend what can be mended"
	@echo "make clean    remove what was installed and cached"

run: $(VENV)/.installed
	$(BIN)/python -m race run 2022 --out out/2022

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest $(PYTEST_ARGS)

play: $(VENV)/.installed
	$(BIN)/python -m race play

bench: $(VENV)/.installed-dev
	PYTHONPATH=. $(BIN)/python tests/speed/bench.py

bench-ui: $(VENV)/.installed-dev
	PYTHONPATH=. $(BIN)/python tests/speed/window.py

# Ten times the damaged scenario files of the tests, other ones each day.
soak: $(VENV)/.installed-dev
	PYTHONPATH=. $(BIN)/python -m tests.scenario.fuzz 100000 $$(date +%Y%m%d)
	PYTHONPATH=. $(BIN)/python tests/batch/killing.py 200

# Calibrates from the priors in the data and puts what it leaves into the data; takes minutes.
calibrate: $(VENV)/.installed-dev
	$(BIN)/python -m race hindcast --calibrate --out out/calibration
	cp out/calibration/data/*.yaml scenarios/data/

check: lint types layers test

lint: $(VENV)/.installed-dev
	$(BIN)/ruff format --check
	$(BIN)/ruff check

types: $(VENV)/.installed-dev
	$(BIN)/mypy

layers: $(VENV)/.installed-dev
	$(BIN)/lint-imports

format: $(VENV)/.installed-dev
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

# Pins every package for every supported Python and system; needs uv.
constraints:
	uv pip compile --quiet --universal --no-emit-index-url --no-header --python-version 3.11 \
		--all-extras --group dev pyproject.toml --output-file constraints.txt

clean:
	rm -rf $(VENV) .venv-ci-* build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis \
		.import_linter_cache

$(BIN)/python:
	@test -n "$(PYTHON)" || { \
		echo "No Python 3.11 to 3.14 found. Install one, or: make PYTHON=/path/to/python" >&2; exit 1; }
	$(MAKE_VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	$(INSTALL) -e .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt | $(BIN)/python
	@$(NEW_PIP)
	$(INSTALL) -e . --group dev
	@touch $@ $(VENV)/.installed
