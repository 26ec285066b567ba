# make study   environment, the quick study, its report; STUDY=desk for studies/desk.yaml
# make pull    the artifacts of a study instead of making them; STUDY=desk likewise
# make test    environment, all checks and tests
# make bench   speed, measured side by side

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

# Byte-compiled once, so that no job pays for it again, also where Python is told to write no bytecode.
$(VENV)/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q -j 0 $(VENV)/lib workflow > /dev/null || true
	touch $@

lint: environment
	ruff check .
	ruff format --check .
	lint-imports
	snakefmt --check Snakefile workflow/rules
	snakemake --lint --profile local

test: lint
	python -m pytest -n 2 --dist loadfile --durations 20

bench: environment
	python -m sizewise bench

pull: known environment
	python -m sizewise artifacts pull --study $(STUDY)
