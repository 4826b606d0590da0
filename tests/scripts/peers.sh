#!/usr/bin/env bash
# peers.sh [--write]: foreign programs on the emulated card, and our core on a foreign card, through PC/SC.
#
#   OpenSC and openssl   accept the emulated card as a My Number Card and verify what it signs
#   kyotaku-desk         the core does the same through pcscd, and keeps to its number of commands
#   second_card.py       a card that shares no code with this repository, under a CA of its own
#   myna-card            another implementation (crate of the registry, MIT), counted on the same card
#
# Ends with a table of what the same job costs each of them, counted by the card, and with
# `N passed, N failed`. `--write` also puts the table into docs/benchmarks.md.
#
# pcscd and its virtual reader run in namespaces of their own, where neither a pcscd of this machine nor the
# network can see them. Where there are none (a container) root uses the machine itself, unless a pcscd runs.
# Wrong PINs are sent, so a real reader in sight ends the run. Exit status 77: this machine cannot run it.
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"
help_if_asked "$@"

readonly cannot_run=77
readonly myna_card=$cache/peers/myna-card

# The last line of the output is the reason.
give_up() {
    say "$*"
    exit $cannot_run
}

# Sets `enclosure`, the command that runs another one apart from this machine, and `private`.
enclose() {
    if choose_enclosure --mount --net; then
        private=(--private)
        return
    fi
    private=()
    [[ $(id -u) -eq 0 ]] || give_up 'neither root nor allowed to make namespaces, so pcscd cannot be started'
    if [[ -e /run/pcscd/pcscd.comm ]]; then
        give_up 'a pcscd runs here, and there are no namespaces for another: stop it (systemctl stop pcscd.socket pcscd)'
    fi
    mkdir -p /run/pcscd
}

# Builds the peer in the cache, where it is no part of the workspace. Prints the reason if that fails.
build_myna_card() {
    mkdir -p "$myna_card"
    cp tests/peers/myna_card/Cargo.toml tests/peers/myna_card/main.rs "$myna_card"
    local log=$myna_card/build.log
    if ! cargo build --quiet --manifest-path "$myna_card/Cargo.toml" --target-dir "$myna_card/target" >"$log" 2>&1; then
        printf 'cannot be built (%s)\n' "$(grep -m 1 -i '^ *error' "$log" || tail -n 1 "$log")"
    fi
}

main() {
    local options=(--programs "$root/target/debug") reason enclosure private table='' status=0 child
    case ${1:-} in
        --write)
            table=$(mktemp)
            # shellcheck disable=SC2064 # the name is known now
            trap "rm -f '$table'" EXIT
            options+=(--table "$table")
            ;;
        '') ;;
        *) die "unknown argument '$1'; --help lists them" ;;
    esac
    tests/scripts/setup.sh base peers >/dev/null || give_up 'the peers cannot be installed; run tests/scripts/setup.sh peers'
    enclose
    cargo build --quiet -p kyotaku-cardsim -p kyotaku-desk
    reason=$(build_myna_card)
    if [[ -z $reason ]]; then
        options+=(--myna-card "$myna_card/target/debug/myna-card-peer")
    else
        options+=(--no-myna-card "$reason")
    fi
    # shellcheck disable=SC2016 # expanded inside the enclosure
    "${enclosure[@]}" bash -c '
        if [[ $1 == --private ]]; then mount -t tmpfs tmpfs /run && mkdir /run/pcscd; fi
        exec python3 tests/peers/main.py "$@"' peers "${private[@]}" "${options[@]}" &
    child=$!
    # The child ends every process that it started, in the reverse order.
    trap 'kill "$child" 2>/dev/null; wait "$child"; exit 1' HUP INT TERM
    wait "$child" || status=$?
    if [[ -s $table ]]; then
        tests/scripts/doc_table.py peers docs/benchmarks.md <"$table"
    fi
    return $status
}

main "$@"
