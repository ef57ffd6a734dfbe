# `make run` and `make test` set up all they need, once; `make help` lists the rest.
# make run ARGS="--port 9000"     make test PYTEST_ARGS="-k cursor --durations=10"     make PYTHON=python3.12 test

PYTHON ?= python3
NEO4J_PORT ?= 7687
ARGS ?=
PYTEST_ARGS ?=
UPGRADE ?=

UV := uv==0.13.9
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
COMPILE := var/lock/bin/uv pip compile pyproject.toml --group build --universal --python-version 3.11 \
	--generate-hashes --quiet --custom-compile-command "make lock" $(UPGRADE)

# The environment is made anew when a lock, the project's metadata or the folder changes; never by the clock.
KEY := $(shell (pwd; cat requirements.txt requirements-dev.txt pyproject.toml) | cksum | cut -d' ' -f1)
RUNTIME := $(VENV)/.runtime-$(KEY)
DEVELOPMENT := $(VENV)/.development-$(KEY)

.DEFAULT_GOAL := help
.PHONY: help run test lint format schema neo4j bench soak lock clean

help: ## List the targets.
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

run: $(RUNTIME) ## Serve http://127.0.0.1:8000/graphql; load the seeds first when the store is empty.
	@exec $(BIN)/graph-service serve --seed-if-empty $(ARGS)

test: $(DEVELOPMENT) ## Lint, check types and the written schema, then the whole suite, on a real Neo4j too.
	@tools/neo4j/fetch --if-possible
	@tools/http_audits/fetch --if-possible
	@$(MAKE) --no-print-directory lint
	$(BIN)/graph-service schema check
	tools/offline $(BIN)/python -m pytest $(PYTEST_ARGS)

lint: $(DEVELOPMENT) ## ruff and mypy --strict.
	$(BIN)/python -m ruff check .
	$(BIN)/python -m mypy

format: $(DEVELOPMENT) ## Mend what ruff can mend.
	$(BIN)/python -m ruff check --fix .
	$(BIN)/python -m ruff format .

schema: $(DEVELOPMENT) ## Write schema/ from the model.
	$(BIN)/graph-service schema write

neo4j: ## Run a real Neo4j in the foreground on bolt://127.0.0.1:7687, without authentication.
	@tools/neo4j/fetch
	@exec tools/neo4j/serve var/neo4j/home $(NEO4J_PORT)

bench: $(DEVELOPMENT) ## Measure against the floors.
	@tools/neo4j/fetch --if-possible
	$(BIN)/python -m benchmarks $(ARGS)

soak: $(DEVELOPMENT) ## The long forms of the tests: kills, damage, machine, load, attack; ARGS="kills --kills 20" for less.
	$(BIN)/python -m tests.soak $(ARGS)

lock: ## Write the lock files from pyproject.toml; UPGRADE=--upgrade takes newer versions.
	@test -x var/lock/bin/uv || { $(PYTHON) -m venv var/lock && var/lock/bin/python -m pip install --quiet "$(UV)"; }
	$(COMPILE) --output-file requirements.txt
	$(COMPILE) --extra dev --constraint requirements.txt --output-file requirements-dev.txt

clean: ## Remove what can be made again; the embedded store in var/ stays.
	rm -rf $(VENV) var/lock var/neo4j/lib var/neo4j/lib.part .mypy_cache .pytest_cache .ruff_cache .hypothesis dist tools/http_audits/node_modules
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed: make PYTHON=python3.11 …" if sys.version_info < (3, 11) else 0)'
	@echo "Making $(VENV) (once)"
	@$(PYTHON) -m venv $(VENV)

$(RUNTIME): | $(BIN)/pip
	@echo "Installing what requirements.txt locks"
	@$(PIP) install --require-hashes -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@rm -f $(VENV)/.runtime-* && touch $@

# The development lock holds the runtime lock, so that `run` has nothing left to do after `test`.
$(DEVELOPMENT): | $(BIN)/pip
	@echo "Installing what requirements-dev.txt locks"
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@rm -f $(VENV)/.runtime-* $(VENV)/.development-* && touch $(RUNTIME) $@
