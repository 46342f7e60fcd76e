# `make help` lists what there is. Needs Python 3.11 or later; the tests also need Node.js, Java, Chromium and Firefox.

PYTHON ?= python3
JOBS ?= 2
PYTEST_ARGS ?=
BENCH_ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
NOW := 2026-11-20 14:30 UTC
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

# MkDocs prints an advertisement for its successor without this.
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: site
site: $(VENV)/.installed ## the demonstration, into site/
	$(BIN)/statusgen build --now "$(NOW)"

.PHONY: serve
serve: $(VENV)/.installed ## a live preview of the demonstration
	$(BIN)/statusgen serve

.PHONY: test
test: lint tools ## everything: style, types, tests, a real browser
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile $(PYTEST_ARGS)

.PHONY: lint
lint: $(VENV)/.installed-dev ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

.PHONY: format
format: $(VENV)/.installed-dev ## rewrite the code in the project's style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: messages
messages: $(VENV)/.installed-dev ## collect the words that readers see, for translators
	$(BIN)/pybabel -q extract -F src/statusgen/locale/babel.cfg -k _marked --omit-header --no-location --sort-output \
	  -o src/statusgen/locale/statusgen.pot .

.PHONY: schemas
schemas: $(VENV)/.installed ## what editors check files with, into schemas/
	for name in incident maintenance notice record postmortem config; do \
	  $(BIN)/statusgen schema $$name > schemas/$$name.json || exit 1; done

.PHONY: bench
bench: $(VENV)/.installed-bench ## statusgen beside Hugo and stock MkDocs; BENCH_ARGS="--count 1000"
	$(BIN)/python -m benchmarks.run $(BENCH_ARGS)

.PHONY: bench-bar
bench-bar: $(VENV)/.installed-dev node_modules/.installed ## what the alert bar costs a page, in Chromium; BENCH_ARGS="--rounds 15"
	$(BIN)/python -m benchmarks.alert_bar $(BENCH_ARGS)

.PHONY: clean
clean: ## remove what was built and installed
	rm -rf $(VENV) node_modules site build dist .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis
	rm -rf src/statusgen.egg-info
	find src theme tests -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: constraints
constraints: ## pin the newest versions that pyproject.toml allows
	rm -rf build/constraints
	$(PYTHON) -m venv build/constraints
	build/constraints/bin/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	build/constraints/bin/python -m pip install --quiet --editable . --group dev
	{ echo "# Versions that this commit was tested with; 'make constraints' writes this file."; \
	  build/constraints/bin/python -m pip freeze --exclude-editable; } > constraints.txt
	rm -rf build/constraints

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "statusgen needs Python 3.11 or later; name it with: make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"

# The warning is about folders that might hide an editable package; none here does.
$(VENV)/.installed: pyproject.toml setup.py constraints.txt | $(VENV)/bin/python
	PYTHONWARNINGS="ignore:Editable installation" $(INSTALL) --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(INSTALL) --group dev
	@touch $@

$(VENV)/.installed-bench: $(VENV)/.installed
	$(INSTALL) --group bench
	@touch $@

# What is missing here is said here; without CI=true the tests that need it are skipped.
.PHONY: tools
tools: node_modules/.installed
	@command -v java >/dev/null || \
	  echo "make: Java 17 is missing, no HTML is checked (Debian: apt-get install default-jre-headless)" >&2
	@if command -v chromium >/dev/null || command -v chromium-browser >/dev/null || [ -n "$${CHROMIUM:-}" ]; then :; \
	elif command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; \
	else \
	  echo "make: Chromium is missing, no page is opened (Debian: apt-get install chromium; elsewhere install" \
	    "Chromium or Chrome and set CHROMIUM to its path)" >&2; \
	fi
	@if command -v firefox-esr >/dev/null || command -v firefox >/dev/null || [ -n "$${FIREFOX:-}" ]; then :; \
	elif command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends firefox-esr; \
	else \
	  echo "make: Firefox is missing, the alert bar is not tried in it (Debian: apt-get install firefox-esr; elsewhere" \
	    "install Firefox and set FIREFOX to its path)" >&2; \
	fi

node_modules/.installed: package.json .npmrc
	@if command -v npm >/dev/null; then npm install --silent && touch $@; else \
	  echo "make: Node.js is missing, neither HTML nor accessibility is checked" \
	    "(Debian: apt-get install nodejs npm; elsewhere Node.js 18 or later with npm)" >&2; fi
