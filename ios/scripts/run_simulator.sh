#!/usr/bin/env bash
# run_simulator.sh: the app in the iPhone simulator of this Mac, and a server of the reference world for it, until
# Ctrl-C. Needs what `make xcframework` and `make app` need.
#
# The simulator has no NFC reader, so everything can be tried but reading a card. With cards, the app runs on Linux in
# a browser (`make run` there), or on a phone.
set -euo pipefail
# shellcheck source=../../tests/scripts/lib.sh
source "$(dirname "$0")/../../tests/scripts/lib.sh"
help_if_asked "$@"

readonly listen=${KYOTAKU_LISTEN:-127.0.0.1:8443}
readonly device=${KYOTAKU_SIMULATOR:-iPhone 16}
[[ $(uname) == Darwin ]] || die 'this needs a Mac; on Linux, make run shows the app in a browser'
[[ -d bindings/swift/KyotakuCore.xcframework ]] || bindings/scripts/xcframework.sh
ios/scripts/reference_world.sh "https://localhost:${listen##*:}"
ios/scripts/build_app.sh
app=$(find target/xcode/Build/Products/Debug-iphonesimulator -maxdepth 1 -name '*.app' | head -n 1)
[[ -n $app ]] || die 'the build has made no app'
identifier=$(/usr/libexec/PlistBuddy -c 'Print :CFBundleIdentifier' "$app/Info.plist")
# It may be running already.
xcrun simctl boot "$device" 2>/dev/null || true
open -a Simulator
xcrun simctl bootstatus "$device" -b
xcrun simctl install "$device" "$app"
xcrun simctl launch "$device" "$identifier"
say 'the simulator has no NFC reader: cards are read on a phone, or in the preview on Linux'
exec tests/scripts/run_server.sh
