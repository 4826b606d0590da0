#!/usr/bin/env bash
# run.sh: the app, to be used: in a browser on Linux, in the simulator on a Mac; with emulated cards and a server of
# the reference world. It installs what it needs, prints addresses and log-ins, and goes on until Ctrl-C.
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"
help_if_asked "$@"

if [[ $(uname) == Darwin ]]; then
    exec ios/scripts/run_simulator.sh "$@"
fi
exec tests/scripts/preview.sh "$@"
