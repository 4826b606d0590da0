#!/usr/bin/env bash
# setup.sh [GROUP...]: installs what is missing, and nothing twice.
#
# Groups, each a set of Debian or Ubuntu packages, cargo tools and Python tools:
#   base   compiler, pkg-config, PC/SC headers, Python, git: enough to build and for `make tour`
#   test   cargo-nextest
#   lint   shellcheck, cargo-deny
#   peers  OpenSC, pcscd, the virtual reader vpcd, OpenSSL
#   postgres  PostgreSQL
#   contract  Schemathesis, in a Python environment of its own, and OpenSSL
#   tls    testssl.sh, and OpenSSL
#   swift  what swift_toolchain.sh needs to install Swift; it is told when Swift is needed
#   ios    the C compiler that ios_check.sh needs, in a Python environment of its own
#   bench  valgrind
#   fuzz   cargo-fuzz
#   browser  Chromium, Japanese type, Node.js, and what drives Chromium from it, in tests/browser/node_modules
# Without a group: base; the commands of the Makefile set up the rest when they need it. `--dry-run` only says what is missing and exits 1 if anything is.
#
# Packages come from apt-get (through sudo when not root). Cargo and Python tools go to ${KYOTAKU_CACHE:-~/.cache/kyotaku}.
# Rust itself is never installed by this script.
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"
help_if_asked "$@"

packages_of() {
    local enclosure
    case $1 in
        base) echo build-essential pkg-config libpcsclite-dev python3 git ;;
        lint) echo shellcheck ;;
        peers) echo opensc pcscd vsmartcard-vpcd openssl ;;
        postgres) echo postgresql ;;
        contract) echo python3-venv openssl ;;
        tls) echo testssl.sh openssl ;;
        swift)
            echo debootstrap debian-archive-keyring gpgv
            # Where nothing can be mounted, as in most containers.
            choose_enclosure --mount || echo proot
            ;;
        ios) echo python3-venv ;;
        bench) echo valgrind ;;
        browser) echo chromium fonts-noto-cjk nodejs npm ;;
        test | fuzz) ;;
        *) die "unknown group '$1'; --help lists them" ;;
    esac
}

tools_of() {
    case $1 in
        test) echo nextest ;;
        lint) echo deny ;;
        fuzz) echo fuzz ;;
    esac
}

# The directory under tests/ whose requirements.txt names the Python tools of a group.
python_of() {
    case $1 in
        contract) echo contract ;;
        ios) echo ios ;;
    esac
}

# The directory under tests/ whose package-lock.json names the Node packages of a group.
node_of() {
    case $1 in
        browser) echo browser ;;
    esac
}

# Whether the Node packages of a directory are exactly those that are locked.
node_present() {
    cmp -s "tests/$1/package-lock.json" "tests/$1/node_modules/installed.json"
}

# Whether a Python environment holds exactly what is required of it.
python_present() {
    cmp -s "tests/$1/requirements.txt" "$cache/python/$1/requirements.txt"
}

commands_exist() {
    local name
    for name in "$@"; do
        command -v "$name" >/dev/null || [[ -x /usr/sbin/$name ]] || return 1
    done
}

# Asks for the thing itself and not for the package, so that other distributions pass too.
present() {
    # macOS has PC/SC without a package.
    [[ $1 == libpcsclite-dev || $1 == pkg-config ]] && [[ $(uname) == Darwin ]] && return
    case $1 in
        build-essential) commands_exist cc c++ make ;;
        pkg-config) commands_exist pkg-config ;;
        libpcsclite-dev) commands_exist pkg-config && pkg-config --exists libpcsclite ;;
        python3 | git | shellcheck | pcscd | openssl | debootstrap | gpgv | proot | valgrind) commands_exist "$1" ;;
        opensc) commands_exist opensc-tool pkcs11-tool pkcs15-tool ;;
        chromium) commands_exist chromium || commands_exist chromium-browser || commands_exist google-chrome ;;
        fonts-noto-cjk) [[ -n $(fc-list :lang=ja 2>/dev/null) ]] ;;
        nodejs) commands_exist node ;;
        npm) commands_exist npm ;;
        postgresql) postgres_programs >/dev/null ;;
        python3-venv) python3 -c 'import ensurepip, venv' 2>/dev/null ;;
        testssl.sh) commands_exist testssl || commands_exist testssl.sh ;;
        debian-archive-keyring) [[ -e /usr/share/keyrings/debian-archive-keyring.gpg ]] ;;
        vsmartcard-vpcd) compgen -G '/etc/reader.conf.d/*vpcd*' >/dev/null ;;
        *) die "no test for package '$1'" ;;
    esac
}

require_rust() {
    if ! command -v cargo >/dev/null; then
        say 'cargo is not on PATH. Install Rust with rustup (https://rustup.rs), open a new shell, run this again:' >&2
        die "  curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh"
    fi
}

install_packages() {
    local as_root=()
    if ! command -v apt-get >/dev/null; then
        die "missing: $* (names of Debian packages; install their equivalents and run this again)"
    fi
    if [[ $(id -u) -ne 0 ]]; then
        as_root=(sudo)
        # Without a terminal nobody can type a password: fail at once instead of waiting.
        [[ -t 0 ]] || as_root=(sudo -n)
        if ! command -v sudo >/dev/null || { [[ ! -t 0 ]] && ! sudo -n true 2>/dev/null; }; then
            die "missing: $*. As root: apt-get update && apt-get install -y --no-install-recommends $*"
        fi
    fi
    say "installing packages: $*"
    "${as_root[@]}" apt-get -qq -o DPkg::Lock::Timeout=300 update
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 \
        install -y --no-install-recommends "$@" >/dev/null
}

# The version that is installed when none is there; one that is there is taken as it is.
version_of() {
    case $1 in
        nextest) echo '^0.9' ;;
        deny) echo '^0.20' ;;
        fuzz) echo '^0.13' ;;
    esac
}

install_tool() {
    local version started=$SECONDS
    version=$(version_of "$1")
    say "installing cargo-$1 $version into $cache (once, a few minutes)"
    # From a neutral directory: a toolchain file or lock file of this repository must not take part.
    (cd / && cargo install --quiet --locked --root "$cache" --version "$version" "cargo-$1")
    say "cargo-$1 ready after $((SECONDS - started)) s"
}

install_python() {
    local environment=$cache/python/$1 started=$SECONDS
    say "installing the Python tools of $1 into $environment"
    rm -rf "$environment"
    python3 -m venv "$environment"
    "$environment/bin/pip" install --quiet --disable-pip-version-check --requirement "tests/$1/requirements.txt"
    # Last, so that an installation that was cut is made again.
    cp "tests/$1/requirements.txt" "$environment/requirements.txt"
    say "the Python tools of $1 are ready after $((SECONDS - started)) s"
}

install_node() {
    local started=$SECONDS
    say "installing the Node packages of tests/$1"
    npm --prefix "tests/$1" ci --silent --no-audit --no-fund
    # Last, so that an installation that was cut is made again.
    cp "tests/$1/package-lock.json" "tests/$1/node_modules/installed.json"
    say "the Node packages of tests/$1 are ready after $((SECONDS - started)) s"
}

main() {
    local dry_run=false argument group package tool i
    local groups=() missing_packages=() missing_tools=() missing_python=() missing_node=()
    for argument in "$@"; do
        case $argument in
            --dry-run) dry_run=true ;;
            *) groups+=("$argument") ;;
        esac
    done
    [[ ${#groups[@]} -gt 0 ]] || groups=(base)

    for group in "${groups[@]}"; do
        # Validates the name here: a `die` inside the substitution below would only end its subshell.
        packages_of "$group" >/dev/null
        for package in $(packages_of "$group"); do
            present "$package" || missing_packages+=("$package")
        done
        for tool in $(tools_of "$group"); do
            commands_exist "cargo-$tool" || missing_tools+=("$tool")
        done
        for tool in $(python_of "$group"); do
            python_present "$tool" || missing_python+=("$tool")
        done
        for tool in $(node_of "$group"); do
            node_present "$tool" || missing_node+=("$tool")
        done
    done

    if $dry_run; then
        say "missing packages: ${missing_packages[*]:-none}; missing cargo tools: ${missing_tools[*]:-none};" \
            "missing Python tools: ${missing_python[*]:-none}; missing Node packages: ${missing_node[*]:-none}"
        [[ ${#missing_packages[@]} -eq 0 && ${#missing_tools[@]} -eq 0 && ${#missing_python[@]} -eq 0 &&
            ${#missing_node[@]} -eq 0 ]]
        return
    fi

    [[ ${#missing_packages[@]} -eq 0 ]] || install_packages "${missing_packages[@]}"
    require_rust
    # The index form, because older shells call an empty array unset.
    for ((i = 0; i < ${#missing_tools[@]}; i++)); do
        install_tool "${missing_tools[i]}"
    done
    for ((i = 0; i < ${#missing_python[@]}; i++)); do
        install_python "${missing_python[i]}"
    done
    for ((i = 0; i < ${#missing_node[@]}; i++)); do
        install_node "${missing_node[i]}"
    done
    say "${groups[*]}: everything is present (${SECONDS} s)"
}

main "$@"
