// swift-tools-version: 6.0

import PackageDescription

let package = Package(
    name: "SwiftBench",
    platforms: [.macOS(.v14)],
    dependencies: [.package(path: "../../../bindings/swift")],
    targets: [
        .executableTarget(
            name: "SwiftBench",
            dependencies: [
                .product(name: "KyotakuCore", package: "swift"),
                .product(name: "KyotakuTesting", package: "swift"),
            ]
        )
    ]
)
