#!/usr/bin/env bash
# swift.sh [--in DIRECTORY] COMMAND [ARGUMENT...]: runs a command of the Swift toolchain, in the directory or here.
#
#   tests/scripts/swift.sh --in ios/KyotakuKit swift test
#
# Where the machine has a Swift of its own, the command is simply run. Otherwise it runs in the toolchain that
# swift_toolchain.sh installs (and that is done first): chrooted there, with this repository, the directory,
# KYOTAKU_LIBRARIES, /tmp, /dev and /proc at their own places. They are mounted in a namespace that ends with the
# command, so that nothing stays mounted however it ends; where there are no namespaces (a container), proot does
# the same, slower. Loopback and network are the machine's. Of the environment the command sees TERM, CI and what
# begins with KYOTAKU_, RUST_ or SWIFT; its home, with the caches of SwiftPM, is in the toolchain.
#
# `swift build`, `swift test` and `swift run` of a package of this repository build in target/swift/PACKAGE, and
# on Linux warnings are errors. Exit status 77: this machine cannot run it; the last line says why.
set -euo pipefail
called_from=$PWD
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"
# shellcheck source=swift_lib.sh
source "$(dirname "$self")/swift_lib.sh"
help_if_asked "$@"

readonly cannot_run=77

# The last line of the output is the reason.
give_up() {
    say "$*" >&2
    exit $cannot_run
}

# Adds to the command of SwiftPM where it builds, and what is needed on Linux.
complete_command() {
    local before=() added=()
    [[ $1 == swift ]] || return 0
    case ${2:-} in
        build | test | run) ;;
        *) return 0 ;;
    esac
    if [[ $directory == "$root"/* && " $* " != *' --scratch-path'* ]]; then
        added+=(--scratch-path "$root/target/swift/${directory#"$root"/}")
    fi
    if [[ $(uname) == Linux ]]; then
        [[ $directory != "$root"/* ]] || added+=(-Xswiftc -warnings-as-errors)
        # Debian's libswiftObservation lacks a symbol that nothing of ours uses.
        added+=(-Xlinker --allow-shlib-undefined)
        # XCTest would take what it has not yet printed with it when a test crashes or hangs.
        [[ $2 != test ]] || before=(stdbuf --output=L)
    fi
    command=(${before[@]+"${before[@]}"} "$1" "$2" ${added[@]+"${added[@]}"} "${@:3}")
}

# Runs the command in our own toolchain, in the place of this process.
run_enclosed() {
    local inside name shown=(/proc /dev /tmp "$root") as_user=() options=()
    if ! swift_root_complete; then
        tests/scripts/swift_toolchain.sh >&2 || exit
    fi
    inside=$(swift_root)
    for name in "$directory" "${KYOTAKU_LIBRARIES:-}"; do
        [[ -z $name || $name/ == "$root"/* || $name/ == /tmp/* ]] || shown+=("$name")
    done
    # The places to mount them at.
    for name in "${shown[@]}"; do
        mkdir -p "$inside$name"
    done
    command=(/usr/bin/env -i HOME=/home LANG=C.UTF-8 PATH=/usr/libexec/swift/bin:/usr/bin:/bin)
    while IFS= read -r name; do
        command+=("$name=${!name}")
    done < <(compgen -e | grep -E '^(KYOTAKU_|RUST_|SWIFT)|^(TERM|CI)$')
    # shellcheck disable=SC2016 # expanded inside
    command+=(/bin/sh -c 'cd "$0" && exec "$@"' "$directory" "$@")

    if choose_enclosure --mount; then
        # Root of this machine is wanted for the mounts only.
        [[ ${enclosure[0]} != sudo ]] || as_user=(--userspec="$(id -u):$(id -g)")
        # shellcheck disable=SC2016 # expanded inside the namespace
        exec "${enclosure[@]}" bash -c '
            set -eu
            PATH=$PATH:/usr/sbin:/sbin
            inside=$1 shown=$2
            shift 2
            for name in "${@:1:shown}"; do
                mount --rbind "$name" "$inside$name"
            done
            shift "$shown"
            exec chroot "$@"' swift "$inside" "${#shown[@]}" "${shown[@]}" \
            ${as_user[@]+"${as_user[@]}"} "$inside" "${command[@]}"
    fi
    command -v proot >/dev/null || give_up "$no_enclosure"
    for name in "${shown[@]}"; do
        options+=(--bind="$name")
    done
    exec proot --rootfs="$inside" "${options[@]}" "${command[@]}"
}

main() {
    local directory=$called_from command enclosure
    if [[ ${1:-} == --in ]]; then
        [[ $# -ge 2 ]] || die '--in needs a directory'
        directory=$(cd "$called_from" && cd "$2" 2>/dev/null && pwd) || die "there is no directory '$2'"
        shift 2
    fi
    [[ $# -gt 0 ]] || die 'there is no command; --help tells more'
    command=("$@")
    complete_command "$@"
    if swift_on_path; then
        cd "$directory"
        exec "${command[@]}"
    fi
    run_enclosed "${command[@]}"
}

main "$@"
