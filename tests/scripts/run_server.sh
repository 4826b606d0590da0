#!/usr/bin/env bash
# run_server.sh [OPTION...]: the server with its fictional institutions, until Ctrl-C. Prints addresses, seed
# log-ins and the first commands. Options are passed on to `kyotaku-server serve`; KYOTAKU_LISTEN says where to
# listen (127.0.0.1:8443).
#
# Certificates, database and log lie in .run, which `make clean` removes. The database stays between runs; the
# certificates and revocation lists are made anew, because lists are good for a day.
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"
help_if_asked "$@"

readonly run=$root/.run
readonly world=$run/world
export KYOTAKU_LISTEN=${KYOTAKU_LISTEN:-127.0.0.1:8443}
readonly address=https://localhost:${KYOTAKU_LISTEN##*:}

# The accounts of the seed, with their passwords, which are public.
log_ins() {
    python3 - "$world/persons.json" <<'PYTHON'
import json
import sys

seed = json.load(open(sys.argv[1], encoding="utf-8"))
for institution in seed["institutions"]:
    print(f'  {institution["code"]} {institution["name"]}')
    for account in seed["accounts"]:
        if account["institution"] == institution["code"]:
            print(f'    {account["id"]:<9} {account["role"]:<16} {account["password"]}')
PYTHON
}

tests/scripts/setup.sh base
say 'building (a few minutes the first time)'
cargo build --quiet -p kyotaku-server -p kyotaku-cardsim -p kyotaku-desk
readonly programs=${CARGO_TARGET_DIR:-$root/target}/debug

mkdir -p "$run"
rm -rf "$world"
"$programs/kyotaku-cardsim" pki --out "$world" >/dev/null
export KYOTAKU_WORLD=$world
export KYOTAKU_DATABASE="sqlite://$run/kyotaku.sqlite?mode=rwc"
"$programs/kyotaku-server" seed 2>"$run/seed.log" || die "the seed was refused; see $run/seed.log"

# The server stops at Ctrl-C by itself, with the requests it has begun; the trap is for other ways to end this.
"$programs/kyotaku-server" serve "$@" 2>"$run/server.log" &
server=$!
trap 'kill -TERM "$server" 2>/dev/null || true' INT TERM
until grep -q listening "$run/server.log"; do
    kill -0 "$server" 2>/dev/null || die "the server did not start; see $run/server.log"
    sleep 0.2
done

cat <<TEXT

Institutions and accounts, all fictional (the PIN of every emulated card is 1234):
$(log_ins)

Devices: $address, known by $world/tls-ca.pem
Database and log: $run. Ctrl-C stops the server.

An activation code, and a day with a phone of this directory:
  export KYOTAKU_WORLD=$world KYOTAKU_DATABASE='$KYOTAKU_DATABASE'
  $programs/kyotaku-server admin code issue --institution 9919999012 --as kanri01
  export KYOTAKU_PHONE=$run/phone KYOTAKU_SERVER=$address KYOTAKU_TLS_CA=$world/tls-ca.pem
  $programs/kyotaku-desk activate --institution 9919999012 --user staff11
  $programs/kyotaku-desk day

TEXT

status=0
while kill -0 "$server" 2>/dev/null; do
    wait "$server" || status=$?
done
wait "$server" 2>/dev/null || status=$?
[[ $status -eq 0 || $status -gt 128 ]] || die "the server ended with $status; see $run/server.log"
say 'stopped'
