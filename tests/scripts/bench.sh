#!/usr/bin/env bash
# bench.sh [FILTER]: runs the benchmarks of every crate that has some, optimised, one after the other.
#
# Instructions are counted by valgrind (gungraun) and do not depend on the machine; times (divan) do, and
# compare only within one run. Without FILTER the table of the core's work is written into
# docs/benchmarks.md. The runner of gungraun has to be of the library's version; it is installed into
# ${KYOTAKU_CACHE:-~/.cache/kyotaku} when it is not there (once, two to three minutes).
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"
help_if_asked "$@"

readonly log=$root/target/bench.log

install_runner() {
    local version
    version=$(sed -n '/^name = "gungraun-runner"$/{n;s/^version = "\(.*\)"$/\1/p}' Cargo.lock)
    if [[ $(gungraun-runner --version 2>/dev/null) != "gungraun-runner $version" ]]; then
        say "installing gungraun-runner $version into $cache (once, a few minutes)"
        # From a neutral directory: a toolchain file or lock file of this repository must not take part.
        (cd / && cargo install --quiet --locked --force --root "$cache" --version "=$version" gungraun-runner)
    fi
}

# Prints the package and the name of every benchmark of the workspace.
benchmarks() {
    cargo metadata --format-version 1 --no-deps | python3 -c '
import json, sys
for package in json.load(sys.stdin)["packages"]:
    for target in package["targets"]:
        if "bench" in target["kind"]:
            print(package["name"], target["name"])
'
}

main() {
    local package bench listing table
    tests/scripts/setup.sh base bench
    install_runner
    # What the table reads; without colours and beside the usual output.
    export GUNGRAUN_SAVE_SUMMARY=json CARGO_TERM_COLOR=never
    listing=$(benchmarks)
    mkdir -p "$root/target"
    : >"$log"
    while read -r package bench; do
        say "--- $package: $bench"
        cargo bench --quiet -p "$package" --bench "$bench" -- "$@" </dev/null | tee -a "$log"
    done <<<"$listing"
    if [[ $# -eq 0 ]]; then
        table=$(tests/bench/table.py "$log")
        printf '\n%s\n' "$table"
        tests/scripts/doc_table.py bench docs/benchmarks.md <<<"$table"
    fi
}

main "$@"
