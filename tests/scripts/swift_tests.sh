#!/usr/bin/env bash
# swift_tests.sh PACKAGE [ARGUMENT...]: builds a Swift package of this repository, with the Rust libraries that it
# links, and runs its tests; arguments go to `swift test`.
#
#   tests/scripts/swift_tests.sh ios/KyotakuKit --filter TapTests
#
# A build or a run that takes too long is ended, with everything that it has started, and has failed. Exit status
# 77: this machine cannot run it; the last line says why.
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"
help_if_asked "$@"

readonly cannot_run=77
readonly build_seconds=1800 test_seconds=900

# Prints the processes of a session.
members_of() {
    local stat line
    for stat in /proc/[0-9]*/stat; do
        # Some end while we look. The name of a process may hold anything, but no field behind it a parenthesis.
        { read -r line <"$stat"; } 2>/dev/null || continue
        read -ra line <<<"${line##*) }"
        [[ ${line[3]} != "$1" ]] || basename "$(dirname "$stat")"
    done
}

end_session() {
    local pid
    for pid in $(members_of "$1"); do
        kill -KILL "$pid" 2>/dev/null || true
    done
}

# watched SECONDS COMMAND...: runs a command. It has a session of its own, because SwiftPM gives tests a process
# group of theirs, and they would outlive it.
watched() {
    local session status=0
    if ! command -v setsid >/dev/null || ! command -v timeout >/dev/null; then
        "${@:2}"
        return
    fi
    setsid timeout --kill-after=10 "$@" &
    session=$!
    # shellcheck disable=SC2064 # the session is known now
    trap "end_session $session; exit 1" HUP INT TERM
    wait "$session" || status=$?
    trap - HUP INT TERM
    end_session "$session"
    [[ $status -ne 124 ]] || say "ended after $1 s: ${*:2}"
    return $status
}

main() {
    local package=${1:-}
    [[ -f $package/Package.swift ]] || die "there is no Swift package '$package'"
    shift
    if [[ $package == ios/* && $(uname) == Darwin ]]; then
        say "the tests of $package drive what stands for Apple's frameworks on Linux, and run there"
        exit $cannot_run
    fi
    tests/scripts/swift_toolchain.sh
    # The stand-ins are Swift alone. The program with the cards is beside the libraries, for the simulator's tests.
    [[ $package == ios/linux/* ]] || cargo build --quiet -p kyotaku-ffi -p kyotaku-testing -p kyotaku-cardsim
    # Said also where the packages would look by themselves: beside a library for iPhones they take that one.
    export KYOTAKU_LIBRARIES=${KYOTAKU_LIBRARIES:-${CARGO_TARGET_DIR:-$root/target}/debug}
    watched $build_seconds tests/scripts/swift.sh --in "$package" swift build --build-tests
    watched $test_seconds tests/scripts/swift.sh --in "$package" swift test --skip-build "$@"
}

main "$@"
