// swift-tools-version: 6.0

import PackageDescription

let package = Package(
    name: "KyotakuKit",
    defaultLocalization: "ja",
    platforms: [.iOS(.v17), .macOS(.v14)],
    products: [
        .library(name: "KyotakuText", targets: ["KyotakuText"])
    ],
    targets: [
        .target(
            name: "KyotakuText",
            resources: [
                // Copied, not compiled: the language of a screen is chosen in the app, so we read
                // the catalogues ourselves, in the same way on every platform.
                .copy("Resources/Localizable.xcstrings"),
                .copy("Resources/Plain.xcstrings"),
            ]
        ),
        .testTarget(name: "KyotakuTextTests", dependencies: ["KyotakuText"]),
    ],
    swiftLanguageModes: [.v6]
)
