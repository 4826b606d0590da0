#!/usr/bin/env bash
# test.sh [SUITE...]: runs the test suites and ends with their counts. Without a name: all of them.
#
#   rust      every Rust test, with cargo-nextest
#   postgres  the tests of the device API again, on PostgreSQL instead of SQLite
#   doc       the examples in the documentation comments
#   vectors   the signed statements, read again by an independent Python program
#   contract  requests of every kind to the device API, judged by its OpenAPI document
#   tls       what the listeners offer in a handshake, judged by testssl.sh
#   peers     the emulated card driven by OpenSC and OpenSSL through PC/SC
#   bindings  the core in Swift, through the bindings
#   kit       the Swift code of the app, with cards, keys and a server that are emulated
#   stand-ins what stands for Apple's frameworks on Linux
#   browser   the preview in headless Chromium
#   scripts   the scripts of this directory
#
# Everything a suite needs is set up first. A suite that cannot run here counts as one skipped test and
# its reason is printed. Logs stay in target/test-logs, and in `failed` there the names of failed tests. Exits
# non-zero if anything failed.
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"
help_if_asked "$@"

readonly logs=$root/target/test-logs
# Exit status of a suite that cannot run on this machine; its last line of output is the reason.
readonly cannot_run=77

rows=()
reasons=()
total_passed=0 total_failed=0 total_skipped=0

row() {
    rows+=("$(printf '%-9s %7d %7d %8d %8d' "$@")")
    total_passed=$((total_passed + $2))
    total_failed=$((total_failed + $3))
    total_skipped=$((total_skipped + $4))
}

skip() {
    reasons+=("skipped: $1: $2")
    row "$1" 0 0 1 "$3"
}

# suite NAME FORMAT COMMAND...: runs one suite; FORMAT is how tally.py reads its output.
suite() {
    local name=$1 format=$2 started=$SECONDS status=0 log=$logs/$1.log passed failed skipped test tests=()
    shift 2
    say "--- $name: $*"
    # Standard input is closed, so that nothing can wait for an answer.
    "$@" </dev/null 2>&1 | tee "$log" || status=${PIPESTATUS[0]}
    if [[ $status -eq $cannot_run ]]; then
        skip "$name" "$(tail -n 1 "$log")" $((SECONDS - started))
        return
    fi
    {
        read -r passed failed skipped
        while IFS= read -r test; do tests+=("$test"); done
    } < <(python3 tests/scripts/tally.py "$format" "$log" "$status")
    row "$name" "$passed" "$failed" "$skipped" $((SECONDS - started))
    if [[ $failed -gt 0 ]]; then
        reasons+=("failed: $name: exit status $status, log in ${log#"$root"/}")
        for test in ${tests[@]+"${tests[@]}"}; do
            reasons+=("  $test")
            printf '     %s: %s\n' "$name" "$test" >>"$logs/failed"
        done
    fi
}

# suite_after_setup NAME FORMAT COMMAND...: a suite that needs packages of its own, the group of setup.sh with
# its name.
suite_after_setup() {
    local log=$logs/$1-setup.log
    if tests/scripts/setup.sh "$1" >"$log" 2>&1; then
        suite "$@"
    else
        skip "$1" "$(tail -n 1 "$log")" 0
    fi
}

# How many cells of the fault sweep were tried, where it ran.
swept() {
    [[ " ${names[*]} " == *' rust '* ]] || return 0
    sed -n 's/^ *\([0-9]*\) cells: .*/\1/p' "$logs/rust.log" |
        awk '{ cells += $1 } END { printf "fault sweep: %d cells in %d rows\n", cells, NR }'
}

run_suite() {
    case $1 in
        rust) suite rust nextest cargo nextest run --workspace --no-fail-fast --profile ci ;;
        postgres) suite_after_setup postgres nextest tests/scripts/postgres.sh ;;
        doc) suite doc libtest cargo test --workspace --doc --no-fail-fast ;;
        vectors) suite vectors plain python3 tests/peers/verify_vectors.py ;;
        contract) suite_after_setup contract plain tests/scripts/contract.sh ;;
        tls) suite_after_setup tls plain tests/scripts/tls.sh ;;
        peers) suite_after_setup peers plain tests/scripts/peers.sh ;;
        bindings) suite bindings swift tests/scripts/swift_tests.sh bindings/swift ;;
        kit)
            # Its screens are laid out by the suite `browser`.
            rm -rf target/screens
            KYOTAKU_SCREENS=$root/target/screens suite kit swift tests/scripts/swift_tests.sh ios/KyotakuKit
            ;;
        stand-ins) suite stand-ins swift tests/scripts/swift_tests.sh ios/linux/AppleStandIns ;;
        browser) suite_after_setup browser node tests/scripts/browser.sh ;;
        scripts) suite scripts unittest python3 -m unittest discover -s tests/scripts -p 'test_*.py' ;;
        *) die "unknown suite '$1'; --help lists them" ;;
    esac
}

main() {
    local name names=("$@")
    [[ ${#names[@]} -gt 0 ]] || names=(rust postgres doc vectors contract tls peers bindings kit stand-ins browser scripts)
    export CARGO_TERM_COLOR=never PYTHONDONTWRITEBYTECODE=1
    mkdir -p "$logs"
    : >"$logs/failed"

    tests/scripts/setup.sh base test
    for name in "${names[@]}"; do
        run_suite "$name"
    done

    printf '\n%-9s %7s %7s %8s %8s\n' suite passed failed skipped seconds
    printf '%s\n' "${rows[@]}"
    [[ ${#reasons[@]} -eq 0 ]] || printf '%s\n' "${reasons[@]}"
    swept
    printf '%d passed, %d failed, %d skipped\n' "$total_passed" "$total_failed" "$total_skipped"
    [[ $total_failed -eq 0 ]]
}

main "$@"
