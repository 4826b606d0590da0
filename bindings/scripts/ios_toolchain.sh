#!/usr/bin/env bash
# ios_toolchain.sh: makes sure that this Linux can compile for iPhones, and prints the versions of what it needs.
#
# That is Debian's newest Rust (`rustc-web`, which Debian keeps for its browsers, with the sources of the standard
# library), its LLVM and linker, and the C compiler of Zig with the headers of Darwin. The packages are unpacked into
# a directory of their own in the cache (about 700 MB), beside the system and not into it: they would conflict with
# rustup's Rust. apt-get checks their signatures; none of their scripts is run, and no rights are needed, unless
# the lists of packages have to be fetched first.
#
# Exit status 77: this machine cannot run it; the last line says why.
set -euo pipefail
# shellcheck source=../../tests/scripts/lib.sh
source "$(dirname "$0")/../../tests/scripts/lib.sh"
# shellcheck source=ios_lib.sh
source "$(dirname "$self")/ios_lib.sh"
help_if_asked "$@"

readonly cannot_run=77
readonly needed_megabytes=1600

# The last line of the output is the reason.
give_up() {
    say "$*"
    exit $cannot_run
}

# Whether the first version is not older than the second.
not_older() {
    [[ $(printf '%s\n' "$1" "$2" | sort -V | head -n 1) == "$2" ]]
}

# Prints the version of the installed compiler, or nothing.
installed_version() {
    LD_LIBRARY_PATH=$(ios_toolchain)/lib "$(ios_toolchain)/bin/rustc" --version 2>/dev/null | cut -d ' ' -f 2
}

# Prints the version of the compiler that apt-get would fetch, or nothing.
offered_version() {
    apt-cache policy rustc-web | sed -n 's/^  Candidate: \([0-9.]*\).*/\1/p'
}

update_lists() {
    local as_root=()
    [[ $(id -u) -eq 0 ]] || as_root=(sudo -n)
    # A list that cannot be fetched may be one that is not needed.
    "${as_root[@]}" apt-get -qq -o DPkg::Lock::Timeout=300 update >"$building/update.log" 2>&1 || true
}

download() {
    local llvm
    # The tools of the LLVM that this Rust is built with.
    llvm=$(apt-cache depends rust-web-llvm | sed -n 's/^ *Depends: llvm-\([0-9]*\)$/\1/p' | head -n 1)
    [[ -n $llvm ]] || give_up "Debian's rust-web-llvm names no LLVM"
    mkdir -p "$building/packages/partial"
    apt-get -qq --yes --no-install-recommends --download-only -o Debug::NoLocking=1 \
        -o "Dir::Cache::archives=$building/packages" -o "APT::Sandbox::User=$(id -un)" \
        install rustc-web cargo-web rust-web-src "llvm-$llvm" "lld-$llvm" >"$building/apt.log" 2>&1 ||
        give_up "the packages cannot be downloaded: $(grep '^E: ' "$building/apt.log" | tail -n 1)"
}

# Puts the packages together, with `bin` and `lib` that hold what the scripts use.
unpack() {
    local package tool
    mkdir -p "$building/toolchain"/{root,bin}
    for package in "$building"/packages/*.deb; do
        dpkg-deb --extract "$package" "$building/toolchain/root"
    done
    # Of the sources only the standard library is compiled.
    rm -rf "$building"/toolchain/root/usr/src/rustc-*/{src,compiler} "$building/toolchain/root/usr/share"
    (
        cd "$building/toolchain/bin"
        ln -s ../root/usr/bin/{cargo,rustc} .
        for tool in llvm-ar llvm-nm llvm-objdump llvm-size llvm-strip ld64.lld; do
            ln -s ../root/usr/bin/"$tool"-[0-9]* "$tool"
        done
        cd ..
        ln -s root/usr/lib/*-linux-gnu lib
    )
}

install() {
    local free started=$SECONDS
    building=$cache/ios/building
    mkdir -p "$cache/ios"
    # Ends with this script, however it ends.
    exec 9>"$cache/ios/lock"
    flock 9
    ! not_older "$(installed_version)" "$oldest" || return 0
    rm -rf "$building" "$(ios_toolchain)"
    mkdir -p "$building"
    free=$(df --output=avail -m "$building" | tail -n 1)
    [[ $free -ge $needed_megabytes ]] ||
        give_up "$cache has room for $free MB, and $needed_megabytes MB are needed: make room, or set KYOTAKU_CACHE"
    not_older "$(offered_version)" "$oldest" || update_lists
    not_older "$(offered_version)" "$oldest" ||
        give_up "Rust $oldest or newer is needed with its sources; rustc-web of this system: $(offered_version || true)"
    say "downloading Rust for iPhones into $cache/ios (once, about 170 MB)"
    download
    unpack
    mv "$building/toolchain" "$(ios_toolchain)"
    not_older "$(installed_version)" "$oldest" || give_up "the compiler in $(ios_toolchain) does not start here"
    rm -rf "$building"
    say "Rust for iPhones is installed after $((SECONDS - started)) s, $(du -sm "$(ios_toolchain)" | cut -f 1) MB"
}

main() {
    local building oldest log
    [[ $# -eq 0 ]] || die "unknown argument '$1'; --help tells more"
    [[ $(uname) == Linux ]] || give_up 'Xcode compiles for iPhones here: make xcframework'
    if ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then
        give_up 'the compiler for iPhones comes as packages of Debian 12, and there is no apt-get here'
    fi
    oldest=$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' Cargo.toml)
    not_older "$(installed_version)" "$oldest" || install
    log=$(tests/scripts/setup.sh ios 2>&1) || give_up "${log##*$'\n'}"
    say "Rust $(installed_version), Zig $("$cache/python/ios/bin/python" -m ziglang version)"
}

main "$@"
