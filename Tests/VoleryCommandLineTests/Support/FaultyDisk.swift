import Foundation
import Testing

/// The library that fails in the place of the system where a program writes journals; see `Tests/FaultyDisk`.
///
/// It is loaded before the program, so it has to be a library of its own. It is made here rather than by the package,
/// whose users would be offered it; the compiler is the one that makes the package's own C.
enum FaultyDisk {
    private static let made = Result { try make() }

    /// The library, made once.
    static func library() throws -> URL { try made.get() }

    private static func make() throws -> URL {
        let source = URL(filePath: #filePath).appending(path: "../../../FaultyDisk").standardized
        let library = Program.built.appending(path: "libFaultyDisk-\(getpid()).so")
        let compiler = Process()
        compiler.executableURL = URL(filePath: "/usr/bin/env")
        compiler.arguments = [
            "clang", "-shared", "-fPIC", "-O1", "-I", source.appending(path: "include").path,
            source.appending(path: "FaultyDisk.c").path, "-o", library.path,
        ]
        try compiler.run()
        compiler.waitUntilExit()
        try #require(compiler.terminationStatus == 0, "clang, which comes with Swift, is needed to make the library")
        let place = Program.built.appending(path: "libFaultyDisk.so")
        try #require(rename(library.path, place.path) == 0)
        return place
    }
}
