# All you need is make, git, and Python 3.11 or newer. Everything else is installed once into .venv, and
# a browser is found or installed. `make help` lists the targets.

PYTHON ?= python3
VENV   ?= .venv
# Tests mostly wait for pages, so there may be many more of them at once than there are cores.
WORKERS ?= 14

# Tests start the program hundreds of times: compiled once, it starts faster.
export PYTHONDONTWRITEBYTECODE :=
# So does the browser's driver, which runs in Node.
export NODE_COMPILE_CACHE ?= $(abspath $(VENV))/node

BIN   := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help demo test thorough matrix campaign mutants mutation bench lint format unit e2e schema docs pictures dist clean browser prepared

help: ## show this list
	@sed -n 's/^\([a-z0-9]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-16s %s\n", $$1, $$2 }'

demo: $(READY) browser ## watch it work on local copies of the pages, in a temporary home
	@$(BIN)/offswitch demo

test: $(READY) browser ## check format, lint, and types, and run the unit, browser, and wheel tests
	@$(MAKE) --no-print-directory -j2 lint prepared
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -q

thorough: $(READY) browser lint prepared ## the same, with the replica's own tests and slow variations
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -q -m "thorough or not thorough"

matrix: export SINCE := $(SINCE)
matrix: $(READY) browser ## run every platform in every layout, region and language, by every way, in every seed: two hours
	@$(BIN)/python -m pytest -n $(WORKERS) --maxschedchunk 1 -q tests/e2e/every_cell.py

campaign: export SEED := $(SEED)
campaign: export RUNS := $(RUNS)
campaign: $(READY) browser ## run over pages drawn by chance, RUNS=200 of them from SEED=1 on, and print what it has shown
	@$(BIN)/python -m pytest -n $(WORKERS) --maxschedchunk 1 -q tests/e2e/every_trial.py; status=$$?; \
	$(BIN)/python -m tests.e2e.campaign; exit $$status

mutants: $(READY) browser ## remove one safety rule after another; each removal must make a test fail
	@$(BIN)/python scripts/mutants.py

mutation: export SEED := $(SEED)
mutation: export RUNS := $(RUNS)
mutation: $(READY) browser ## change the program at places drawn by chance, RUNS=200 of them from SEED=1; a test must notice
	@$(BIN)/python scripts/mutation.py

unit: $(READY) ## run the tests that need no browser
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -q tests/unit

e2e: $(READY) browser ## run the tests that drive a real browser on a replica
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -q tests/e2e

bench: $(READY) browser ## time a check against a plain script, and write docs/benchmarks.md
	@$(BIN)/python bench/check.py --write docs/benchmarks.md

lint: $(READY) ## check formatting, ruff, mypy, layers, JavaScript, selector files, and their sources
	@$(BIN)/ruff format --check --quiet . || { echo "run 'make format'" >&2; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@for system in win32 darwin; do $(BIN)/mypy --no-error-summary --platform $$system --cache-dir .mypy_cache/$$system src flows || exit 1; done
	@$(BIN)/lint-imports --no-cache >$(VENV)/imports.log || { cat $(VENV)/imports.log >&2; exit 1; }
	@sh scripts/biome.sh $(VENV) check --log-level=warn
	@$(BIN)/offswitch selectors lint
	@$(BIN)/python scripts/evidence.py

format: $(READY) ## format the code
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format .
	@sh scripts/biome.sh $(VENV) check --write --log-level=warn

schema: $(READY) ## rewrite the JSON Schema of selector files
	@$(BIN)/offswitch selectors schema > $(VENV)/schema.json
	@mv $(VENV)/schema.json selectors/schema.json

docs: $(READY) ## rewrite what the docs show of --help
	@$(BIN)/python scripts/reference.py

pictures: $(READY) browser ## redraw the terminal pictures in the docs
	@$(BIN)/python scripts/pictures.py

dist: $(READY) ## build the sdist and the wheel
	@$(BIN)/python -m build --no-isolation

clean: ## remove everything that make created
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .pictures .campaign .mutation
	rm -rf tests/*/dist tests/*/node_modules test-results
	find src flows tests scripts -name __pycache__ -prune -exec rm -rf {} +

# What every test process would otherwise do for itself: rewriting the tests' asserts, and building their pages.
prepared: $(READY)
	@$(BIN)/python -m pytest --collect-only -q >$(VENV)/collected.log || { cat $(VENV)/collected.log >&2; exit 1; }
	@$(BIN)/python -m tests.npm

browser: $(READY)
	@$(BIN)/python scripts/browser.py

$(READY): pyproject.toml scripts/venv.sh
	@sh scripts/venv.sh "$(PYTHON)" "$(VENV)"
	@touch $@
