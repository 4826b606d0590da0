#!/usr/bin/env bash
# ios_check.sh [--device] [--write]: compiles the phone's library for iPhones on Linux, and looks at it.
#
# For the iPhone as it is shipped; for the simulator, which `--device` leaves out, without optimisation. Then: it
# exports what the library of this machine exports, with the checksums that the committed Swift expects; it needs
# nothing of the system but libSystem, and no function whose use Apple wants explained that PrivacyInfo.xcprivacy does
# not explain; no path of this machine is in it; it stays within its budget. What it weighs, part by part, is printed;
# `--write` puts it into docs/benchmarks.md.
#
# One piece is not compiled here: the C function by which tracing-oslog reaches Apple's log, whose header only Xcode
# has. DOCS_RS tells its build script to leave it out, and it is expected to be missing. Nothing is run: there is no
# iPhone. Exit status 77: this machine cannot run it; the last line says why.
set -euo pipefail
# shellcheck source=../../tests/scripts/lib.sh
source "$(dirname "$0")/../../tests/scripts/lib.sh"
# shellcheck source=ios_lib.sh
source "$(dirname "$self")/ios_lib.sh"
help_if_asked "$@"

tools=$(ios_toolchain)/bin
readonly tools

# build TARGET ZIG_TARGET [OPTION...]: builds a static library with the toolchain in the cache.
build() {
    local name=${1//-/_} command started=$SECONDS
    ios_build "$1" -Zbuild-std=std,panic_unwind "${@:3}"
    env PATH="$tools:$PATH" LD_LIBRARY_PATH="$(ios_toolchain)/lib" RUSTC="$tools/rustc" RUSTC_BOOTSTRAP=1 DOCS_RS=1 \
        SDKROOT="$KYOTAKU_ZIG" KYOTAKU_IOS_C="$2" "CC_$name=$root/bindings/scripts/ios_cc.sh" \
        "AR_$name=$tools/llvm-ar" "${command[@]}"
    say "$1: $(du -m "$(ios_library "$1")" | cut -f 1) MB after $((SECONDS - started)) s"
}

main() {
    local argument device_only=false report=()
    for argument in "$@"; do
        case $argument in
            --device) device_only=true ;;
            --write) report+=(--write) ;;
            *) die "unknown argument '$argument'; --help tells more" ;;
        esac
    done
    bindings/scripts/ios_toolchain.sh
    KYOTAKU_ZIG=$("$cache/python/ios/bin/python" -c 'import os, ziglang; print(os.path.dirname(ziglang.__file__))')
    export KYOTAKU_ZIG ZIG_GLOBAL_CACHE_DIR=$cache/zig ZIG_LOCAL_CACHE_DIR=$cache/zig
    build "$ios_device" "aarch64-ios.$ios_floor"
    if ! $device_only; then
        # Most of an optimised build is the optimising, of the same code.
        build "${ios_simulators[0]}" "aarch64-ios.$ios_floor-simulator" --config 'profile.release-ios.lto=false' \
            --config 'profile.release-ios.opt-level=0' --config 'profile.release-ios.codegen-units=16'
        report+=(--simulator "$(ios_library "${ios_simulators[0]}")")
    fi
    cargo build --quiet -p kyotaku-ffi
    LD_LIBRARY_PATH=$(ios_toolchain)/lib python3 tests/ios/library.py --tools "$tools" --zig "$KYOTAKU_ZIG" \
        --floor "$ios_floor" --host "${CARGO_TARGET_DIR:-target}/debug/libkyotaku_ffi.so" \
        --device "$(ios_library "$ios_device")" ${report[@]+"${report[@]}"}
}

main "$@"
