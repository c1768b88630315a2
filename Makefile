SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
# One more than two cores can do: many tests wait for a clock, a lease or a process.
PARALLEL := -n 3 --dist worksteal
VENV := .venv
BIN := $(VENV)/bin
# A module is compiled once, not in each of the processes that the tests start.
unexport PYTHONDONTWRITEBYTECODE

help: ## Show what can be done
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Steward needs Python 3.11 or newer; say which: make PYTHON=python3.12 …"; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.demo: requirements/demo.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-compile --require-hashes -r requirements/demo.txt
	@touch $@

$(VENV)/.dev: requirements/dev.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-compile --require-hashes -r requirements/dev.txt
	@touch $@ $(VENV)/.demo

# Only the test of the web page needs it, which is skipped where there is no npm.
AXE := tests/browser/node_modules
$(AXE): tests/browser/package-lock.json
	@if command -v npm > /dev/null; then npm ci --prefix tests/browser --ignore-scripts --no-audit --no-fund --silent; fi

demo: $(VENV)/.demo ## Set up, then show the weekly report of a made-up community
	$(BIN)/python -m bot demo

test: $(VENV)/.dev $(AXE) ## Set up, then run the tests
	$(BIN)/python -m pytest $(PARALLEL)

coverage: $(VENV)/.dev $(AXE) ## The same, and which lines and branches they reach
	$(BIN)/python -m pytest -n 2 --dist worksteal --cov --cov-report=term

chaos: $(VENV)/.dev ## Crashes, outages and floods in full, up to 25 minutes
	$(BIN)/python -m tests.chaos $(only)

bench: $(VENV)/.dev ## Measure speed and memory
	$(BIN)/python -m tests.bench $(only)

lint: $(VENV)/.dev ## Format check, lint, types, the house's walls
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test ## All that must pass before a commit

format: $(VENV)/.dev ## Put the code into form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

generate: $(VENV)/.dev ## Write the files that are made from the code
	$(BIN)/python -c 'from bot.config_example import example; print(example(), end="")' > config.example.toml
	$(BIN)/python -m tests.house.citus > docs/deploy/citus.sql

migration: $(VENV)/.dev ## Write a migration from the models: make migration name="what it does"
	$(BIN)/python -c 'import sys; from bot.db.migrate import revise; print(revise(sys.argv[1]))' "$(name)"

lock: $(VENV)/.dev ## Pin the dependencies anew
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --extra demo pyproject.toml -o requirements/demo.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --extra dev pyproject.toml -o requirements/dev.txt

clean: ## Remove what was made
	rm -rf $(VENV) build demo-output

.PHONY: help demo test coverage chaos bench lint check format generate migration lock clean
