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

# torch comes first and by its version alone: every platform has builds of its own, with libraries of their
# own beside them, and the registry knows which one is for this machine. TORCH names another (cpu, cu130, …),
# from PyTorch's own index. Everything else is what the lock names, by its hash; nothing is resolved anew.
# uv, where it is on PATH, installs the lock in a small part of pip's time. It does not read pip's
# configuration: where an index is named there and not for uv, it finds nothing, and pip installs.
TORCH ?=
TORCH_PIN := $(shell sed -n 's/^\(torch==[^ ]*\).*/\1/p' requirements.lock)
TORCH_BUILD = $(if $(TORCH),--extra-index-url https://download.pytorch.org/whl/$(TORCH) $(TORCH_PIN)+$(TORCH),$(TORCH_PIN))
PIP := $(BIN)/python -m pip install --quiet
UV = $(if $(shell command -v uv),uv pip install --quiet --python $(BIN)/python $(1) ||)
LOCK := --no-deps --require-hashes -r requirements.lock

# Byte-compiled once, so that no job pays for it again, also where Python is told to write no bytecode.
$(VENV)/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11, 5) or sys.exit("make: $(PYTHON) is Python " \
		+ ".".join(map(str, sys.version_info[:3])) + "; 3.11.5 or later is needed: make PYTHON=/another/python3 ...")'
	$(PYTHON) -m venv $(VENV)
	$(PIP) $(TORCH_BUILD)
	$(call UV,$(LOCK)) $(PIP) $(LOCK)
	$(PIP) --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q -j 0 $(VENV)/lib workflow > /dev/null || true
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
