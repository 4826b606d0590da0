#!/usr/bin/env bash
# tour.sh [ARGUMENT...]: a guided day in the terminal. Builds the server, the emulated card and the desk
# program, and lets the desk program lead; arguments are passed on to it.
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"
help_if_asked "$@"

tests/scripts/setup.sh base
say 'building (a few minutes the first time)'
cargo build --quiet -p kyotaku-server -p kyotaku-cardsim -p kyotaku-desk
exec cargo run --quiet -p kyotaku-desk -- tour "$@"
