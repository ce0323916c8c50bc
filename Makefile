# Yinqiao 银桥. `make up` starts a demo city; `make test` runs everything. `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
UV_VERSION := 0.13.9
ONLY ?=

.PHONY: help up down reset status test check bench soak demo lock
help:
	@sed -n 's/^## //p' Makefile

$(VENV)/.product: requirements.lock pyproject.toml tools/install.sh
	sh tools/install.sh product $(PYTHON) $(UV_VERSION)
	@touch $@
$(VENV)/.developer: requirements-dev.lock pyproject.toml tools/install.sh
	sh tools/install.sh developer $(PYTHON) $(UV_VERSION)
	@touch $@ $(VENV)/.product
node_modules/.installed: package-lock.json | $(VENV)/.product
	sh tools/install.sh assets
	@touch $@

## make up        start the site with a demo city (PEOPLE=3000, or SCALE=city), print who can sign in
up: $(VENV)/.product node_modules/.installed
	@$(BIN)/yinqiao up
## make down      stop it; nothing is lost
down:
	@$(BIN)/yinqiao down
## make reset     stop it and throw its data away (asks)
reset:
	@$(BIN)/yinqiao reset
## make status    what runs
status:
	@$(BIN)/yinqiao status
## make demo      load a demo city of PEOPLE (SEED, SCALE=city) into an empty database
demo: $(VENV)/.product node_modules/.installed
	@$(BIN)/yinqiao demo $(if $(PEOPLE),--people $(PEOPLE)) --seed $(or $(SEED),1) $(if $(SCALE),--scale $(SCALE))

## make check     lint, types, contracts, doors, migrations, rulebook, API drift
check: $(VENV)/.developer node_modules/.installed
	sh tools/check.sh
## make test      check, then every test; installs what they need, a browser too
test: $(VENV)/.developer node_modules/.installed
	sh tools/test.sh
## make bench     each figure beside its floor, to build/bench.json (ONLY=name for one figure or bench)
bench: $(VENV)/.developer node_modules/.installed
	$(BIN)/python -m tests.bench $(if $(ONLY),--only $(ONLY))
## make soak      the long ones: hostile files, kills, 3,000,000 people, a whole city, 10,000,000 audit entries
soak: $(VENV)/.developer node_modules/.installed
	$(BIN)/pytest -m soak -p no:randomly --timeout 14400 tests/soak
## make lock      resolve the dependencies anew (names no index, pins by hash)
lock: $(VENV)/.developer
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(UV) pip compile -q pyproject.toml --group build --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-annotate -o requirements.lock
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(UV) pip compile -q pyproject.toml --group build --group dev --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-annotate -o requirements-dev.lock
