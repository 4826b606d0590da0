#!/usr/bin/env bash
# soak.sh SECONDS: phones and servers are killed, and random sequences of events are compared with
# the model, again and again with new seeds, until the time is over.
#
# Ends with what was counted. A failure ends it at once and says which KYOTAKU_SEED repeats it.
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"
help_if_asked "$@"

# What one round does; small, so that the time is kept.
readonly sequences=300 kills=50

main() {
    local time=${1:-60} log=$root/target/soak.log seed=${KYOTAKU_SEED:-$RANDOM$RANDOM} rounds=0
    [[ $time =~ ^[0-9]+$ ]] || die "the time is a number of seconds"
    tests/scripts/setup.sh base test
    export CARGO_TERM_COLOR=never KYOTAKU_SEQUENCES=$sequences KYOTAKU_KILLS=$kills
    cargo nextest run -p kyotaku-e2e --test model --test kills --no-run
    : >"$log"
    while ((SECONDS < time || rounds == 0)); do
        # Each sequence has a seed of its own, counted from this one.
        export KYOTAKU_SEED=$((seed + rounds * sequences))
        say "round $((rounds + 1)), $SECONDS s: KYOTAKU_SEED=$KYOTAKU_SEED"
        cargo nextest run -p kyotaku-e2e --test model --test kills --profile ci >>"$log" 2>&1 ||
            { tail -n 60 "$log" >&2 && die "failed; the log is ${log#"$root"/}"; }
        rounds=$((rounds + 1))
    done
    say "$rounds rounds in $SECONDS s, each of $sequences sequences and $kills kills of phone and server"
    grep -E '^ *[0-9]+ (sequences|kills) ' "$log" | tail -n 3
}

main "$@"
