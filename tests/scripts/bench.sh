#!/usr/bin/env bash
# bench.sh [FILTER]: runs the benchmarks of every crate that has some, optimised, one after the other.
# Compare numbers of one run with each other, not with those of another machine.
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"
help_if_asked "$@"

tests/scripts/setup.sh base bench
benches=$(cargo metadata --format-version 1 --no-deps | python3 -c '
import json, sys
for package in json.load(sys.stdin)["packages"]:
    for target in package["targets"]:
        if "bench" in target["kind"]:
            print(package["name"], target["name"])
')
if [[ -z $benches ]]; then
    say 'no crate has a benchmark yet'
    exit 0
fi
while read -r package bench; do
    say "--- $package: $bench"
    cargo bench --quiet -p "$package" --bench "$bench" -- "$@" </dev/null
done <<<"$benches"
