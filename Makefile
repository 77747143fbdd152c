# Everything the workbench is asked to do. A fresh machine needs Python 3.11, make and git; the rest comes into .venv.

PYTHON ?= $(shell for python in python3.11 python3 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null && echo $$python && break; done)
PORT ?= 8000
BIN := .venv/bin
DEV := DEBUG=1 $(BIN)/python manage.py
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input

COMPILE = .venv-lock/bin/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links $(FLAGS)

# Pure modules: they know no Django, and mypy is strict about them. The import contract in pyproject.toml has the same names.
PURE := formats matching ranking agreement policies abstracts anchors blocks segments sentences completeness wording matrix extraction \
	canonical selection intake kept mending origins joins partings differences search diagram graph layout support grouping charts draws pace places shelf

.PHONY: help setup setup-test demo test lint types screenshots reference migrations lock clean

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

# ---- set-up: an environment stands when it holds a copy of the lock it was made from ----

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 was not found: install it (Debian: apt-get install python3.11 python3.11-venv) or name it: make setup PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python 3.11 is here without its venv module: install it (Debian: apt-get install python3.11-venv)" >&2; exit 1; }
	@echo "Making .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv --clear .venv

install = cmp -s $(1) .venv/$(1) || { echo "Installing $(1)"; \
	$(PIP) install -qq --require-hashes -r $(1) && cp $(1) .venv/$(1); }

setup: .venv/bin/python  ## the environment that the site runs in
	@$(call install,requirements.lock)

setup-test: setup
	@$(call install,requirements-test.lock)

# ---- the site ----

# What it was started with is kept beside the data, for manage.py.
demo: export DATA_DIR := $(or $(DATA_DIR),$(CURDIR)/var)
demo: setup  ## the site with its demo review on this machine: make demo PORT=8000
	@$(BIN)/python -c 'import socket; socket.create_server(("127.0.0.1", int("$(PORT)"))).close()' 2>/dev/null || \
		{ echo "Port $(PORT) cannot be used, something else may be answering there: choose another, such as make demo PORT=8123" >&2; exit 1; }
	@umask 077; mkdir -p "$$DATA_DIR"; key=$$(sed -n 's/^SECRET_KEY=//p' "$$DATA_DIR/environment" 2>/dev/null); \
		test -n "$$key" || key=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))'); \
		printf 'SECRET_KEY=%s\nSITE_URL=http://localhost:%s\n' "$$key" "$(PORT)" > "$$DATA_DIR/environment"
	@export SITE_URL="http://localhost:$(PORT)" BIND="127.0.0.1:$(PORT)"; \
		$(BIN)/python manage.py migrate --verbosity 0 && \
		$(BIN)/python manage.py collectstatic --noinput --verbosity 0 && \
		echo "The workbench will answer at $$SITE_URL (Ctrl-C stops it)" && \
		$(BIN)/python manage.py demo && \
		exec $(BIN)/gunicorn realist_review.wsgi

# ---- showing that it is right ----

test: setup-test  ## all tests on SQLite and PostgreSQL, then the stories in a browser
	@$(BIN)/python -m tests.run

lint: setup-test types  ## style, import contracts, missing migrations, reference in date
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports --no-logo
	@$(DEV) makemigrations --check --dry-run
	@$(DEV) reference --check

types: setup-test
	@$(BIN)/mypy $(filter-out fixtures/%,$(wildcard $(foreach name,$(PURE),*/$(name) */$(name).py)))

screenshots: setup-test  ## the pictures of the guide, made from the demo review
	@SCREENSHOTS=1 $(BIN)/pytest -q -m browser tests/browser/test_guide.py

# ---- what is generated ----

reference: setup  ## docs/reference and docs/data-model.md, from the code
	@$(DEV) reference

migrations: setup
	@$(DEV) makemigrations

lock:  ## both lock files, from pyproject.toml, naming no address (FLAGS=--upgrade for newer versions)
	@rm -rf .venv-lock && $(PYTHON) -m venv .venv-lock && .venv-lock/bin/python -m pip install -qq uv
	@$(COMPILE) --output-file requirements.lock pyproject.toml
	@$(COMPILE) --extra test --constraint requirements.lock --output-file requirements-test.lock pyproject.toml
	@rm -rf .venv-lock

clean:  ## everything but the data in var/
	@rm -rf .venv .venv-lock .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache test-results
