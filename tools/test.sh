#!/bin/sh
# The whole suite on a bare machine: installs a browser where there is none, checks, then fast tests before slow ones.
set -eu
bin=.venv/bin
if ! command -v chromium >/dev/null 2>&1; then
  if [ "$(id -u)" = 0 ]; then run=""; else run="sudo"; fi
  $run apt-get update -qq
  $run apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null
fi
sh tools/check.sh
"$bin/pytest" -q -n 2 --dist loadgroup -m "not journey and not soak and not bench"
# One process: the journeys share one site, and one browser at a time is what two cores carry.
"$bin/pytest" -q -m journey
