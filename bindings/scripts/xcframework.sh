#!/usr/bin/env bash
# xcframework.sh [--dry-run]: builds the phone's library for iPhones and their simulator, and packs it for Xcode.
#
# Makes bindings/swift/KyotakuCore.xcframework, which the Swift package takes from then on, and in target/ios a zip of
# it with its checksum, for releases. The C header in it is the committed one, so the library has to be of the same
# commit as the generated Swift. Needs a Mac with Xcode, and Rust with three targets:
#
#   rustup target add aarch64-apple-ios aarch64-apple-ios-sim x86_64-apple-ios
#
# `--dry-run` prints the commands and runs none of them, on any machine.
set -euo pipefail
# shellcheck source=../../tests/scripts/lib.sh
source "$(dirname "$0")/../../tests/scripts/lib.sh"
# shellcheck source=ios_lib.sh
source "$(dirname "$self")/ios_lib.sh"
help_if_asked "$@"

readonly module=KyotakuCoreFFI
readonly framework=bindings/swift/KyotakuCore.xcframework
readonly packing=$ios_target/xcframework
dry_run=false

# Runs a command, or prints it.
run() {
    if $dry_run; then
        printf '%q ' "$@"
        printf '\n'
    else
        "$@"
    fi
}

require_mac() {
    local name target
    [[ $(uname) == Darwin ]] || die 'this needs a Mac with Xcode; on Linux, make ios-check compiles the same library'
    for name in xcodebuild lipo strip ditto; do
        command -v "$name" >/dev/null || die "$name is missing: install Xcode and open it once"
    done
    # From here, where the toolchain file of the repository counts.
    for target in "$ios_device" "${ios_simulators[@]}"; do
        [[ -d $(rustc --print sysroot)/lib/rustlib/$target ]] || die "Rust lacks a target: rustup target add $target"
    done
}

# pack NAME TARGET...: one library of the framework, from one target or from several architectures of it.
pack() {
    local target directory=$packing/$1 libraries=()
    for target in "${@:2}"; do
        libraries+=("$(ios_library "$target")")
    done
    run mkdir -p "$directory"
    run lipo -create "${libraries[@]}" -output "$directory/libkyotaku_ffi.a"
    # Debug information only: Xcode strips the app, and crash reports are read by the names that it keeps aside.
    run strip -S "$directory/libkyotaku_ffi.a"
}

main() {
    local target command headers=$packing/headers
    case ${1:-} in
        '') require_mac ;;
        --dry-run) dry_run=true ;;
        *) die "unknown argument '$1'; --help tells more" ;;
    esac
    for target in "$ios_device" "${ios_simulators[@]}"; do
        ios_build "$target"
        run "${command[@]}"
    done

    run rm -rf "$packing" "$framework"
    pack device "$ios_device"
    pack simulator "${ios_simulators[@]}"
    # A directory with the module's name: Xcode puts the headers of all frameworks into one directory, where their
    # module maps would have one name.
    run mkdir -p "$headers/$module"
    run cp "bindings/swift/Sources/$module/"{"$module.h",module.modulemap} "$headers/$module/"
    run xcodebuild -quiet -create-xcframework -output "$framework" \
        -library "$packing/device/libkyotaku_ffi.a" -headers "$headers" \
        -library "$packing/simulator/libkyotaku_ffi.a" -headers "$headers"
    run ditto -c -k --keepParent "$framework" "$packing/KyotakuCore.xcframework.zip"
    run swift package --package-path bindings/swift compute-checksum "$packing/KyotakuCore.xcframework.zip"
    run du -sh "$packing"/{device,simulator}/libkyotaku_ffi.a "$packing/KyotakuCore.xcframework.zip"
}

main "$@"
