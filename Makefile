# Two commands: `make demo` and `make test`. Each makes the environment that it needs.
PYTHON ?= python3
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
# A uv on PATH is used; else one is installed into the environment.
UV := $(or $(shell command -v uv),$(BIN)/uv)
STAMP := $(VENV)/.synced
CATALOGUES := $(wildcard locale/*/LC_MESSAGES/*.po)
MESSAGES := $(VENV)/.messages

# `make check` reads no data: it needs neither a server nor real secrets.
NO_DATABASE := DATABASE_URL=postgresql://check@localhost/check
PRODUCTION := $(NO_DATABASE) DJANGO_SETTINGS_MODULE=config.settings.prod \
	SECRET_KEY=only-long-and-varied-enough-to-pass-the-check-0123456789-abcdefghij \
	BIRGE_IIN_KEY=only-for-the-check ALLOWED_HOSTS=birge.example

.PHONY: demo test faults check setup messages
.DEFAULT_GOAL := demo

demo: setup
	@exec $(BIN)/python manage.py demo $(ARGS)

test: setup
	@$(BIN)/python -m pytest $(ARGS)

# Servers and workers are killed while people vote; minutes, one test after the other.
faults: setup
	@$(BIN)/python -m pytest -n0 -m faults tests/faults $(ARGS)

setup: $(STAMP) $(MESSAGES)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Birge needs Python 3.11 or newer: name it with PYTHON=..., for example make setup PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
		{ echo "This Python cannot make environments: install its venv module (on Debian and Ubuntu the package python3-venv)." >&2; exit 1; }
	@echo "Making the environment in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)

$(BIN)/uv: | $(BIN)/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv

$(STAMP): uv.lock pyproject.toml | $(BIN)/python $(UV)
	@UV_COMPILE_BYTECODE=1 UV_PROJECT_ENVIRONMENT=$(VENV) $(UV) sync --frozen --inexact --python $(BIN)/python
	@touch $@

$(MESSAGES): $(CATALOGUES) $(STAMP)
	@$(BIN)/python -m config.messages compile
	@touch $@

# Take new texts into the catalogues (needs GNU gettext); translate them and run `make check`.
messages: setup
	@$(NO_DATABASE) $(BIN)/python -m config.messages update

# Each check is a target of its own: `make -k check` shows the faults of all.
CHECKS := check-style check-templates check-types check-imports check-migrations check-deploy \
	check-messages
.PHONY: $(CHECKS)

check: $(CHECKS)
	@echo "All checks passed."

check-style: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check

check-templates: setup
	git ls-files -z --cached --others --exclude-standard '*.html' | grep -zv '^tests/' \
		| xargs -0 -r $(BIN)/djade --check --target-version 5.2

check-types: setup
	$(NO_DATABASE) $(BIN)/mypy .

check-imports: setup
	$(BIN)/lint-imports

check-migrations: setup
	$(NO_DATABASE) $(BIN)/python -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run

check-deploy: setup
	$(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING

check-messages: setup
	$(NO_DATABASE) $(BIN)/python -m config.messages check
