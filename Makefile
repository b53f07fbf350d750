# Every chore by name; each target makes the .venv that it needs and is quick the second time.
#   make test PYTHON=python3.12     with a Python of your choice
#   make test ARGS="-k fade -x"     what follows goes to pytest

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

PYTHON =
ARGS =
WORKERS = 2
VENV = .venv
PY = $(VENV)/bin/python

# Relative on purpose: pip splits these at spaces.  The second is for pip from 25.3 on.
export PIP_CONSTRAINT = constraints.txt
export PIP_BUILD_CONSTRAINT = constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_NO_INPUT = 1
# Without bytecode every process that a test starts would compile the packages again.
unexport PYTHONDONTWRITEBYTECODE
INSTALL = $(PY) -m pip install -qq --no-compile
CATALOGUES = $(wildcard ssi_tui/locale/*/LC_MESSAGES/*.po)
OFFLINE = { echo "The packages could not be installed; the reason stands above. Once it is mended," \
	"the same command goes on from here." >&2; exit 1; }

.PHONY: help
help:  ## say what there is
	@echo "ssi-tui: a habit tracker for LinkedIn's Social Selling Index"
	@sed -n 's/^\([a-z]*\):.*  ## /  make \1|/p' Makefile | awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'

.PHONY: demo
demo: $(VENV)/.runtime $(VENV)/.words  ## stop for a month: what becomes of the score, on a made-up journal
	@$(VENV)/bin/ssi --sample sim scenarios/quiet_month.yaml
	@echo
	@echo "Look around in the app:    $(VENV)/bin/ssi-tui --sample"
	@echo "Start a journal of yours:  $(VENV)/bin/ssi-tui"

.PHONY: test
test: $(VENV)/.test $(VENV)/.words  ## run all tests
	@$(PY) -m pytest -p no:benchmark -n $(WORKERS) --dist worksteal $(ARGS)

.PHONY: check
check: $(VENV)/.dev  ## look at format, style, types and the layers
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports --no-logo

.PHONY: bench
bench: $(VENV)/.test  ## measure speed against the bounds that we keep
	@$(PY) -m pytest -o addopts=--import-mode=importlib -o faulthandler_timeout=0 -q tests/benchmarks \
		--benchmark-columns=min,median,max,rounds --benchmark-name=short $(ARGS)

.PHONY: torture
torture: $(VENV)/.test  ## kill, cut, fill and flip the journal's files for minutes, and count what is lost
	@$(PY) -m tests.store.torture

.PHONY: mutants
mutants: $(VENV)/.test $(VENV)/.words  ## plant fifty faults at random, and name those that no test notices
	@$(PY) -m tests.mutants $(ARGS)

.PHONY: facts
facts: $(VENV)/.test  ## print what the sources say beside what the model gives
	@$(PY) -m tests.sim.facts

.PHONY: evaluate
evaluate: $(VENV)/.test  ## fit simulated people for minutes, and print how good the forecasts are
	@$(PY) -m tests.sim.evaluate

.PHONY: texts
texts: $(VENV)/.test  ## gather the texts for translators, and bring the catalogues up to date
	@$(PY) ssi_tui/locale/texts.py
	@$(PY) ssi_tui/locale/hatch_build.py

.PHONY: docs
docs: $(VENV)/.test  ## put what the commands really answer into README and docs/
	@$(PY) -m tests.test_docs

.PHONY: shots
shots: $(VENV)/.test  ## take the pictures in README and docs/ anew; ARGS=--all: all rooms, to look at
	@$(PY) -m tests.shots $(ARGS)

.PHONY: man
man: $(VENV)/.runtime $(VENV)/.words  ## make the manual pages, in build/man; a wheel has them with it
	@$(PY) .ci/man.py build/man

.PHONY: format
format: $(VENV)/.dev  ## put the code in shape
	@$(VENV)/bin/ruff check --fix-only --quiet .
	@$(VENV)/bin/ruff format .

.PHONY: pins
pins: $(VENV)/.made  ## renew constraints.txt: the newest packages that the tests are then run with
	@rm -rf $(VENV)/pins && $(PY) -m venv $(VENV)/pins
	@export PIP_CONSTRAINT= PIP_BUILD_CONSTRAINT=; \
		$(VENV)/pins/bin/python -m pip install -qq --no-compile ".[dev]" editables || $(OFFLINE)
	@{ sed -n '/^#/p' constraints.txt; \
		$(VENV)/pins/bin/python -m pip freeze --exclude ssi-tui; } > $(VENV)/pins/new
	@mv $(VENV)/pins/new constraints.txt && rm -rf $(VENV)/pins

.PHONY: clean
clean:  ## remove what was made here; the journal lies elsewhere and stays
	@rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache \
		.benchmarks .hypothesis snapshot_report.html
	@find sim ssi_tui tests -name __pycache__ -prune -exec rm -rf {} +
	@find ssi_tui/locale -name '*.mo' -exec rm -f {} +

# Changes only when the environment had to be made anew, so that nothing is installed for nothing.
$(VENV)/.made: FORCE
	@sh .ci/venv $(VENV) "$(PYTHON)"

$(VENV)/.runtime: $(VENV)/.made pyproject.toml constraints.txt
	@echo "Installing what ssi-tui needs ..."
	@$(INSTALL) -e . || $(OFFLINE)
	@touch $@ $(VENV)/.words

$(VENV)/.test: $(VENV)/.made pyproject.toml constraints.txt
	@echo "Installing what ssi-tui and its tests need ..."
	@$(INSTALL) -e ".[test]" || $(OFFLINE)
	@touch $(VENV)/.runtime $(VENV)/.words $@

$(VENV)/.dev: $(VENV)/.made pyproject.toml constraints.txt
	@echo "Installing what ssi-tui, its tests and its checks need ..."
	@$(INSTALL) -e ".[dev]" || $(OFFLINE)
	@touch $(VENV)/.runtime $(VENV)/.words $(VENV)/.test $@

# Installing compiles the translations; this is for those that changed since.  What compiles them
# is there only with the tests' packages: without those it is one more install.
$(VENV)/.words: $(CATALOGUES) | $(VENV)/.runtime
	@$(PY) ssi_tui/locale/hatch_build.py 2>/dev/null || $(INSTALL) --no-deps -e . || $(OFFLINE)
	@touch $@

.PHONY: FORCE
FORCE:
