#!/usr/bin/env bash
# fuzz.sh [SECONDS [TARGET...]]: fuzzes every target of tests/fuzz, the time split evenly among them.
# Default: 60 seconds, all targets. Starts from the inputs that the example `fuzz_seeds` of kyotaku-cardsim
# writes, and keeps what it finds in tests/fuzz/corpus, which is not committed. Prints the executions of
# each target; exits non-zero on the first crash, whose input stays in tests/fuzz/artifacts.
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"
help_if_asked "$@"

# Sanitizers and coverage hooks are unstable flags: the nightly toolchain where there is one, and
# otherwise the stable compiler told to accept them.
choose_compiler() {
    if cargo +nightly --version >/dev/null 2>&1; then
        fuzz=(cargo +nightly fuzz)
    else
        export RUSTC_BOOTSTRAP=1
        fuzz=(cargo fuzz)
    fi
}

run_target() {
    local target=$1 seconds=$2 log=$logs/$1.log status=0 runs
    mkdir -p "tests/fuzz/corpus/$target"
    "${fuzz[@]}" run --fuzz-dir tests/fuzz "$target" "tests/fuzz/corpus/$target" \
        -- -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
        </dev/null >"$log" 2>&1 || status=$?
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log" | tail -n 1)
    if [[ $status -ne 0 || -z $runs ]]; then
        # What happened stands first; what follows is the backtrace of the fuzzer itself.
        sed -n '/panicked at\|ERROR: /,$p' "$log" | head -n 12 >&2
        die "$target failed (status $status); log in ${log#"$root"/}, inputs in tests/fuzz/artifacts/$target"
    fi
    printf '%-20s %12d executions in %d s\n' "$target" "$runs" "$seconds"
}

main() {
    local total=${1:-60} target each targets=()
    [[ $total =~ ^[1-9][0-9]*$ ]] || die "'$total' is not a number of seconds"
    shift $(($# > 0 ? 1 : 0))
    tests/scripts/setup.sh base fuzz
    choose_compiler
    lock_fuzz
    readonly logs=$root/tests/fuzz/target/logs
    mkdir -p "$logs"

    if [[ $# -gt 0 ]]; then
        targets=("$@")
    else
        while IFS= read -r target; do
            targets+=("$target")
        done < <("${fuzz[@]}" list --fuzz-dir tests/fuzz)
    fi
    [[ ${#targets[@]} -gt 0 ]] || die 'tests/fuzz has no target'
    each=$((total / ${#targets[@]}))
    [[ $each -gt 0 ]] || each=1

    # Files that are read and forgotten a thousand times a minute.
    [[ ! -w /dev/shm ]] || export TMPDIR=/dev/shm
    say 'writing the seeds'
    cargo run --quiet -p kyotaku-cardsim --example fuzz_seeds -- tests/fuzz/corpus
    say "building ${#targets[@]} targets with ${fuzz[*]}"
    "${fuzz[@]}" build --fuzz-dir tests/fuzz
    for target in "${targets[@]}"; do
        run_target "$target" "$each"
    done
    say "${#targets[@]} targets, no crash (${SECONDS} s with the build)"
}

main "$@"
