#!/usr/bin/env bash
# pictures.sh: makes the pictures of the guides, docs/guides/pictures, from the running app.
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"
help_if_asked "$@"

tests/scripts/setup.sh browser >&2
tests/scripts/preview.sh --build
export KYOTAKU_LIBRARIES=${KYOTAKU_LIBRARIES:-${CARGO_TARGET_DIR:-$root/target}/debug}
export KYOTAKU_PREVIEW=${KYOTAKU_PREVIEW:-${CARGO_TARGET_DIR:-$root/target}/debug/kyotaku-preview}
mkdir -p docs/guides/pictures
exec node tests/browser/pictures.mjs docs/guides/pictures
