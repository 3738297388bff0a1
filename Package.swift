// swift-tools-version: 6.2
import CompilerPluginSupport
import PackageDescription

/// Every target is held to the same rules; see "Settings" in CONTRIBUTING.md.
let strictness: [SwiftSetting] = Context.environment["VOLERY_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)]
let settings: [SwiftSetting] =
    [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ] + strictness

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .testTarget(
        name: name + "Tests",
        dependencies: [.byName(name: name)] + dependencies,
        exclude: exclude,
        swiftSettings: settings
    )
}

func collections(_ product: String) -> Target.Dependency {
    .product(name: product, package: "swift-collections")
}

let package = Package(
    name: "volery",
    products: [
        .library(name: "Volery", targets: ["Volery"]),
        .library(name: "VoleryCEL", targets: ["VoleryCEL"]),
        .library(name: "VoleryJournal", targets: ["VoleryJournal"]),
        .library(name: "VoleryMacros", targets: ["VoleryMacros"]),
        .library(name: "VoleryTestKit", targets: ["VoleryTestKit"]),
        .executable(name: "volery", targets: ["VoleryCommandLine"]),
    ],
    traits: [
        .trait(name: "SQLite", description: "Runs can be kept in a file, by SQLite."),
        .default(enabledTraits: ["SQLite"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/swiftlang/swift-syntax", from: "603.0.0"),
    ],
    targets: [
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "CRE2", linkerSettings: [.linkedLibrary("re2")]),
        .target(name: "CSandbox"),

        module(
            "VoleryCore",
            [
                "CRE2",
                collections("DequeModule"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        module("VoleryCEL", ["VoleryCore"]),
        module("VoleryYAML", ["CYAML", "VoleryCore"]),
        module("VoleryHTTP", ["CCurl", collections("DequeModule"), collections("HeapModule")]),
        module("VolerySandbox", ["CSandbox"]),
        module("VoleryWorkflow", ["VoleryCEL", "VoleryCore"]),
        module("VoleryWorkflowFile", ["VoleryCEL", "VoleryCore", "VoleryWorkflow", "VoleryYAML"]),
        module("VoleryModels", ["VoleryCEL", "VoleryCore", "VoleryHTTP", "VoleryWorkflow"]),
        module("VoleryTools", ["VoleryCEL", "VoleryCore", "VoleryHTTP", "VolerySandbox", "VoleryWorkflow"]),
        module(
            "VoleryRuntime",
            [
                "VoleryCEL", "VoleryCore", "VoleryWorkflow",
                .product(name: "Crypto", package: "swift-crypto"),
                collections("DequeModule"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        module(
            "VoleryJournal",
            [
                "CZlib", "VoleryCore", "VoleryRuntime",
                .product(name: "GRDB", package: "GRDB.swift", condition: .when(traits: ["SQLite"])),
            ]
        ),
        module(
            "Volery",
            [
                "VoleryCore", "VoleryHTTP", "VoleryJournal", "VoleryModels", "VoleryRuntime", "VolerySandbox",
                "VoleryTools", "VoleryWorkflow", "VoleryWorkflowFile",
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        // A product of its own, so that who writes schemas by hand does not build swift-syntax.
        module("VoleryMacros", ["VoleryCore", "VoleryMacrosPlugin"]),
        .macro(
            name: "VoleryMacrosPlugin",
            dependencies: [
                .product(name: "SwiftCompilerPlugin", package: "swift-syntax"),
                .product(name: "SwiftDiagnostics", package: "swift-syntax"),
                .product(name: "SwiftSyntax", package: "swift-syntax"),
                .product(name: "SwiftSyntaxBuilder", package: "swift-syntax"),
                .product(name: "SwiftSyntaxMacros", package: "swift-syntax"),
            ],
            swiftSettings: [.swiftLanguageMode(.v6)] + strictness
        ),
        module(
            "VoleryTestKit",
            [
                "VoleryCore", "VoleryModels", "VoleryRuntime", "VoleryWorkflow",
                .product(name: "Logging", package: "swift-log"),
            ]
        ),

        .executableTarget(
            name: "VoleryCommandLine",
            dependencies: [
                "Volery", "VoleryCore", "VoleryRuntime", "VoleryWorkflow", "VoleryWorkflowFile",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings
        ),

        .executableTarget(
            name: "CustomTool",
            dependencies: ["Volery", "VoleryMacros"],
            path: "Examples/CustomTool",
            exclude: ["count.yaml", "count.rehearsal.yaml"],
            swiftSettings: settings
        ),

        tests("VoleryCore"),
        module("Mutations"),
        tests("VoleryCEL", ["Mutations"]),
        tests("VoleryYAML", ["Mutations"]),
        module("LoopbackServer"),
        tests("VoleryHTTP", ["LoopbackServer"]),
        tests("VolerySandbox", ["CSandbox"]),
        tests(
            "VoleryTools",
            [
                "LoopbackServer", "VoleryCore", "VoleryHTTP", "VolerySandbox", "VoleryWorkflow",
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        tests("VoleryWorkflow", ["VoleryCEL", "VoleryCore"]),
        tests("VoleryWorkflowFile", ["Mutations", "VoleryCEL", "VoleryCore", "VoleryWorkflow", "VoleryYAML"]),
        tests("VoleryModels", ["LoopbackServer", "VoleryCore", "VoleryHTTP", "VoleryWorkflow"]),
        .target(name: "FaultyDisk", path: "Tests/FaultyDisk"),
        .executableTarget(
            name: "JournalProbe",
            dependencies: ["FaultyDisk", "VoleryCore", "VoleryJournal", "VoleryRuntime"],
            path: "Tests/JournalProbe",
            swiftSettings: settings
        ),
        tests(
            "VoleryJournal",
            [
                "JournalProbe", "VoleryCore", "VoleryRuntime", "VoleryTestKit",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]
        ),
        tests(
            "VoleryRuntime",
            [
                "Mutations", "VoleryCore", "VoleryTestKit", "VoleryWorkflow",
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        // Not on the plugin itself: whatever tests link to it would have the whole package built a second time for it.
        .testTarget(
            name: "VoleryMacrosTests",
            dependencies: ["Volery", "VoleryCore", "VoleryMacros", "VoleryTestKit"],
            swiftSettings: [.swiftLanguageMode(.v6)] + strictness
        ),
        tests("VoleryTestKit", ["VoleryCore"]),
        tests("Volery", ["LoopbackServer", "VoleryCEL"]),
        tests(
            "VoleryCommandLine",
            [
                "LoopbackServer", "Mutations", "Volery", "VoleryCore", "VoleryRuntime", "VoleryTestKit",
                "VoleryWorkflow",
            ],
            exclude: ["Recorded"]
        ),
    ],
    cxxLanguageStandard: .cxx17
)
