# Everything a developer does, from a machine with Python 3.11, make and git.
# `make demo` and `make test` set themselves up; nothing is installed outside this folder.

PYTHON ?= python3
PORT ?= 8000
UV = PYTHONPATH=.boot $(PYTHON) -m uv
BIN = .venv/bin
# Without bytecode on disk each process would compile all of us, and the libraries, anew.
export PYTHONDONTWRITEBYTECODE =
LOCK = $(UV) pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header

.DEFAULT_GOAL := help
.PHONY: help setup setup-run demo test lint postgres e2e pictures fuzz mutate bench lock messages wheel clean

help:  ## say what can be made
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  \1\t/' | expand -t 14

.boot/uv:
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --target .boot "uv>=0.9"

# Each stamp is newer than what it was made from, so a second call takes no time.
.venv/.run: .boot/uv requirements.lock requirements-build.lock pyproject.toml
	@$(UV) venv --quiet --allow-existing --python $(PYTHON) .venv
	@$(UV) pip sync --quiet --python .venv --require-hashes requirements.lock requirements-build.lock
	@$(UV) pip install --quiet --python .venv --no-deps --no-build-isolation --editable .
	@rm -f .venv/.test .venv/.bench; touch $@

.venv/.test: .venv/.run requirements-test.lock
	@$(UV) pip install --quiet --python .venv --require-hashes -r requirements-test.lock
	@touch $@

.venv/.bench: .venv/.test requirements-bench.lock
	@$(UV) pip install --quiet --python .venv --require-hashes -r requirements-bench.lock
	@touch $@

static/vendor/.stamp: .venv/.run package-lock.json hatch_build.py $(shell find static/css -name '*.css')
	@$(BIN)/python hatch_build.py > /dev/null
	@touch $@

setup-run: .venv/.run static/vendor/.stamp
setup: .venv/.test static/vendor/.stamp  ## make .venv with everything, and the assets

demo: setup-run  ## serve a seeded conference at http://localhost:$(PORT)
	@$(BIN)/eventnet demo --port $(PORT) $(if $(NOW),--now $(NOW))

test: setup  ## run everything that needs no browser and no server
	@$(BIN)/pytest -q -n 2 -m "not e2e"

postgres: setup  ## run the site's tests on PostgreSQL, but for those that rest on no database
	@$(BIN)/pytest -q -n 2 -m "not e2e and not any_database" --database=postgresql tests/eventnet

e2e: setup  ## drive a real browser (Debian's chromium) through the demo
	@$(BIN)/pytest -q -n 2 --dist worksteal -m e2e tests/e2e

pictures: setup  ## take the pictures of the docs from the demo
	@$(BIN)/python -m tests.e2e.pictures

lint: setup  ## check style and types
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

fuzz: setup  ## prove the engine on thousands of generated problems (FUZZ=50 times as many as the tests)
	@FUZZ=$(or $(FUZZ),50) $(BIN)/pytest -q -n 2 tests/matcher/test_generated.py tests/matcher/test_same_problem.py

mutate: setup  ## take away each rule of the engine in turn, and name the test that notices
	@$(BIN)/python -m tests.matcher.mutations

bench: setup .venv/.bench  ## measure the engine beside others, and the pages (BUSINESS=FOLDER: more)
	@$(BIN)/python -m benchmarks $(if $(BUSINESS),--business "$(BUSINESS)")

messages: setup  ## collect every sentence into build/messages.pot, for translators
	@mkdir -p build
	@$(BIN)/pybabel --quiet extract --mapping pyproject.toml --no-wrap --output build/messages.pot .

wheel: setup  ## build the wheel
	@$(UV) build --quiet --wheel --no-build-isolation --python .venv

lock: .boot/uv  ## resolve the dependencies anew
	@$(LOCK) pyproject.toml -o requirements.lock
	@$(LOCK) --group build -c requirements.lock -o requirements-build.lock
	@$(LOCK) --group dev -c requirements.lock -o requirements-test.lock
	@$(LOCK) --group bench -c requirements.lock -c requirements-test.lock -o requirements-bench.lock

clean:  ## remove what was made here
	@rm -rf .boot .venv build dist static/vendor .mypy_cache .ruff_cache .pytest_cache .hypothesis
