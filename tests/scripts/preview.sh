#!/usr/bin/env bash
# preview.sh [OPTION...]: the app in a browser on this machine, on a phone that is not there, with emulated cards and
# a server of its own, until Ctrl-C. Options are those of kyotaku-preview; `--port 0` takes any port.
#
#   tests/scripts/preview.sh --build     only builds it
#
# It installs what it needs. Everything is made anew at each start, and nothing of it is kept.
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"
help_if_asked "$@"

tests/scripts/setup.sh base >&2
tests/scripts/swift_toolchain.sh >&2
say 'building (some minutes the first time)' >&2
cargo build --quiet -p kyotaku-ffi -p kyotaku-testing -p kyotaku-preview
export KYOTAKU_LIBRARIES=${KYOTAKU_LIBRARIES:-${CARGO_TARGET_DIR:-$root/target}/debug}
readonly package=ios/KyotakuKit
tests/scripts/swift.sh --in "$package" swift build --quiet --product KyotakuPreview >&2
[[ ${1:-} != --build ]] || exit 0

exec "${CARGO_TARGET_DIR:-$root/target}/debug/kyotaku-preview" "$@" --app tests/scripts/swift.sh -- \
    --in "$package" "$root/target/swift/$package/debug/KyotakuPreview"
