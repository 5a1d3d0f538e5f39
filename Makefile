# make run | make test do all the set-up on a fresh machine with plain Python 3.11.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test check eval bench vectors wheel help clean

help: ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed (PYTHON=… make $@)."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

run: $(READY) ## set up, build the index if needed and open the chat page on http://localhost:8501 (PORT=…)
	$(BIN)/coach ui --port $(PORT)

test: $(READY) ## set up and run the whole test suite
	$(BIN)/python -m pytest

check: $(READY) ## lint, types, layers, guides
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m coach.guidance.lint

eval: $(READY) ## the evaluation tables, on the cases kept aside
	$(BIN)/coach eval

bench: $(READY) ## speed, with spread
	$(BIN)/python -m evals.bench

vectors: $(READY) ## embed the guides and store their vectors beside them
	$(BIN)/python -m coach.ship

wheel: $(READY) ## a wheel in dist/
	$(BIN)/python -m build --wheel

clean: ## remove what was built
	rm -rf $(VENV) dist build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
