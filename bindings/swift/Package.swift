// swift-tools-version: 6.0

import Foundation
import PackageDescription

/// What `make xcframework` makes, beside this file.
let framework = "KyotakuCore.xcframework"

/// Whether the library is the one for iPhones. A target has one kind on all platforms, so it is so wherever
/// the framework is; KYOTAKU_LIBRARIES asks for the library of this machine all the same, to test on a Mac.
let isForPhones =
    Context.environment["KYOTAKU_LIBRARIES"] == nil
    && FileManager.default.fileExists(atPath: "\(Context.packageDirectory)/\(framework)")

// The phone's behaviour for Swift. On Linux and macOS the Rust libraries are those that cargo has built
// for this machine; for iOS the phone's library is in the XCFramework that `make xcframework` makes.
let package = Package(
    name: "KyotakuCore",
    platforms: [.iOS(.v17), .macOS(.v14)],
    products: [
        .library(name: "KyotakuCore", targets: ["KyotakuCore"]),
        .library(name: "KyotakuTesting", targets: ["KyotakuTesting"]),
    ],
    targets: [
        isForPhones
            ? .binaryTarget(name: "KyotakuCoreFFI", path: framework)
            : .systemLibrary(name: "KyotakuCoreFFI"),
        // Generated; it compiles in the language mode that UniFFI supports.
        .target(
            name: "KyotakuCore",
            dependencies: ["KyotakuCoreFFI"],
            swiftSettings: [.swiftLanguageMode(.v5)],
            linkerSettings: isForPhones ? [] : linking("kyotaku_ffi")
        ),
        .systemLibrary(name: "KyotakuTestingFFI"),
        .target(
            name: "KyotakuTesting",
            dependencies: ["KyotakuCore", "KyotakuTestingFFI"],
            linkerSettings: linking("kyotaku_testing")
        ),
        .testTarget(name: "KyotakuCoreTests", dependencies: ["KyotakuCore", "KyotakuTesting"]),
        .testTarget(name: "KyotakuTestingTests", dependencies: ["KyotakuCore", "KyotakuTesting"]),
    ]
)

/// How a Rust library is found when tests are linked and when they run: in the directory that
/// KYOTAKU_LIBRARIES names, or where cargo puts debug builds of this repository.
func linking(_ library: String) -> [LinkerSetting] {
    let built = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../target/debug").standardized.path
    let named = Context.environment["KYOTAKU_LIBRARIES"] ?? ""
    let directory = named.isEmpty ? built : named
    return [
        .linkedLibrary(library),
        .unsafeFlags(
            ["-L\(directory)", "-Xlinker", "-rpath", "-Xlinker", directory],
            .when(platforms: [.linux, .macOS])
        ),
        // Debian's libswiftObservation lacks a symbol that nothing here calls.
        .unsafeFlags(["-Xlinker", "--allow-shlib-undefined"], .when(platforms: [.linux])),
    ]
}
