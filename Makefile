# Each target makes its own virtual environment when it is missing or out of date.
# Needed: Python 3.11 or newer, git, and a reachable package index.

PYTHON ?= python3
VENV ?= .venv
ARGS ?=

BIN := $(VENV)/bin
STAMP := $(VENV)/.installed-from-lock
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))

.DEFAULT_GOAL := help
.PHONY: help venv demo test check bench accuracy scale docs dist sbom audit lock clean serve app e2e

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

venv: $(STAMP) ## make or refresh the virtual environment

$(STAMP): pyproject.toml requirements.lock
	@$(PYTHON) -c '$(NEW_ENOUGH)' 2>/dev/null || { \
	  found=$$($(PYTHON) --version 2>/dev/null) || found="not there"; \
	  echo "Marsad needs Python 3.11 or newer; '$(PYTHON)' is $$found." >&2; \
	  echo "Name another one: make $(firstword $(MAKECMDGOALS)) PYTHON=python3.12" >&2; exit 1; }
	@echo "Preparing $(VENV) (once; about a minute) ..." >&2
	@$(BIN)/python -c '$(NEW_ENOUGH)' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV) || { \
	  echo "No virtual environment could be made. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-input -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-input --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q src/marsad
	@touch $@

demo: $(STAMP) ## read the bundled sample and print what it reports
	@$(BIN)/marsad demo $(ARGS)

serve: app ## open the observatory in a browser, over the bundled sample (ARGS="--archive FILE" for your own)
	@$(BIN)/marsad serve $(if $(ARGS),$(ARGS),--sample) --open

app: $(STAMP) ## build the browser app; takes Node from PyPI where the machine has none
	@$(BIN)/python tools/build_app.py --fetch-node

test: $(STAMP) ## run the tests (ARGS="-k name" picks some)
	@$(BIN)/python tools/build_app.py --fetch-node || echo "The browser's tests will be skipped." >&2
	$(BIN)/python -m pytest $(ARGS)

e2e: app ## run every test in a real browser (needs Chromium: apt-get install chromium)
	$(BIN)/python -m pytest -m "browser" tests/browser $(ARGS)

check: $(STAMP) ## format, lint, types, import direction, lexicon
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/marsad lexicon check

bench: $(STAMP) ## measure speed on this machine
	@$(BIN)/python -m bench.speed $(ARGS)
	@$(BIN)/python -m bench.throughput $(ARGS)

# In an environment of its own, without the lock: botocore wants an older python-dateutil than the lock holds.
scale: ## run the tests on a Ray cluster of several nodes on this machine, and S3
	@$(VENV)-scale/bin/python -c 'import ray, s3fs, moto' 2>/dev/null || { \
	  echo "Preparing $(VENV)-scale (once; one to two minutes) ..." >&2; $(PYTHON) -m venv --clear $(VENV)-scale && \
	  $(VENV)-scale/bin/python -m pip install -qq --disable-pip-version-check --no-input \
	    -c tests/scale/constraints.txt -e '.[ray]' 'pytest>=8.3,<10' s3fs 'moto[s3,server]'; }
	MARSAD_SCALE=1 $(VENV)-scale/bin/python -m pytest tests/scale $(ARGS)

accuracy: $(STAMP) ## measure accuracy on the benches at hand, against bench/floors.json
	@$(BIN)/python -m bench.accuracy $(ARGS)

docs: $(STAMP) ## build the documentation into site/
	@$(BIN)/python -c 'import material, mkdocstrings' 2>/dev/null || $(BIN)/python -m pip install -qq \
	  --disable-pip-version-check --no-input -c requirements.lock -e '.[docs]'
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet

dist: $(STAMP) ## build wheel and sdist, and try each in an empty environment
	@rm -rf dist
	$(BIN)/python tools/reference.py man > docs/man/marsad.1
	$(BIN)/python -m hatchling build
	tools/try_dist.sh dist/*.whl
	tools/try_dist.sh dist/*.tar.gz

sbom: $(STAMP) ## list what Marsad brings along, with licences, into build/
	@$(BIN)/python tools/sbom.py build --extra export

# Asks a database on the network, so `make check` does not do it. --strict: what could not be looked up is a failure.
audit: ## look every pinned dependency up for known vulnerabilities (needs a network)
	@$(PYTHON) -m venv $(VENV)-audit
	@$(VENV)-audit/bin/python -m pip install -qq --disable-pip-version-check --no-input pip-audit
	$(VENV)-audit/bin/pip-audit --strict --no-deps --disable-pip -r requirements.lock

lock: ## resolve requirements.lock anew (ARGS="--upgrade" takes newer releases)
	@$(PYTHON) -m venv $(VENV)-lock
	@$(VENV)-lock/bin/python -m pip install -qq --disable-pip-version-check --no-input uv
	$(VENV)-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --extra dev \
	  --custom-compile-command "make lock" --output-file requirements.lock $(ARGS) pyproject.toml
	@rm -rf $(VENV)-lock

clean: ## remove the virtual environment and everything built
	rm -rf $(VENV) $(VENV)-lock $(VENV)-scale $(VENV)-audit build dist site .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis src/marsad/web/static frontend/node_modules
	find src tests bench -name __pycache__ -type d -prune -exec rm -rf {} +
