# Two commands are all a newcomer needs: `make demo` and `make test`. Each does its own set-up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help setup demo spark test check lint format lock elasticsearch elasticsearch-stop clean

help:  ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 22

setup: $(READY)  ## virtual environment, locked packages, Chromium if it is missing

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Peil needs Python 3.11 or newer; set PYTHON=/path/to/python3.11"; exit 2; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m crawlers.chromium
	@touch $@

demo: setup  ## the fictional market, crawled for real and taken through to flags
	$(BIN)/peil demo

spark: $(VENV)/.spark  ## Apache Spark in the same environment, for `peil link --engine spark`

$(VENV)/.spark: requirements-spark.lock $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-build-isolation -r requirements-spark.lock
	@touch $@

test: lint spark  ## everything, on real services
	$(BIN)/python -m pytest -n 2 --dist worksteal

check: lint  ## format, lint, types, import contracts, tests without services
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not service"

lint: setup  ## format, lint, types and import contracts alone
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: setup  ## put the code in form
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

lock: setup  ## resolve the dependencies anew; the file holds names, versions and hashes
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-annotate --no-header --upgrade --quiet -o requirements.lock
	$(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]["spark"], sep="\n")' \
	  | $(BIN)/uv pip compile - --constraint requirements.lock --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-annotate --no-header --upgrade --quiet -o requirements-spark.lock

elasticsearch: setup  ## a private Elasticsearch 8.19 on loopback (needs Java 17 and Maven)
	$(BIN)/python -m index.server start

elasticsearch-stop: setup  ## stop it again
	$(BIN)/python -m index.server stop

clean:  ## remove what the commands above made here
	rm -rf $(VENV) data build *.egg-info .mypy_cache .ruff_cache .pytest_cache
