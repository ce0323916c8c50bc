#!/bin/sh
# Everything that needs no browser and no long run: lint, types, contracts, migrations, rulebook, API drift.
set -eu
export YINQIAO_MODE=demo YINQIAO_HOME="${YINQIAO_HOME:-$PWD/build/check-home}"
bin=.venv/bin
# Types take as long as all the rest, on one core.
"$bin/mypy" &
types=$!
trap 'kill "$types" 2>/dev/null || :' EXIT
"$bin/ruff" check .
"$bin/ruff" format --check --quiet .
"$bin/lint-imports" --no-cache
"$bin/yinqiao" makemigrations --check --dry-run >/dev/null
"$bin/pytest" -q -p no:cacheprovider tests/architecture src/yinqiao/platform/rulebook
wait "$types"
