#!/bin/sh
# Runs a command against a PostgreSQL 15 of its own, the oldest that may serve: Debian's, made for this run and thrown away.
# Where none is and none can be installed it says so and leaves the command out.
set -eu
bin="${POSTGRES15:-/usr/lib/postgresql/15/bin}"
if [ ! -x "$bin/initdb" ]; then
  if [ "$(id -u)" = 0 ]; then run=""; else run="sudo -n"; fi
  if ! { command -v apt-get && $run true && $run apt-get update -qq &&
         $run apt-get install -y -qq --no-install-recommends postgresql-15; } >/dev/null 2>&1; then
    echo "PostgreSQL 15 is not on this machine and cannot be installed here: NOT RUN on it: $*" >&2
    exit 0
  fi
fi
# The server refuses root; whoever runs it must reach its folder.
if [ "$(id -u)" = 0 ]; then
  user=$(id -un postgres 2>/dev/null || echo nobody)
  as="runuser -u $user --"
else
  user=$(id -un)
  as=""
fi
home=$(mktemp -d /tmp/yq15.XXXXXX)
stop() {
  (cd / && $as "$bin/pg_ctl" -D "$home/data" -m immediate stop) >/dev/null 2>&1 || true
  rm -rf "$home"
}
trap stop EXIT
trap 'exit 130' INT TERM
password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
printf '%s\n' "$password" >"$home/password"
chown -R "$user" "$home"
(cd / && $as "$bin/initdb" -U postgres --auth=scram-sha-256 --pwfile="$home/password" --encoding=UTF8 --locale=C.UTF-8 \
  --no-sync -D "$home/data") >/dev/null
# Nothing here outlives the run: no flush to disk. One's own server is reached by TCP, as a city's would be.
cat >>"$home/data/postgresql.conf" <<EOF
listen_addresses = '127.0.0.1'
port = ${POSTGRES15_PORT:-54315}
unix_socket_directories = '$home'
fsync = off
max_connections = 60
shared_buffers = '256MB'
EOF
(cd / && $as "$bin/pg_ctl" -D "$home/data" -l "$home/log" -w start) >/dev/null || { cat "$home/log" >&2; exit 1; }
export DATABASE_URL="postgresql://127.0.0.1:${POSTGRES15_PORT:-54315}"
export YINQIAO_TEST_ADMIN="host=$home port=${POSTGRES15_PORT:-54315} user=postgres password=$password dbname=postgres"
export YINQIAO_TEST_HOME="$home/home"
# As an operator does it, and again, for it must be safe to repeat.
for _ in first again; do
  YINQIAO_HOME="$YINQIAO_TEST_HOME" .venv/bin/yinqiao db init --admin-url "$YINQIAO_TEST_ADMIN" >/dev/null
done
"$bin/postgres" --version
"$@"
