#!/usr/bin/env bash
# run_simulator.sh: the app in the iPhone simulator of this Mac, with a server of the reference world and emulated cards
# for it, until Ctrl-C. Needs what `make xcframework` and `make app` need. Prints addresses, log-ins and an activation
# code; KYOTAKU_LISTEN says where the server listens (127.0.0.1:8443), KYOTAKU_SIMULATOR which iPhone it is (iPhone 16).
#
# The simulator has no NFC reader: the app carries the card's commands to a program on this Mac instead, and a page in a
# browser says which card lies on the phone.
set -euo pipefail
# shellcheck source=../../tests/scripts/lib.sh
source "$(dirname "$0")/../../tests/scripts/lib.sh"
help_if_asked "$@"

export KYOTAKU_LISTEN=${KYOTAKU_LISTEN:-127.0.0.1:8443}
readonly device=${KYOTAKU_SIMULATOR:-iPhone 16}
readonly programs=${CARGO_TARGET_DIR:-$root/target}/debug
readonly run=$root/.run
cards='' server=''

# Ends what this has started.
end() {
    local pid
    for pid in $server $cards; do
        kill -TERM "$pid" 2>/dev/null || true
    done
    wait
}

# The server is there when its new log says so.
start_server() {
    mkdir -p "$run"
    : >"$run/server.log"
    tests/scripts/run_server.sh &
    server=$!
    until grep -q listening "$run/server.log"; do
        kill -0 "$server" 2>/dev/null || die 'the server did not start'
        sleep 0.2
    done
}

# The page says which card lies on the phone; the app finds the cards at their usual port.
start_cards() {
    "$programs/kyotaku-preview" --app "$programs/kyotaku-cardsim" -- relay &
    cards=$!
}

issue_code() {
    say 'an activation code, as it is typed and as it is scanned:'
    export KYOTAKU_WORLD=$run/world KYOTAKU_DATABASE="sqlite://$run/kyotaku.sqlite"
    "$programs/kyotaku-server" admin code issue --institution 9919999012 --as kanri01 2>"$run/code.log" ||
        die "no code was issued; see $run/code.log"
}

launch_app() {
    local app identifier
    app=$(find target/xcode/Build/Products/Debug-iphonesimulator -maxdepth 1 -name '*.app' | head -n 1)
    [[ -n $app ]] || die 'the build has made no app'
    identifier=$(plutil -extract CFBundleIdentifier raw -o - "$app/Info.plist")
    # Phones without NFC are refused the app, and this is one. It may be gone already, where nothing was built anew.
    plutil -remove UIRequiredDeviceCapabilities "$app/Info.plist" >/dev/null 2>&1 || true
    # It may be running already.
    xcrun simctl boot "$device" 2>/dev/null || true
    open -a Simulator
    xcrun simctl bootstatus "$device" -b
    xcrun simctl install "$device" "$app"
    xcrun simctl launch --terminate-running-process "$device" "$identifier"
}

[[ $(uname) == Darwin ]] || die 'this needs a Mac; on Linux, make run shows the app in a browser'
[[ -d bindings/swift/KyotakuCore.xcframework ]] || bindings/scripts/xcframework.sh
cargo build --quiet -p kyotaku-cardsim -p kyotaku-preview
ios/scripts/reference_world.sh "https://localhost:${KYOTAKU_LISTEN##*:}"
ios/scripts/build_app.sh

trap end EXIT
trap 'exit 0' INT TERM
start_server
start_cards
launch_app
issue_code
say 'the page with the cards is the http address above; Ctrl-C ends all but the simulator'
wait "$server"
