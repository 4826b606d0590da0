#!/usr/bin/env bash
# swift_format.sh [--check | --if-installed]: formats the Swift code that is written by hand, as .swift-format says.
#
# With --check it changes nothing, and lints as well; with --if-installed it does nothing where there is no Swift,
# instead of installing one. Exit status 77: this machine cannot run it; the last line says why.
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"
# shellcheck source=swift_lib.sh
source "$(dirname "$self")/swift_lib.sh"
help_if_asked "$@"

main() {
    local file files=() mode=(--in-place)
    case ${1:-} in
        --check) mode=(lint --strict) ;;
        --if-installed)
            if ! swift_on_path && ! swift_root_complete; then
                say 'Swift is not installed, so its code stays as it is (make swift-toolchain)'
                return
            fi
            ;;
        '') ;;
        *) die "unknown argument '$1'; --help tells more" ;;
    esac
    # Also what is new; and not what a generator has written.
    while IFS= read -r -d '' file; do
        # Deleted, and git has not been told.
        [[ ! -f $file ]] || files+=("$file")
    done < <(git -c safe.directory="$root" ls-files -z --cached --others --exclude-standard -- '*.swift' \
        ':!bindings/swift/Sources/*/kyotaku_*.swift')
    [[ ${#files[@]} -gt 0 ]] || return 0
    tests/scripts/swift.sh swift format "${mode[@]}" --parallel "${files[@]}"
}

main "$@"
