#!/usr/bin/env bash
# check.sh [STEP...]: what CI runs. Without a name: every step, in this order, to the end.
#
#   fmt      formatting
#   clippy   lints of all targets, warnings are errors
#   deny     banned crates, licences and sources; advisories when their database can be reached
#   docs     the Rust documentation builds without a warning
#   scripts  shellcheck
#   swift    formatting and lints of the Swift code that is written by hand, where Swift can run
#   bindings the committed Swift side of the Rust libraries is what they export
#   ios      the library compiles for iPhones, where that can be tried, and keeps its budget
#   hygiene  rules for tracked files that no compiler checks
#   test     all test suites (test.sh)
#   trace    docs/traceability.md names tests that exist; after test, nothing is built for it
#
# A failed step does not stop the others. Ends with one line per step; exits non-zero if any failed.
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"
help_if_asked "$@"

readonly steps=(fmt clippy deny docs scripts swift bindings ios hygiene test trace)
# Exit status of a script that cannot run on this machine; its last line of output is the reason.
readonly cannot_run=77
# Where test.sh writes the names of failed tests.
readonly failed_tests=target/test-logs/failed
results=()
failed=false

shell_scripts() {
    local files=()
    while IFS= read -r -d '' file; do
        files+=("$file")
    done < <(find .ci/run tests bindings ios \( \( -name target -o -name .build -o -name node_modules \) -prune \) -o \
        \( -name '*.sh' -o -path .ci/run \) -type f -print0 2>/dev/null)
    shellcheck "${files[@]}"
}

clippy() {
    cargo clippy --locked --workspace --all-targets --quiet -- -D warnings || return
    # Another workspace; the build directory is shared, because most of it is built already.
    lock_fuzz
    cargo clippy --manifest-path tests/fuzz/Cargo.toml --target-dir target --quiet -- -D warnings
}

deny() {
    local reason
    cargo deny --locked --log-level error check bans licenses sources || return
    # The database is a git repository of its own; without a network the rest is still worth checking.
    if reason=$(GIT_TERMINAL_PROMPT=0 timeout 120 cargo deny fetch db 2>&1); then
        cargo deny --locked --log-level error check --disable-fetch advisories
    else
        results+=("SKIP advisories: the database cannot be reached ($(grep -v '^$' <<<"$reason" | tail -n 1))")
    fi
}

# skippable STEP COMMAND...: runs what some machines cannot run.
skippable() {
    local status=0 log=target/$1.log
    mkdir -p target
    "${@:2}" 2>&1 | tee "$log" || status=${PIPESTATUS[0]}
    if [[ $status -eq $cannot_run ]]; then
        results+=("SKIP $1: $(tail -n 1 "$log")")
        return 0
    fi
    return "$status"
}

run_step() {
    case $1 in
        fmt) cargo fmt --all --check && cargo fmt --manifest-path tests/fuzz/Cargo.toml --check ;;
        clippy) clippy ;;
        deny) deny ;;
        docs) RUSTDOCFLAGS=-Dwarnings cargo doc --locked --workspace --no-deps --quiet ;;
        scripts) shell_scripts ;;
        swift) skippable swift tests/scripts/swift_format.sh --check ;;
        bindings) bindings/scripts/verify.sh ;;
        ios) skippable ios bindings/scripts/ios_check.sh --device ;;
        hygiene) tests/scripts/hygiene.py ;;
        test) tests/scripts/test.sh ;;
        trace) CARGO_TERM_COLOR=never tests/scripts/traceability.py ;;
        *) die "unknown step '$1'; --help lists them" ;;
    esac
}

main() {
    local step names=("$@") started verdict
    if [[ ${#names[@]} -eq 0 ]]; then
        names=("${steps[@]}")
        tests/scripts/setup.sh base lint
    elif [[ " ${names[*]} " =~ \ (deny|scripts)\  ]]; then
        tests/scripts/setup.sh lint
    fi
    for step in "${names[@]}"; do
        started=$SECONDS
        say "=== $step"
        if run_step "$step"; then
            verdict=ok
        else
            verdict=FAIL
            failed=true
        fi
        results+=("$(printf '%-4s %s (%d s)' "$verdict" "$step" $((SECONDS - started)))")
        # Again, because CI shows the end of all this.
        if [[ $step == test && -s $failed_tests ]]; then
            results+=("$(<"$failed_tests")")
        fi
    done
    printf '\n'
    printf '%s\n' "${results[@]}"
    ! $failed
}

main "$@"
