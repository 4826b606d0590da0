#!/usr/bin/env bash
# contract.sh: sends requests of every kind to a real server, and judges its answers by docs/openapi.json.
#
# Schemathesis makes the requests from the document: valid ones, and such as break one rule each. They are the same
# every time. tests/contract/api.py says what is started and what counts. Ends with `N passed, N failed`. Exit status
# 77: this machine cannot run it.
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"
help_if_asked "$@"

tests/scripts/setup.sh contract >/dev/null || {
    say 'Schemathesis cannot be installed; run tests/scripts/setup.sh contract'
    exit 77
}
choice=(tests/scripts/with_postgres.sh)
if ! tests/scripts/setup.sh postgres >/dev/null || ! postgres_programs >/dev/null; then
    say 'on SQLite only: PostgreSQL cannot be installed; run tests/scripts/setup.sh postgres'
    choice=()
fi
cargo build --quiet -p kyotaku-server -p kyotaku-cardsim -p kyotaku-desk
exec "${choice[@]}" "$cache/python/contract/bin/python" tests/contract/api.py --programs "$root/target/debug"
