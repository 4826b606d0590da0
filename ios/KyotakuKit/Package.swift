// swift-tools-version: 6.0

import PackageDescription

let package = Package(
    name: "KyotakuKit",
    defaultLocalization: "ja",
    platforms: [.iOS(.v17), .macOS(.v14)],
    products: [
        .library(name: "KyotakuModels", targets: ["KyotakuModels"]),
        .library(name: "KyotakuText", targets: ["KyotakuText"]),
    ],
    dependencies: [
        // The package takes its name from its directory.
        .package(path: "../../bindings/swift")
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
        .target(
            name: "KyotakuModels",
            dependencies: ["KyotakuText", .product(name: "KyotakuCore", package: "swift")]
        ),
        .testTarget(name: "KyotakuTextTests", dependencies: ["KyotakuText"]),
        .testTarget(
            name: "KyotakuModelsTests",
            dependencies: [
                "KyotakuModels", .product(name: "KyotakuTesting", package: "swift"),
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)
