// swift-tools-version: 6.0

// Modules with the names of Apple's frameworks, holding the part of them that the app uses, so that
// every line of the app compiles and runs on Linux. No part of the app that ships depends on this
// package outside `#if os(Linux)` in a manifest.

import PackageDescription

let strict: [SwiftSetting] = [.unsafeFlags(["-warnings-as-errors"])]

let package = Package(
    name: "AppleStandIns",
    products: [
        .library(name: "StandInTime", targets: ["StandInTime"])
    ],
    targets: [
        .target(name: "StandInTime", swiftSettings: strict),
        .testTarget(
            name: "StandInTimeTests",
            dependencies: ["StandInTime"],
            swiftSettings: strict
        ),
    ],
    swiftLanguageModes: [.v6]
)
