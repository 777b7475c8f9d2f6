# make demo: an environment and the samples run through. make test: everything that must hold.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# The lock files are complete and hashed, so pip has nothing to resolve.
INSTALL := $(PIP) install --quiet --no-deps --require-hashes
# Two processes, a file of tests in one of them: what the tests start (a browser, Postgres, Prefect) is shared in a file.
PYTEST_ARGS ?= -n 2 --dist loadfile

.PHONY: env dev demo test lint gate bench load faults screenshots browser postgres clean

env: $(VENV)/.main

dev: $(VENV)/.dev

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "claimdesk needs Python 3.11 or later; name one with: make PYTHON=python3.11"; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.main: requirements/main.txt pyproject.toml | $(BIN)/python
	@echo "Installing claimdesk into $(VENV) ..."
	$(INSTALL) -r requirements/main.txt
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.main
	@echo "Installing what the tests need ..."
	$(INSTALL) -r requirements/dev.txt
	@touch $@

demo: env
	@mkdir -p work
	@$(BIN)/claimdesk run data/samples --store work/demo.duckdb --sheets work/sheets || [ $$? -eq 1 ]
	@echo
	@echo "Review sheets are in work/sheets: open one in a browser, fill it in, save it, then:"
	@echo "  $(BIN)/claimdesk import SAVED_SHEET --store work/demo.duckdb"
	@echo '  $(BIN)/claimdesk sql "select * from verdicts" --store work/demo.duckdb'

lint: dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The browser tests skip, with the reason, where there is no Chromium and none can be installed.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Chromium for the browser tests ..."; \
	  apt-get update -qq >/dev/null && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-core >/dev/null \
	  || echo "Chromium could not be installed; the browser tests will say so."; \
	else echo "There is no Chromium here; the browser tests will be skipped."; fi

# The tests of a team's store start a Postgres of their own; they skip, with the reason, where there is none.
postgres:
	@command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Postgres for the tests of the team's store ..."; \
	  apt-get update -qq >/dev/null && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null \
	  || echo "Postgres could not be installed; the tests of the team's store will say so."; \
	else echo "There is no Postgres here; the tests of the team's store will be skipped."; fi

# Extraction may not fall below the floors pinned on the project's own gold articles.
gate: env
	$(BIN)/python -m extractors.evaluate

test: lint gate browser postgres
	$(BIN)/python -m pytest -q $(PYTEST_ARGS)

bench: dev
	$(BIN)/python -m benchmarks

# Twenty reviewers, 2,000 reviews, a writer beside them, and the desk killed in the middle.
load: dev
	$(BIN)/python -m benchmarks.deskload

# Kills, full and read-only disks, damaged files, clocks, crowds: at full length, about an hour.
faults: dev postgres
	$(BIN)/python -m tests.faults

screenshots: dev browser
	$(BIN)/python docs/make_screenshots.py

clean:
	rm -rf $(VENV) work .mypy_cache .ruff_cache .pytest_cache
