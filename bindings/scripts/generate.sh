#!/usr/bin/env bash
# generate.sh [DIR]: writes the Swift side of the Rust libraries into bindings/swift/Sources, or into DIR.
#
# Builds the libraries for this machine (`cargo build`), reads from them what they export, and writes for each a
# Swift file, a C header and a module map. The Swift package and `verify.sh` use what it writes; nobody edits it.
set -euo pipefail
# shellcheck source=../../tests/scripts/lib.sh
source "$(dirname "$0")/../../tests/scripts/lib.sh"
help_if_asked "$@"

readonly out=${1:-bindings/swift/Sources}
readonly target=${CARGO_TARGET_DIR:-target}

# library CRATE LIBRARY MODULE: one library.
library() {
    local crate=$1 file=$target/debug/lib$2.so module=$3
    [[ -e $file ]] || file=$target/debug/lib$2.dylib
    say "$crate: $module"
    mkdir -p "$out/$module" "$out/${module}FFI"
    bindgen --swift-sources "$file" "$out/$module"
    bindgen --headers "$file" "$out/${module}FFI"
    bindgen --modulemap --module-name "${module}FFI" --modulemap-filename module.modulemap "$file" "$out/${module}FFI"
}

bindgen() {
    "$target/debug/uniffi-bindgen-swift" "$@"
}

cargo build --quiet -p kyotaku-ffi --features bindgen --bin uniffi-bindgen-swift
cargo build --quiet -p kyotaku-ffi -p kyotaku-testing
library kyotaku-ffi kyotaku_ffi KyotakuCore
library kyotaku-testing kyotaku_testing KyotakuTesting
