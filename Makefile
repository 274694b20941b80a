# newskit: one environment in .venv, made from pyproject.toml alone.
# `make` shows the targets. PYTHON=python3.12 chooses the interpreter, DATA=folder the gold data for `bench`.

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
# The first interpreter that runs and is new enough; a name on the PATH may be an empty promise.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; done)
PIP := $(BIN)/python -m pip install --disable-pip-version-check
# Processes for the tests; a browser and a Jupyter server want a core of their own.
JOBS ?= 2

.DEFAULT_GOAL := help
.PHONY: help demo lab test test-fast test-lowest lint types notebooks bench docs clean

help:  ## show the targets
	@sed -n 's/^\([a-z-]*\):.*##/  make \1\t/p' $(MAKEFILE_LIST) | expand -t 22

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "newskit needs Python 3.11 or newer; none was found. Name one: make PYTHON=/path/to/python3"; exit 1; }
	@echo "making $(VENV) with $$($(PYTHON) --version)"
	$(PYTHON) -m venv $(VENV)

$(VENV)/.lab: pyproject.toml | $(BIN)/python
	@echo "installing newskit with JupyterLab and Dask"
	$(PIP) -e '.[dask,lab]'
	@touch $@

$(VENV)/.test: pyproject.toml | $(BIN)/python
	@echo "installing newskit with everything that the tests need"
	$(PIP) -e '.[test,docs]'
	@touch $@ $(VENV)/.lab

$(VENV)/.bench: $(VENV)/.test
	$(PIP) -e '.[bench]'
	@touch $@

demo: $(VENV)/.lab  ## install newskit, run the example notebooks on the bundled articles
	$(BIN)/python scripts/run_notebooks.py examples results

lab: $(VENV)/.lab  ## open the examples in JupyterLab
	$(BIN)/jupyter lab --notebook-dir=examples

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.test
	$(BIN)/mypy

test: lint types  ## every check: ruff, mypy, tests, doctests, notebooks, browser
	$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup
	$(MAKE) docs

test-fast: $(VENV)/.test  ## the tests without the slow ones and the browser
	$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup -m 'not slow and not browser'

test-lowest:  ## the tests with the oldest dependencies that newskit promises to work with
	@test -n "$(PYTHON)" || { echo "newskit needs Python 3.11 or newer; name one: make PYTHON=..."; exit 1; }
	$(PYTHON) -m venv $(VENV)-lowest
	$(VENV)-lowest/bin/python scripts/lowest.py pyproject.toml > $(VENV)-lowest/lowest.txt
	# matplotlib 3.9 calls names that newer versions of pyparsing warn of.
	$(VENV)-lowest/bin/python -m pip install --disable-pip-version-check -c $(VENV)-lowest/lowest.txt -e '.[dask,excel,lab,vader]' pytest pytest-xdist hypothesis 'pyparsing<3.2'
	$(VENV)-lowest/bin/python -m pytest -n $(JOBS) --ignore=tests/browser --ignore=tests/notebooks tests

notebooks: $(VENV)/.test  ## run the examples' scripts again and write them into the notebooks
	$(BIN)/python scripts/refresh_notebooks.py examples

bench: $(VENV)/.bench  ## our figures beside the rivals'; DATA=folder of gold data
	$(BIN)/python benchmarks/run.py $(if $(DATA),--data $(DATA))

docs: $(VENV)/.test  ## the documentation site, in docs/_build/html
	$(BIN)/python -m sphinx -W -q -b html docs docs/_build/html
	@echo "the site is in docs/_build/html/index.html"

clean:  ## remove what the other targets made
	rm -rf $(VENV) $(VENV)-lowest results docs/_build docs/_api .pytest_cache .mypy_cache .ruff_cache .hypothesis
