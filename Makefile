# `make` alone lists the targets. Each first sets up what it needs, in .venv. Outside this folder only `make test` changes
# something: it installs missing Debian packages where it may (see tests/setup.sh).
#
#   make demo UV=              use python -m venv and pip although uv is there
#   make demo PYTHON=/a/path   use this Python (3.11 or newer)
#   make test ARGS="-k words"  hand arguments to pytest
#   make bundle PYTHONS="3.12" the versions of Python that the bundles install on

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help demo test bundle env lint notebooks clean

UV := $(shell uv --version >/dev/null 2>&1 && echo uv)
PYTHON :=
ARGS :=
PYTHONS := 3.11 3.12 3.13

# A .venv whose Python is gone, or that was copied or moved here, points elsewhere: it is made anew.
MOVED := $(shell cat .venv/.installed-* 2>/dev/null | grep -qvxF "$$(pwd -P)" && rm -f .venv/bin/python)
GONE := $(shell [ -x .venv/bin/python ] || rm -f .venv/.installed-*)

help: ## Print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

demo: .venv/.installed-all ## Write the SoP drafts and checklists of the example product lines to demo/
	.venv/bin/sop-kit demo --out demo

test: .venv/.installed-test ## Set up what the tests need and run them
	sh tests/setup.sh
	.venv/bin/pytest $(ARGS)

bundle: .venv/.installed-all ## Write to dist/ what installs without a network: a ZIP for Linux x64, one for Windows x64
	.venv/bin/python -m bundle.make_bundle --pythons $(PYTHONS)

env: .venv/.installed-dev ## Set up .venv with everything for working on the kit

lint: .venv/.installed-test ## Check style and types (make test does it too)
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy

notebooks: .venv/.installed-dev ## Check that no notebook holds outputs
	.venv/bin/nbstripout --verify --keep-id notebooks/*.ipynb

clean: ## Remove what demo, test and lint left behind (.venv stays)
	rm -rf demo dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis tests/node/node_modules
	find sop_kit tests benchmarks templates -name __pycache__ -type d -prune -exec rm -rf {} +

# One stamp an extra of pyproject.toml; a changed pyproject.toml installs again.
.venv/.installed-%: pyproject.toml | .venv/bin/python
	@echo "Installing sop-kit[$*] and the packages it needs into .venv."
	@if [ -n "$(UV)" ]; then \
	  uv pip install --python .venv/bin/python --editable '.[$*]'; \
	else \
	  { .venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip; } && \
	  .venv/bin/python -m pip install --disable-pip-version-check --editable '.[$*]'; \
	fi
	@pwd -P > $@

# A name on the PATH may be a stand-in that does not run (pyenv): each is tried. Debian splits venv off as a package.
.venv/bin/python:
	@found=; bare=; \
	for name in "$(PYTHON)" python3.11 python3.12 python3.13 python3.14 python3 python; do \
	  "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue; \
	  if [ -n "$(UV)" ] || "$$name" -c 'import ensurepip, venv' >/dev/null 2>&1; then found=$$name; break; fi; \
	  bare=$${bare:-$$name}; \
	done; \
	rm -rf .venv; \
	if [ -n "$$found" ]; then \
	  echo "Making .venv with $$("$$found" --version), found as $$found."; \
	  if [ -n "$(UV)" ]; then uv venv --quiet --python "$$("$$found" -c 'import sys; print(sys.executable)')" .venv; \
	  else "$$found" -m venv .venv; fi || { rm -rf .venv; exit 1; }; \
	elif [ -n "$(UV)" ]; then \
	  echo "No Python 3.11 or newer here: uv fetches one."; \
	  uv venv --quiet --python 3.12 .venv; \
	elif [ -n "$$bare" ]; then \
	  echo "$$bare is here, but without its venv part. Install it (Debian, Ubuntu: sudo apt-get install python3-venv)" >&2; \
	  echo "and run make again." >&2; exit 1; \
	else \
	  echo "sop-kit needs Python 3.11 or newer and found none. Install Python (or uv, which fetches one) and run make" >&2; \
	  echo "again, or name a Python yourself: make demo PYTHON=/path/to/python3" >&2; exit 1; \
	fi
