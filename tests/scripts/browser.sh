#!/usr/bin/env bash
# browser.sh [FILE...]: the tests of tests/browser in headless Chromium, all of them or these files; ends with what
# Node's test runner counts. Exit status 77: this machine cannot run it.
#
# The screens for its matrix are those that the tests of ios/KyotakuKit have written to target/screens. Where there
# are none, or older ones than the code, they are written first; without Swift the matrix is left out.
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"
help_if_asked "$@"

# if_able COMMAND...: runs what some machines cannot run, and goes on without it there.
if_able() {
    local status=0
    "$@" >&2 || status=$?
    [[ $status -eq 0 || $status -eq 77 ]] || exit "$status"
}

tests/scripts/setup.sh browser >/dev/null || {
    say 'Chromium and what drives it cannot be installed; run tests/scripts/setup.sh browser'
    exit 77
}
cargo build --quiet -p kyotaku-preview -p kyotaku-cardsim
# The app itself, for whole visits. Where Swift cannot run, they fail and say so.
if_able tests/scripts/preview.sh --build

export KYOTAKU_SCREENS=${KYOTAKU_SCREENS:-$root/target/screens}
if [[ ! -d $KYOTAKU_SCREENS ]] || [[ -n $(find ios/KyotakuKit ios/linux/AppleStandIns bindings/swift \
    -name .build -prune -o \( -name '*.swift' -o -name '*.xcstrings' \) -newer "$KYOTAKU_SCREENS" -print -quit) ]]; then
    rm -rf "$KYOTAKU_SCREENS"
    if_able tests/scripts/swift_tests.sh ios/KyotakuKit --filter MatrixTests
fi
readonly programs=${CARGO_TARGET_DIR:-$root/target}/debug
export KYOTAKU_PREVIEW=${KYOTAKU_PREVIEW:-$programs/kyotaku-preview}
export KYOTAKU_CARDSIM=${KYOTAKU_CARDSIM:-$programs/kyotaku-cardsim}
files=("$@")
[[ ${#files[@]} -gt 0 ]] || files=(tests/browser/*.test.mjs)
exec node --test --test-reporter=tap "${files[@]}"
