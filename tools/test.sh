#!/bin/sh
# The whole suite on a bare machine: installs a browser where there is none, checks, then fast tests before slow ones.
set -eu
bin=.venv/bin
if ! command -v chromium >/dev/null 2>&1 || ! command -v curl >/dev/null 2>&1; then
  if [ "$(id -u)" = 0 ]; then run=""; else run="sudo"; fi
  $run apt-get update -qq
  $run apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk curl >/dev/null
fi
# Hundreds of processes start: each reads what the first compiled.
unset PYTHONDONTWRITEBYTECODE
sh tools/check.sh
# The check has just run the tests of the house and of the rulebook. The journeys keep one of the three busy for long:
# it waits for its browser half of the time, which the others use.
"$bin/pytest" -q -n 3 -m "not soak and not bench" \
  --ignore=tests/architecture --ignore=src/yinqiao/platform/rulebook
# The oldest server that may serve: walls, register, roster to acceptance and back, events, audit, invariants, restore.
sh tools/postgres15.sh "$bin/pytest" -q -n 2 src/yinqiao/platform/access \
  src/yinqiao/platform/database src/yinqiao/platform/audit/tests/test_verify.py src/yinqiao/areas/retirees/tests/test_acts.py \
  src/yinqiao/areas/retirees/tests/test_registry.py src/yinqiao/areas/retirees/tests/test_find_people.py \
  src/yinqiao/areas/handover/tests/test_submit_and_accept.py src/yinqiao/areas/handover/tests/test_undo_and_upload.py \
  src/yinqiao/areas/accounts/tests/test_at_once.py tests/faults/test_invariants.py \
  tests/faults/test_backup_restore.py::test_a_backup_brings_people_files_and_log_to_an_empty_machine
