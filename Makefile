# make demo    serve a page with links to every error (PORT=8000)
# make test    run the whole suite (ARGS="tests/test_cli.py -x" runs a part)
# make cover   run it and require that every branch was taken
# make check   static checks
# make vnu     get the Nu HTML checker, which reads all pages in the tests (needs npm and Java)
# make bench   what httpolite costs, beside others (ARGS="--only flask" measures a part)
# make load    a minute of mixed traffic for each of three servers, and what became of it
# make test-all   all of these, then the built wheel on every Python here, the oldest and the newest releases
#
# Each makes the environment it needs in .venv, once.

PYTHON ?= python3
PORT ?= 8000
ARGS ?=
COVERAGE ?=

VENV := .venv
IN := $(VENV)/bin/python
EXTRAS := cli,fastapi,flask,starlette,werkzeug

.DEFAULT_GOAL := test
.PHONY: demo test cover check bench load vnu test-all clean
.SUFFIXES:

$(IN):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "httpolite needs Python 3.11 or newer; name one: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

# Groups of pyproject.toml are known to pip since 25.1.
$(VENV)/.has-%: pyproject.toml | $(IN)
	$(IN) -m pip install --quiet --upgrade "pip>=25.1"
	$(IN) -m pip install --quiet --editable ".[$(EXTRAS)]" --group $*
	@touch $@

demo: $(VENV)/.has-demo
	PORT=$(PORT) $(IN) examples/demo.py

test: $(VENV)/.has-test
	$(IN) $(COVERAGE) -m pytest $(ARGS)

cover: $(VENV)/.has-test
	$(IN) -m coverage erase
	$(MAKE) test COVERAGE="-m coverage run"
	$(IN) -m coverage combine --quiet
	$(IN) -m coverage report

check: $(VENV)/.has-test $(VENV)/.has-check
	$(IN) -m ruff check .
	$(IN) -m ruff format --check .
	$(IN) -m mypy
	$(IN) -m pyright --pythonpath $(IN)
	$(IN) scripts/fingerprints.py --check
	$(IN) scripts/behaviours.py --check
	$(IN) scripts/cldr.py --check

# The Nu HTML checker, for the browser's tests.
VNU := .venvs/vnu/node_modules/vnu-jar

$(VNU):
	npm install --silent --no-audit --no-fund --ignore-scripts --prefix .venvs/vnu vnu-jar@26.9.27

vnu: $(VNU)

# An environment of its own: some peers do not go together with what the tests need.
BENCH := .venvs/bench

$(BENCH)/.made: pyproject.toml
	$(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BENCH)/bin/python -m pip install --quiet --editable ".[fastapi,flask,starlette]" --group bench
	@touch $@

bench: $(BENCH)/.made
	$(BENCH)/bin/python -m bench $(ARGS)

load: $(VENV)/.has-test
	$(IN) bench/load.py $(ARGS)

# Every theme, language, status, scheme and width; `make test` takes a few in which every two meet.
test-all: export BROWSER_MATRIX := whole
test-all: cover check
	scripts/test-wheel

clean:
	rm -rf $(VENV) .venvs build dist htmlcov .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache
