#!/usr/bin/env bash
# tls.sh: lets testssl.sh shake hands with the listeners of a real server, and judges what it finds.
#
# tests/contract/tls.py says what is started and what counts. Ends with `N passed, N failed`. Exit status 77: this
# machine cannot run it.
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"
help_if_asked "$@"

tests/scripts/setup.sh tls >/dev/null || {
    say 'testssl.sh cannot be installed; run tests/scripts/setup.sh tls'
    exit 77
}
cargo build --quiet -p kyotaku-server -p kyotaku-cardsim
exec python3 tests/contract/tls.py --programs "$root/target/debug"
