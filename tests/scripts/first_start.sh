#!/usr/bin/env bash
# first_start.sh [SUITE]: how long `make run` takes on a new Debian until its page can be used, and at the next start.
#
# Makes a Debian (bookworm, or SUITE) of its own in a temporary directory, with git, make and certificates, copies this
# machine's Rust and the last commit of this repository into it, and starts the app there twice. What it prints last
# are the seconds until the first screen of the app has come to a page. Needs root, debootstrap, 12 GB and the network
# that apt-get and cargo use. Exit status 77: this machine cannot run it; the last line says why.
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"
help_if_asked "$@"

readonly suite=${1:-bookworm} longest=1800
PATH=$PATH:/usr/sbin:/sbin
if [[ $(id -u) -ne 0 ]] || ! command -v debootstrap >/dev/null || ! choose_enclosure --mount --pid --fork; then
    say 'root, debootstrap and namespaces are needed'
    exit 77
fi
place=$(mktemp -d)
running=
# The namespace takes all processes in it with it.
leave() {
    [[ -z $running ]] || kill -KILL -- "-$running" 2>/dev/null || true
    rm -rf "$place"
}
trap leave EXIT

say "making a Debian ($suite)"
machine=$place/root
debootstrap --variant=minbase --include=ca-certificates,git,make "$suite" "$machine" >"$place/debootstrap.log" 2>&1 ||
    die "$(tail -n 1 "$place/debootstrap.log")"
cp /etc/resolv.conf /etc/hosts "$machine/etc/"
cp /etc/ssl/certs/ca-certificates.crt "$machine/etc/ssl/certs/"
mkdir -p "$machine/opt/rust"
cp -a "$(rustc --print sysroot)/." "$machine/opt/rust/"
git clone --quiet "$root" "$machine/srv/kyotaku"

# start_app: starts the app in the new Debian, and sets `seconds` to how long it took until its page had a screen.
start_app() {
    local begin=$SECONDS address='' log=$place/run.log
    : >"$log"
    # shellcheck disable=SC2016 # expanded inside the namespace
    setsid "${enclosure[@]}" bash -c '
        mount --rbind /dev "$1/dev"
        mount -t proc proc "$1/proc"
        exec chroot "$1" /usr/bin/env -i HOME=/root PATH=/opt/rust/bin:/usr/sbin:/usr/bin:/sbin:/bin \
            sh -c "cd /srv/kyotaku && exec tests/scripts/run.sh --port 0"
    ' . "$machine" >"$log" 2>&1 &
    running=$!
    while [[ $((SECONDS - begin)) -lt $longest ]]; do
        kill -0 "$running" 2>/dev/null || die "make run has ended: $(tail -n 1 "$log")"
        address=$(grep -om 1 'http://127[0-9.:]*' "$log" || true)
        # The stream of events does not end by itself.
        if [[ -n $address ]] && timeout 1 curl --silent --no-buffer "$address/events" | grep -q '^event: *screen'; then
            seconds=$((SECONDS - begin))
            kill -KILL -- "-$running"
            running=
            return
        fi
        sleep 0.5
    done
    die "no screen after $longest s: $(tail -n 1 "$log")"
}

say 'first start'
start_app
first=$seconds
say 'second start'
start_app
say "first page after $first s with everything that had to be installed and built, then after $seconds s"
