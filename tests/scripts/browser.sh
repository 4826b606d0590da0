#!/usr/bin/env bash
# browser.sh [FILE...]: the tests of tests/browser in headless Chromium, all of them or these files; ends with what
# Node's test runner counts. Exit status 77: this machine cannot run it.
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"
help_if_asked "$@"

tests/scripts/setup.sh browser >/dev/null || {
    say 'Chromium and what drives it cannot be installed; run tests/scripts/setup.sh browser'
    exit 77
}
cargo build --quiet -p kyotaku-preview
export KYOTAKU_PREVIEW=${KYOTAKU_PREVIEW:-${CARGO_TARGET_DIR:-$root/target}/debug/kyotaku-preview}
files=("$@")
[[ ${#files[@]} -gt 0 ]] || files=(tests/browser/*.test.mjs)
exec node --test --test-reporter=tap "${files[@]}"
