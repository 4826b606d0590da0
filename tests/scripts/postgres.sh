#!/usr/bin/env bash
# postgres.sh [NEXTEST ARGUMENT...]: the tests of the device API on PostgreSQL instead of SQLite. Exit status 77:
# this machine cannot run it.
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"
help_if_asked "$@"

tests/scripts/setup.sh base test >/dev/null
# The whole workspace is named so that nothing is built twice with other features.
exec tests/scripts/with_postgres.sh cargo nextest run --workspace --no-fail-fast \
    -E 'binary_id(kyotaku-server::device_api)' "$@"
