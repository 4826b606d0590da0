#!/usr/bin/env bash
# verify.sh: compares the Swift side of the Rust libraries with what generate.sh writes now, and the list of
# licences with what licences.py writes.
#
# Exits non-zero and shows the difference when they differ: run `make bindings`, and commit what it writes.
set -euo pipefail
# shellcheck source=../../tests/scripts/lib.sh
source "$(dirname "$0")/../../tests/scripts/lib.sh"
help_if_asked "$@"

fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
bindings/scripts/generate.sh "$fresh"

# Hand-written files may lie beside the generated ones; every generated one has to be there.
differing=0
while IFS= read -r file; do
    if ! diff -u "bindings/swift/Sources/$file" "$fresh/$file" | head -n 40; then
        differing=$((differing + 1))
    fi
done < <(cd "$fresh" && find . -type f -printf '%P\n' | sort)
[[ $differing -eq 0 ]] || die "$differing generated files differ; \`make bindings\` writes them again"
bindings/scripts/licences.py --check
say 'the generated Swift is what the libraries export'
