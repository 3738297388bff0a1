// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "volery-benchmarks",
    dependencies: [.package(name: "volery", path: "..")],
    targets: [
        .systemLibrary(name: "CCurlFloor", pkgConfig: "libcurl"),
        .systemLibrary(name: "CSQLiteFloor", pkgConfig: "sqlite3"),
        .target(name: "CurlFloor", dependencies: ["CCurlFloor"]),
        .executableTarget(
            name: "volery-bench",
            dependencies: [
                "CSQLiteFloor",
                "CurlFloor",
                .product(name: "Volery", package: "volery"),
                .product(name: "VoleryCEL", package: "volery"),
            ],
            path: "Sources/VoleryBench",
            swiftSettings: [.swiftLanguageMode(.v6)]
        ),
    ]
)
