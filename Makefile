# Every target makes its own environment in .venv: Python 3.11 or newer with pip and venv is enough.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
DEMO ?= lsreport-demo
BIN := .venv/bin

.PHONY: demo test coverage check bench lock samples templates catalogue clean
.DEFAULT_GOAL := demo

demo: .venv/.run ## the sample cycle: prints where the reports are
	@$(BIN)/lsreport demo $(DEMO)
	@echo "Next: $(BIN)/lsreport --workspace $(DEMO) check 2025-H1" >&2

test: .venv/.dev ## everything that needs no office suite
	$(BIN)/python -m pytest -q --ignore=tests/office -n auto --dist loadfile --cov --cov-config=tools/exact.coveragerc
	$(BIN)/python tools/check_coverage.py

coverage: .venv/.dev ## the same tests, tracing the whole package: twice as long
	$(BIN)/python -m pytest -q --ignore=tests/office -n auto --dist loadfile --cov --cov-report=term:skip-covered
	$(BIN)/python tools/check_coverage.py --whole

check: .venv/.dev ## lint, types, import contracts, catalogue, and the tests that need LibreOffice
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/catalogue.py --check
	$(BIN)/python -m pytest -q tests/office -p no:randomly

bench: .venv/.dev ## rendering, measured against docxtpl and openpyxl alone
	$(BIN)/python bench/render.py

lock: .venv/.dev ## after a change of dependencies: lock file and both requirement files
	$(BIN)/uv lock
	$(BIN)/uv export -q --no-emit-project --no-dev --no-header -o requirements.txt >/dev/null
	$(BIN)/uv export -q --no-emit-project --no-header -o requirements-dev.txt >/dev/null

samples: .venv/.dev ## makes data/samples again from the seeded generator
	$(BIN)/python tools/make_samples.py

templates: .venv/.dev ## makes the packaged Word and Excel templates again
	$(BIN)/python tools/build_templates.py

catalogue: .venv/.dev ## extracts the sentences and compiles the Vietnamese catalogue
	$(BIN)/python tools/catalogue.py

clean: ## removes the environment and the demo workspace
	rm -rf .venv $(DEMO)

# The files pin everything that is needed: pip resolves nothing, so a later release of a library
# that another one asks for with an extra cannot stop it.
.venv/.run: requirements.txt pyproject.toml
	test -x $(BIN)/python || "$(PYTHON)" -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

.venv/.dev: .venv/.run requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements-dev.txt
	@touch $@
