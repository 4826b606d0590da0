#!/usr/bin/env bash
# with_postgres.sh [--durable] COMMAND...: runs a command beside a PostgreSQL of its own, whose address it finds
# in KYOTAKU_TEST_POSTGRES.
#
# The data is in a temporary directory, with a socket in that directory and no port, so that it meets no other.
# It refuses to run as root; then it runs as the user postgres, or else as nobody. Ends it by its process id.
# Without --durable nothing is synced to the disk, because the data does not outlive the run; measurements need
# it. Exit status 77: this machine cannot run it.
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"
help_if_asked "$@"

readonly cannot_run=77

# The last line of the output is the reason.
give_up() {
    say "$*"
    exit $cannot_run
}

# Sets `as_owner`, the command that runs another one as the owner of the data.
choose_owner() {
    local user group
    as_owner=()
    [[ $(id -u) -eq 0 ]] || return 0
    for user in postgres nobody; do
        group=$(id -g "$user" 2>/dev/null) || continue
        as_owner=(setpriv --reuid="$user" --regid="$group" --clear-groups)
        if "${as_owner[@]}" true && chown "$user" "$home"; then
            return 0
        fi
    done
    give_up 'PostgreSQL does not run as root, and there is neither a user postgres nor nobody to run it'
}

stop() {
    if [[ -n $server ]]; then
        # SIGINT ends its sessions; nobody needs the data.
        kill -INT "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    rm -rf "$home"
}

start() {
    local tries=100
    "${as_owner[@]}" "$programs/initdb" --pgdata="$home/data" --username=kyotaku --auth=trust --encoding=UTF8 \
        --locale=C --no-sync >"$home/log" 2>&1 || give_up "initdb failed: $(tail -n 1 "$home/log")"
    "${as_owner[@]}" "$programs/postgres" -D "$home/data" -k "$home" -c listen_addresses= -c max_connections=300 \
        "${syncing[@]}" >>"$home/log" 2>&1 &
    server=$!
    until [[ -S $home/.s.PGSQL.5432 ]] && grep -q 'ready to accept connections' "$home/log"; do
        if ! kill -0 "$server" 2>/dev/null || ((--tries == 0)); then
            give_up "PostgreSQL did not start: $(tail -n 1 "$home/log")"
        fi
        sleep 0.1
    done
}

main() {
    local programs as_owner child status=0 syncing=(-c fsync=off -c full_page_writes=off)
    if [[ ${1:-} == --durable ]]; then
        syncing=()
        shift
    fi
    [[ $# -gt 0 ]] || die 'there is no command'
    if ! tests/scripts/setup.sh postgres >/dev/null || ! programs=$(postgres_programs); then
        give_up 'PostgreSQL cannot be installed; run tests/scripts/setup.sh postgres'
    fi
    # Short, because the path of a socket has a limit of about 100 characters.
    home=$(mktemp -d /tmp/kyotaku-postgres.XXXXXX)
    server=
    trap stop EXIT
    trap 'exit 1' HUP INT TERM
    choose_owner
    start
    # The socket's directory stands where an address has its host.
    KYOTAKU_TEST_POSTGRES="postgres://kyotaku@${home//\//%2F}" "$@" &
    child=$!
    trap 'kill "$child" 2>/dev/null; wait "$child"; exit 1' HUP INT TERM
    wait "$child" || status=$?
    return $status
}

main "$@"
