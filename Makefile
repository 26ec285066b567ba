# make study   environment, the quick study, its report; STUDY=desk for studies/desk.yaml
# make pull    the artifacts of a study instead of making them; STUDY=desk likewise
# make test    environment, all checks and tests
# make bench   speed, measured side by side, and its page docs/performance.md

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Kernels that matter here are found on PATH by Snakemake's jobs.
export PATH := $(CURDIR)/$(BIN):$(PATH)
STUDY ?= quick

.PHONY: study known test bench environment pull lint
study: known environment
	snakemake --profile local --configfile studies/$(STUDY).yaml

known:
	@test -f studies/$(STUDY).yaml || { echo "make: no studies/$(STUDY).yaml; STUDY is one of:" \
		$(basename $(notdir $(wildcard studies/*.yaml))) >&2; exit 2; }

environment: $(VENV)/installed

# TORCH names a build of torch (cpu, cu130, …); without it the registry chooses one for this machine.
TORCH ?=
$(VENV)/installed: requirements.lock pyproject.toml envs/install.py envs/uv.lock
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11, 5) or sys.exit("make: $(PYTHON) is Python " \
		+ ".".join(map(str, sys.version_info[:3])) + "; 3.11.5 or later is needed: make PYTHON=/another/python3 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python envs/install.py $(TORCH)
	touch $@

lint: environment
	ruff check .
	ruff format --check .
	lint-imports
	snakefmt --check Snakefile workflow/rules
	snakemake --lint --profile local

test: lint
	python -m pytest -n 2 --dist loadfile --no-loadscope-reorder --durations 20

bench: environment
	python -m sizewise bench --page docs/performance.md

pull: known environment
	python -m sizewise artifacts pull --study $(STUDY)
