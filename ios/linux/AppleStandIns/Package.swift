// swift-tools-version: 6.0

// Modules with the names of Apple's frameworks, holding the part of them that the app uses, so that
// every line of the app compiles and runs on Linux. No part of the app that ships depends on this
// package outside `#if os(Linux)` in a manifest.

import PackageDescription

let strict: [SwiftSetting] = [.unsafeFlags(["-warnings-as-errors"])]

let package = Package(
    name: "AppleStandIns",
    products: [
        .library(name: "AVFoundation", targets: ["AVFoundation"]),
        .library(name: "Accessibility", targets: ["Accessibility"]),
        .library(name: "CoreNFC", targets: ["CoreNFC"]),
        .library(name: "CryptoKit", targets: ["CryptoKit"]),
        .library(name: "LocalAuthentication", targets: ["LocalAuthentication"]),
        .library(name: "Network", targets: ["Network"]),
        .library(name: "Security", targets: ["Security"]),
        .library(name: "StandInPhone", targets: ["StandInPhone"]),
        .library(name: "StandInTime", targets: ["StandInTime"]),
        .library(name: "SwiftUI", targets: ["SwiftUI"]),
        .library(name: "UIKit", targets: ["UIKit"]),
        .library(name: "VisionKit", targets: ["VisionKit"]),
        .library(name: "os", targets: ["os"]),
    ],
    targets: [
        .target(name: "AVFoundation", swiftSettings: strict),
        .target(name: "Accessibility", swiftSettings: strict),
        .target(
            name: "CoreNFC",
            dependencies: ["CoreNFCErrorCodes", "StandInTime"],
            swiftSettings: strict
        ),
        .target(name: "CoreNFCErrorCodes"),
        .target(
            name: "CryptoKit",
            dependencies: ["LocalAuthentication", "Security", "StandInPhone"],
            swiftSettings: strict
        ),
        .target(
            name: "LocalAuthentication",
            dependencies: ["StandInPhone"],
            swiftSettings: strict
        ),
        .target(name: "Network", swiftSettings: strict),
        .target(name: "Security", dependencies: ["StandInPhone"], swiftSettings: strict),
        .target(name: "StandInPhone", swiftSettings: strict),
        .target(name: "StandInTime", swiftSettings: strict),
        .target(name: "SwiftUI", dependencies: ["UIKit"], swiftSettings: strict),
        .target(name: "UIKit", swiftSettings: strict),
        .target(name: "VisionKit", dependencies: ["AVFoundation", "UIKit"], swiftSettings: strict),
        .target(name: "os", swiftSettings: strict),
        .testTarget(
            name: "CoreNFCTests",
            dependencies: ["CoreNFC", "StandInTime"],
            swiftSettings: strict
        ),
        .testTarget(name: "NetworkTests", dependencies: ["Network"], swiftSettings: strict),
        .testTarget(
            name: "StandInPhoneTests",
            dependencies: ["CryptoKit", "LocalAuthentication", "Security", "StandInPhone", "os"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "StandInTimeTests",
            dependencies: ["StandInTime"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "SwiftUITests",
            dependencies: ["AVFoundation", "Accessibility", "SwiftUI", "UIKit", "VisionKit"],
            swiftSettings: strict
        ),
    ],
    swiftLanguageModes: [.v6]
)
