#!/usr/bin/env bash
# build_app.sh: builds the app for the iPhone simulator, unsigned. Needs a Mac with Xcode and XcodeGen, and the
# library that `make xcframework` builds.
#
# ios/project.yml is the project; the .xcodeproj is generated from it and not committed.
set -euo pipefail
# shellcheck source=../../tests/scripts/lib.sh
source "$(dirname "$0")/../../tests/scripts/lib.sh"
help_if_asked "$@"

for name in xcodebuild xcodegen; do
    command -v "$name" >/dev/null || die "$name is missing: Xcode comes from the App Store, XcodeGen by: brew install xcodegen"
done
cd ios
xcodegen generate --quiet
project=$(compgen -G '*.xcodeproj') || die 'ios/project.yml has made no project'
xcodebuild -quiet -project "$project" -scheme "${project%.xcodeproj}" -configuration Debug \
    -destination 'generic/platform=iOS Simulator' -derivedDataPath "$root/target/xcode" CODE_SIGNING_ALLOWED=NO build
say 'the app is in target/xcode/Build/Products'
