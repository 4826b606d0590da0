#!/usr/bin/env bash
# swift_toolchain.sh: makes sure that there is a Swift for Linux, and prints its version.
#
# A Swift on PATH that is new enough is used as it is. Otherwise the packages of Debian's Swift, and of what it
# needs, go to a directory of their own in the cache (about 3 GB), beside the system and not into it; swift.sh
# runs commands in there. debootstrap picks the packages, downloads them and checks their signatures. They are
# only unpacked, and none of their scripts is run, so that this needs no rights.
#
# An installation that was cut is made anew, from the packages that it had downloaded already. They come from
# the mirror in KYOTAKU_DEBIAN_MIRROR, else from the one that this machine uses if it is a Debian, else from the
# default of debootstrap. Exit status 77: this machine cannot run it; the last line says why.
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"
# shellcheck source=swift_lib.sh
source "$(dirname "$self")/swift_lib.sh"
help_if_asked "$@"

readonly cannot_run=77
readonly keyring=/usr/share/keyrings/debian-archive-keyring.gpg
# What the packages and what is unpacked from them take together, while both are there.
readonly needed_megabytes=4000

# The last line of the output is the reason.
give_up() {
    say "$*"
    exit $cannot_run
}

# Prints the mirror of this machine, or nothing where it is no Debian.
mirror_of_machine() {
    local id
    # shellcheck source=/dev/null
    id=$(source /etc/os-release && printf '%s' "$ID")
    [[ $id == debian ]] && command -v apt-get >/dev/null || return 0
    # The label is unknown as long as nobody has updated the lists.
    # shellcheck disable=SC2016 # the names are apt's
    apt-get indextargets --format '$(LABEL) $(REPO_URI)' 'Created-By: Packages' |
        awk '!found && ($1 == "Debian" || $NF ~ /\/debian\/?$/) { print $NF; found = 1 }'
}

# debootstrap does not know apt's proxy.
take_proxy() {
    local proxy=
    command -v apt-config >/dev/null || return 0
    eval "$(apt-config shell proxy Acquire::http::Proxy)"
    if [[ -n $proxy && $proxy != DIRECT ]]; then
        export http_proxy=${http_proxy:-$proxy}
    fi
}

# Downloads what the recipe names and all that it depends on.
download() {
    local mirror=${KYOTAKU_DEBIAN_MIRROR:-} log=$building/debootstrap.log
    [[ -n $mirror ]] || mirror=$(mirror_of_machine)
    take_proxy
    # The last argument is the script for suites that this debootstrap is too old to know.
    if ! debootstrap --download-only --variant=minbase --keyring="$keyring" --include="$swift_packages" \
        "$swift_suite" "$building/packages" "$mirror" sid >"$log" 2>&1; then
        give_up "the packages cannot be downloaded: $(grep '^[EW]: ' "$log" | tail -n 1) (log: $log)." \
            'KYOTAKU_DEBIAN_MIRROR names another mirror of Debian'
    fi
}

# Puts the packages together, with the few files that their scripts would have written.
unpack() {
    local package into=$building/root
    rm -rf "$into"
    mkdir "$into"
    # First the package with the links from /bin to /usr/bin and the like.
    for package in "$building"/packages/var/cache/apt/archives/{base-files_,}*.deb; do
        dpkg-deb --extract "$package" "$into"
    done
    sed "s,:/root:,:/home:," "$into/usr/share/base-passwd/passwd.master" >"$into/etc/passwd"
    cp "$into/usr/share/base-passwd/group.master" "$into/etc/group"
    printf '127.0.0.1 localhost\n::1 localhost\n' >"$into/etc/hosts"
    printf '%s %s %s\n' "$swift_recipe" "$swift_suite" "$swift_packages" >"$into/etc/kyotaku-recipe"
}

install() {
    local name free started=$SECONDS
    name=$(swift_root)
    building=$name.building
    mkdir -p "$cache/swift"
    # Ends with this script, however it ends.
    exec 9>"$name.lock"
    if ! flock --nonblock 9; then
        say 'waiting for another installation'
        flock 9
        ! swift_root_complete || return 0
    fi
    mkdir -p "$building"
    free=$(df --output=avail -m "$building" | tail -n 1)
    [[ $free -ge $needed_megabytes ]] ||
        give_up "$cache has room for $free MB, and Swift needs $needed_megabytes MB: make room, or set KYOTAKU_CACHE"
    tests/scripts/setup.sh swift >"$building/setup.log" 2>&1 || give_up "$(tail -n 1 "$building/setup.log")"
    # Where a user's shell does not look.
    PATH=$PATH:/usr/sbin:/sbin

    say "downloading Swift for Linux into $cache/swift (once, about 600 MB)"
    download
    say 'unpacking it'
    unpack
    mv "$building/root" "$name"
    rm -rf "$building"
    say "Swift is installed after $((SECONDS - started)) s, $(du -sm "$name" | cut -f 1) MB"
}

main() {
    local building version
    [[ $# -eq 0 ]] || die "unknown argument '$1'; --help tells more"
    swift_on_path || swift_root_complete || install
    version=$(tests/scripts/swift.sh swift --version 2>&1) || give_up "Swift does not start: ${version##*$'\n'}"
    grep -m 1 'Swift version' <<<"$version"
}

main "$@"
