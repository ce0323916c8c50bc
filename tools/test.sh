#!/bin/sh
# The whole suite on a bare machine: installs a browser where there is none, checks, then every test.
set -eu
bin=.venv/bin
have() { command -v "$1" >/dev/null 2>&1; }
if ! have chromium-headless-shell || ! have curl || ! have openssl; then
  if [ "$(id -u)" = 0 ]; then run=""; else run="sudo"; fi
  get() { $run apt-get install -y -qq --no-install-recommends "$1" fonts-noto-cjk curl openssl >/dev/null; }
  # The shell draws the same pages with a third of the work; where there is none, the whole browser does.
  { $run apt-get update -qq && get chromium-headless-shell; } || { have chromium && have curl && have openssl; } || get chromium
fi
# Hundreds of processes start: each reads what the first compiled.
unset PYTHONDONTWRITEBYTECODE
sh tools/check.sh
# The check has just run the tests of the house and of the rulebook. The journeys keep three of the four busy for long:
# each waits for its browser half of the time, which the others use.
"$bin/pytest" -q -n 4 -m "not soak and not bench" \
  --ignore=tests/architecture --ignore=src/yinqiao/platform/rulebook
# The oldest server that may serve: walls, register, roster to acceptance and back, events, audit, invariants, restore.
sh tools/postgres15.sh "$bin/pytest" -q -n 2 src/yinqiao/platform/access \
  src/yinqiao/platform/database src/yinqiao/platform/audit/tests/test_verify.py src/yinqiao/areas/retirees/tests/test_acts.py \
  src/yinqiao/areas/retirees/tests/test_registry.py src/yinqiao/areas/retirees/tests/test_find_people.py \
  src/yinqiao/areas/handover/tests/test_submit_and_accept.py src/yinqiao/areas/handover/tests/test_undo_and_upload.py \
  src/yinqiao/areas/accounts/tests/test_at_once.py tests/faults/test_invariants.py \
  tests/faults/test_backup_restore.py::test_a_backup_brings_people_files_and_log_to_an_empty_machine
