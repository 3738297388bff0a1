// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "volery-benchmarks",
    dependencies: [.package(name: "volery", path: "..")],
    targets: [
        .systemLibrary(name: "CCurlFloor", pkgConfig: "libcurl"),
        .target(name: "CurlFloor", dependencies: ["CCurlFloor"]),
        .executableTarget(
            name: "volery-bench",
            dependencies: ["CurlFloor", .product(name: "Volery", package: "volery")],
            path: "Sources/VoleryBench",
            swiftSettings: [.swiftLanguageMode(.v6)]
        ),
    ]
)
