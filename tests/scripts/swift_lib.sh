# shellcheck shell=bash disable=SC2154
# Shared by the scripts of the Swift toolchain; sourced after lib.sh, which sets `cache`, and never run.

# The oldest version that compiles our packages: language mode 6 and typed throws.
readonly swift_oldest=6

# What the toolchain is made of where the machine brings none. A change here makes a new one.
readonly swift_suite=trixie
readonly swift_packages=swiftlang,libc6-dev,libstdc++-14-dev,ca-certificates,git
# Counts the ways in which the packages have been put together.
readonly swift_recipe=1

# Why nothing can be run without both choose_enclosure and proot, and what helps.
# shellcheck disable=SC2034 # used by the scripts that source this
readonly no_enclosure='there are neither mount namespaces nor proot to run Swift in: run tests/scripts/setup.sh swift'

# Whether the machine has a Swift of its own that is new enough.
swift_on_path() {
    local version
    command -v swift >/dev/null || return 1
    version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\).*/\1/p')
    [[ ${version:-0} -ge $swift_oldest ]]
}

# Prints the directory in which our own toolchain is, or will be. Its name changes with the recipe.
swift_root() {
    local recipe="$swift_recipe $swift_suite $swift_packages"
    printf '%s/swift/%s-%s\n' "$cache" "$swift_suite" "$(printf '%s' "$recipe" | sha256sum | cut -c 1-8)"
}

# Whether our own toolchain is complete; the stamp is written last.
swift_root_complete() {
    [[ -f $(swift_root)/etc/kyotaku-recipe ]]
}
