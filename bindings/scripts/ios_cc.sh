#!/usr/bin/env bash
# ios_cc.sh ARGUMENT...: the C compiler for an iPhone on Linux, in the place of Apple's clang.
#
# Zig's, with the headers of Darwin that come with it. KYOTAKU_IOS_C names the target in its words and KYOTAKU_ZIG
# its directory. What asks for Apple's compiler, its SDK or a target in other words is left out.
set -euo pipefail

arguments=()
while [[ $# -gt 0 ]]; do
    case $1 in
        -arch | -isysroot | -target) shift ;;
        --target=* | -miphoneos-* | -mios-* | -mtargetos=*) ;;
        *) arguments+=("$1") ;;
    esac
    shift
done
# Zig would have undefined behaviour trap and add debug information, which is not what is shipped.
exec "$KYOTAKU_ZIG/zig" cc -target "$KYOTAKU_IOS_C" -isystem "$KYOTAKU_ZIG/lib/libc/include/any-darwin-any" \
    -fno-sanitize=all "${arguments[@]}" -g0
