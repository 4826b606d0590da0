// swift-tools-version: 6.0

import PackageDescription

#if os(Linux)
    // Apple's frameworks have stand-ins there.
    let standIns: [Package.Dependency] = [.package(path: "../linux/AppleStandIns")]

    func framework(_ names: String...) -> [Target.Dependency] {
        names.map { .product(name: $0, package: "AppleStandIns") }
    }
#else
    let standIns: [Package.Dependency] = []

    func framework(_ names: String...) -> [Target.Dependency] {
        []
    }
#endif

let package = Package(
    name: "KyotakuKit",
    defaultLocalization: "ja",
    platforms: [.iOS(.v17), .macOS(.v14)],
    products: [
        .library(name: "KyotakuModels", targets: ["KyotakuModels"]),
        .library(name: "KyotakuNFC", targets: ["KyotakuNFC"]),
        .library(name: "KyotakuScreens", targets: ["KyotakuScreens"]),
        .library(name: "KyotakuText", targets: ["KyotakuText"]),
        .library(name: "KyotakuVault", targets: ["KyotakuVault"]),
    ],
    dependencies: [
        // The package takes its name from its directory.
        .package(path: "../../bindings/swift")
    ] + standIns,
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
        .target(
            name: "KyotakuNFC",
            dependencies: ["KyotakuModels"] + framework("CoreNFC")
        ),
        .target(
            name: "KyotakuScreens",
            dependencies: [
                "KyotakuModels", "KyotakuText", .product(name: "KyotakuCore", package: "swift"),
            ] + framework("AVFoundation", "Accessibility", "SwiftUI", "UIKit", "VisionKit"),
            resources: [.copy("Resources/Licences.json")]
        ),
        .target(
            name: "KyotakuVault",
            dependencies: [
                "KyotakuModels", .product(name: "KyotakuCore", package: "swift"),
            ] + framework("CryptoKit", "LocalAuthentication", "Security", "os")
        ),
        // What the virtual phone of several tests is made of.
        .target(
            name: "KyotakuKitTesting",
            dependencies: [.product(name: "KyotakuTesting", package: "swift")]
                + framework("CoreNFC", "StandInPhone"),
            path: "Tests/KyotakuKitTesting"
        ),
        .testTarget(
            name: "KyotakuDayTests",
            dependencies: [
                "KyotakuKitTesting", "KyotakuModels", "KyotakuNFC", "KyotakuScreens",
                "KyotakuText", "KyotakuVault",
                .product(name: "KyotakuCore", package: "swift"),
                .product(name: "KyotakuTesting", package: "swift"),
            ] + framework("CoreNFC", "StandInPhone", "StandInTime", "SwiftUI")
        ),
        .testTarget(name: "KyotakuTextTests", dependencies: ["KyotakuText"]),
        // What stands in the place of core and phone in tests of models and screens.
        .target(
            name: "KyotakuModelsTesting",
            dependencies: [
                "KyotakuModels", .product(name: "KyotakuTesting", package: "swift"),
            ],
            path: "Tests/KyotakuModelsTesting"
        ),
        .testTarget(
            name: "KyotakuModelsTests",
            dependencies: [
                "KyotakuModels", "KyotakuModelsTesting",
                .product(name: "KyotakuTesting", package: "swift"),
            ]
        ),
        .testTarget(
            name: "KyotakuScreensTests",
            dependencies: [
                "KyotakuModels", "KyotakuModelsTesting", "KyotakuScreens", "KyotakuText",
                .product(name: "KyotakuCore", package: "swift"),
                .product(name: "KyotakuTesting", package: "swift"),
            ] + framework("AVFoundation", "Accessibility", "SwiftUI", "UIKit", "VisionKit")
        ),
        .testTarget(
            name: "KyotakuNFCTests",
            dependencies: [
                "KyotakuKitTesting", "KyotakuNFC",
                .product(name: "KyotakuTesting", package: "swift"),
            ] + framework("CoreNFC", "StandInTime")
        ),
        .testTarget(
            name: "KyotakuVaultTests",
            dependencies: [
                "KyotakuKitTesting", "KyotakuVault",
                .product(name: "KyotakuCore", package: "swift"),
                .product(name: "KyotakuTesting", package: "swift"),
            ] + framework("CryptoKit", "LocalAuthentication", "Security", "StandInPhone", "os")
        ),
    ],
    swiftLanguageModes: [.v6]
)

#if os(Linux)
    // The app itself, which on a Mac is a target of ios/project.yml. Its directories are elsewhere, so
    // they are linked here.
    package.targets += [
        .target(
            name: "Kyotaku",
            dependencies: [
                "KyotakuModels", "KyotakuNFC", "KyotakuScreens", "KyotakuText", "KyotakuVault",
                .product(name: "KyotakuCore", package: "swift"),
            ] + framework("CryptoKit", "Network", "SwiftUI", "UIKit", "os"),
            exclude: [
                "Info.plist", "InfoPlist.xcstrings", "Kyotaku.entitlements",
                "PrivacyInfo.xcprivacy",
            ],
            // The program that it is part of here, the preview, has a beginning of its own.
            swiftSettings: [
                .unsafeFlags(["-Xfrontend", "-entry-point-function-name", "-Xfrontend", "kyotaku"])
            ]
        ),
        // The app on a phone that is not there, drawn by ios/linux/preview/host.
        .executableTarget(
            name: "KyotakuPreview",
            dependencies: [
                "Kyotaku", "KyotakuKitTesting", "KyotakuModels", "KyotakuScreens",
                .product(name: "KyotakuCore", package: "swift"),
                .product(name: "KyotakuTesting", package: "swift"),
            ]
                + framework(
                    "Accessibility",
                    "CoreNFC",
                    "Network",
                    "StandInPhone",
                    "StandInTime",
                    "SwiftUI"
                )
        ),
        .testTarget(name: "KyotakuTests", dependencies: ["Kyotaku"]),
        .testTarget(
            name: "KyotakuAssemblyTests",
            dependencies: [
                "Kyotaku", "KyotakuKitTesting", "KyotakuModels", "KyotakuText",
                .product(name: "KyotakuCore", package: "swift"),
                .product(name: "KyotakuTesting", package: "swift"),
            ] + framework("Network", "StandInPhone", "UIKit", "os")
        ),
    ]
#endif
