# shellcheck shell=bash disable=SC2034,SC2154
# Shared by the scripts that build the library for iPhones; sourced after lib.sh, which sets `root` and `cache`,
# and never run. What is built for a release and what is checked on Linux are built by the same command.

# The oldest iOS that the app runs on. The manifests and the project say the same, held by test_ios_project.py.
readonly ios_floor=17.0

readonly ios_device=aarch64-apple-ios
# The simulator on a Mac with Apple's processor, and on one with Intel's.
readonly ios_simulators=(aarch64-apple-ios-sim x86_64-apple-ios)

# Beside what is built for this machine: another compiler builds it.
readonly ios_target=target/ios

# Prints where the static library of a target is built.
ios_library() {
    printf '%s\n' "$ios_target/$1/release-ios/libkyotaku_ffi.a"
}

# Prints flags of rustc, as cargo takes them in one variable: no path of this machine stays in the library.
ios_rust_flags() {
    printf -- '--remap-path-prefix=%s=kyotaku\x1f--remap-path-prefix=%s=cargo\x1f--remap-path-prefix=%s=cache' \
        "$root" "${CARGO_HOME:-$HOME/.cargo}" "$cache"
}

# ios_build TARGET [OPTION...]: sets `command` to the one that builds the static library of a target.
ios_build() {
    # The library is a cdylib too, which would need a linker of Apple's.
    command=(
        env "IPHONEOS_DEPLOYMENT_TARGET=$ios_floor" "CARGO_ENCODED_RUSTFLAGS=$(ios_rust_flags)"
        cargo rustc --locked --package kyotaku-ffi --lib --crate-type staticlib
        --profile release-ios --target "$1" --target-dir "$ios_target" "${@:2}"
    )
}

# Prints the directory of the toolchain that ios_toolchain.sh installs, for Linux.
ios_toolchain() {
    printf '%s\n' "$cache/ios/toolchain"
}
