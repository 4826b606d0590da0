#!/bin/sh
# Runs the device API tests on PostgreSQL: starts a throw-away server, tests, stops it.
# PostgreSQL refuses to run as root; then it runs as the user `postgres`.
set -eu
cd "$(dirname "$0")/.."
bin=${POSTGRES_BIN:-$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -n 1)}
test -x "$bin/initdb" || { echo "PostgreSQL is not installed; set POSTGRES_BIN" >&2; exit 1; }
data=$(mktemp -d)
port=${POSTGRES_PORT:-54329}
as() {
    if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --init-groups "$@"; else "$@"; fi
}
if [ "$(id -u)" = 0 ]; then chown postgres: "$data"; fi
stop() {
    as "$bin/pg_ctl" -D "$data/db" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$data"
}
trap stop EXIT
as "$bin/initdb" -D "$data/db" -U kyotaku -A trust -E UTF8 --no-sync >/dev/null
as "$bin/pg_ctl" -D "$data/db" -l "$data/log" -w \
    -o "-p $port -k $data -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=300" start >/dev/null
KYOTAKU_TEST_POSTGRES="postgres://kyotaku@127.0.0.1:$port" \
    cargo test -p kyotaku-server --test device_api "$@"
