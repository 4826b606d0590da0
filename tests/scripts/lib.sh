# shellcheck shell=bash
# Shared by the scripts beside it; sourced, never run.
#
# Sets `self` (the calling script), `root` (the repository) and `cache` (where cargo puts tools for us,
# outside the repository), changes to the root, and puts the tools on PATH.

self=$(cd "$(dirname "$0")" && pwd)/$(basename "$0")
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cache=${KYOTAKU_CACHE:-$HOME/.cache/kyotaku}
cd "$root" || exit

# Once only: build scripts watch PATH, and a script called by another would build everything again.
[[ :$PATH: == *:$cache/bin:* ]] || PATH=$cache/bin:$PATH
# A shell that did not read its profile (CI, cron) has rustup's cargo installed but not on PATH.
if ! command -v cargo >/dev/null && [[ -x ${CARGO_HOME:-$HOME/.cargo}/bin/cargo ]]; then
    PATH=${CARGO_HOME:-$HOME/.cargo}/bin:$PATH
fi
export PATH

# Prints one line of progress, marked with the script's name.
say() {
    printf '%s: %s\n' "$(basename "$self" .sh)" "$*"
}

# Prints the reason on standard error and ends the script.
die() {
    say "$*" >&2
    exit 1
}

# Prints the directory of PostgreSQL's programs, the newest of several; fails where there is none.
postgres_programs() {
    local directory
    while IFS= read -r directory; do
        if [[ -x $directory/initdb && -x $directory/postgres ]]; then
            printf '%s\n' "$directory"
            return 0
        fi
    done < <(compgen -G '/usr/lib/postgresql/*/bin' | sort -rV
        dirname "$(command -v initdb || printf /)")
    return 1
}

# choose_enclosure OPTION...: sets `enclosure`, the command that runs another one in namespaces of its own; the
# options of unshare say which. Fails where there are none.
choose_enclosure() {
    local how
    for how in unshare 'unshare --map-root-user' 'sudo -n unshare'; do
        read -ra enclosure <<<"$how"
        enclosure+=("$@")
        # Some machines let a namespace be made and nothing be mounted in it.
        if "${enclosure[@]}" mount -t tmpfs tmpfs /run 2>/dev/null; then
            return 0
        fi
    done
    enclosure=()
    return 1
}

# Gives the fuzz workspace the dependency versions of the repository; Cargo adds the few it has besides.
lock_fuzz() {
    if [[ ! tests/fuzz/Cargo.lock -nt Cargo.lock ]]; then
        cp Cargo.lock tests/fuzz/Cargo.lock
    fi
}

# Prints the comment block at the top of the calling script, without the shebang.
usage() {
    awk 'NR == 1 { next } /^#/ { sub(/^# ?/, ""); print; next } { exit }' "$self"
}

# Answers `-h` and `--help`, and leaves every other argument to the script.
help_if_asked() {
    case ${1:-} in
        -h | --help)
            usage
            exit 0
            ;;
    esac
}
