#!/usr/bin/env bash
# bench.sh [BENCHMARK...]: runs the benchmarks of tests/bench, optimised, one after the other; without a name, all.
#
# Instructions are counted by valgrind (gungraun) and do not depend on the machine; times do, and compare only
# within one run. The tables whose benchmarks have run are written into docs/benchmarks.md. The benchmarks of the
# server also run on a PostgreSQL of its own, where this machine can have one. `swift` measures what it costs that Swift
# drives the core. The runner of gungraun has to be of
# the library's version; it is installed into ${KYOTAKU_CACHE:-~/.cache/kyotaku} when it is not there (once, two to
# three minutes). Exits non-zero when a benchmark misses its budget, after all have run.
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"
help_if_asked "$@"

readonly log=$root/target/bench.log

# The tables of table.py, each with its benchmarks.
readonly -A needed=(
    [core]='instructions times'
    [state]=state
    [proofs]=proofs
    [registration]=registration
    [results]=results
    [swift]=swift
)

install_runner() {
    local version
    version=$(sed -n '/^name = "gungraun-runner"$/{n;s/^version = "\(.*\)"$/\1/p}' Cargo.lock)
    if [[ $(gungraun-runner --version 2>/dev/null) != "gungraun-runner $version" ]]; then
        say "installing gungraun-runner $version into $cache (once, a few minutes)"
        # From a neutral directory: a toolchain file or lock file of this repository must not take part.
        (cd / && cargo install --quiet --locked --force --root "$cache" --version "=$version" gungraun-runner)
    fi
}

# Swift beside Rust, both optimised.
run_swift() {
    cargo build --quiet --release -p kyotaku-ffi -p kyotaku-testing || return
    KYOTAKU_LIBRARIES=$root/target/release \
        tests/scripts/swift.sh --in tests/bench/SwiftBench swift run -c release SwiftBench </dev/null | tee -a "$log"
}

run() {
    local status=0 command=(cargo bench --quiet -p kyotaku-bench --bench "$1")
    say "--- $1"
    if [[ $1 == swift ]]; then
        run_swift
        return
    fi
    if [[ $1 == proofs || $1 == results ]]; then
        # Built before, so that the database does not wait for it.
        "${command[@]}" --no-run || return
        tests/scripts/with_postgres.sh --durable "${command[@]}" </dev/null 2>&1 | tee -a "$log" || status=$?
        [[ $status -eq 77 ]] || return $status
    fi
    "${command[@]}" </dev/null | tee -a "$log"
}

has_run() {
    local name
    for name in "$@"; do
        [[ " ${names[*]} " == *" $name "* ]] || return
    done
}

write_table() {
    local table
    table=$(tests/bench/table.py "$log" "$1")
    printf '\n%s\n' "$table"
    tests/scripts/doc_table.py "bench-$1" docs/benchmarks.md <<<"$table"
}

main() {
    local name table names=("$@") missed=()
    [[ $# -gt 0 ]] || names=(instructions times state proofs registration results swift)
    tests/scripts/setup.sh base bench
    install_runner
    # What the table reads; without colours and beside the usual output.
    export GUNGRAUN_SAVE_SUMMARY=json CARGO_TERM_COLOR=never
    mkdir -p "$root/target"
    : >"$log"
    for name in "${names[@]}"; do
        run "$name" || missed+=("$name")
    done
    for table in "${!needed[@]}"; do
        # shellcheck disable=SC2086 # several words
        if has_run ${needed[$table]}; then
            write_table "$table"
        fi
    done
    [[ ${#missed[@]} -eq 0 ]] || die "not within their budgets, or not run to their ends: ${missed[*]}"
}

main "$@"
