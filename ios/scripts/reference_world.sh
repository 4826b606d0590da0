#!/usr/bin/env bash
# reference_world.sh [ADDRESS [ROOTS]]: makes the next build of the app a reference build, for fictional institutions
# and emulated cards, until ios/Reference is removed.
#
#   ios/scripts/reference_world.sh https://localhost:8443        # the simulator, and `make run-server` on the same Mac
#
# Writes ios/Reference/ReferenceWorld.plist with the server's address (https://localhost:8443), the roots that it is
# known by, in PEM (those of the reference world, which a server of one's own replaces by the file ROOTS), and the
# authorities of the emulated cards. The keys behind the reference world are public: such a build must never meet a
# real patient, and it refuses real cards.
set -euo pipefail
called_from=$PWD
# shellcheck source=../../tests/scripts/lib.sh
source "$(dirname "$0")/../../tests/scripts/lib.sh"
help_if_asked "$@"

[[ $# -le 2 ]] || die 'too many arguments; --help tells more'
address=${1:-https://localhost:8443}
world=$(mktemp -d)
trap 'rm -rf "$world"' EXIT
cargo run --quiet -p kyotaku-cardsim -- pki --out "$world" >/dev/null
roots=$world/tls-ca.pem
if [[ $# -eq 2 ]]; then
    roots=$(cd "$called_from" && realpath "$2")
fi
mkdir -p ios/Reference
python3 - "$address" "$roots" "$world/jpki-ca" ios/Reference/ReferenceWorld.plist <<'PYTHON'
import plistlib
import sys
from pathlib import Path
from ssl import DER_cert_to_PEM_cert

address, roots, authorities, file = sys.argv[1:]
values = {
    "server": address,
    "serverRoots": Path(roots).read_text(encoding="ascii"),
    "cardAuthorities": "".join(DER_cert_to_PEM_cert(path.read_bytes()) for path in sorted(Path(authorities).iterdir())),
}
Path(file).write_bytes(plistlib.dumps(values))
PYTHON
say "ios/Reference/ReferenceWorld.plist: builds are reference builds now, for $address"
