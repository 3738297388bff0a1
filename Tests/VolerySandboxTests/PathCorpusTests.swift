import FoundationEssentials
import Glibc
import Testing

@testable import VolerySandbox

@Suite("Where hostile paths lead")
struct PathCorpusTests {
    struct Cases: Decodable {
        struct Fixture: Decodable {
            var files: [String: String]
            var base64_files: [String: String]
            var sparse: [String: Int]
            var symlinks: [String: String]
            var hardlinks: [String: String]
            var fifos: [String]
            var sockets: [String]
            var devices: [String: [UInt32]]
            var dirs: [String]
        }

        struct Case: Decodable {
            var id: String
            var op: String
            var path: String
            var expect: String
            var content: String?
            var names: [String]?
            var reason: String?
            var either: Bool?
            var needs: String?
            var times: Int?
            var max_rss_growth_mb: Int?
        }

        var fixture: Fixture
        var cases: [Case]
    }

    @Test(
        "every case of the corpus ends as it should",
        .enabled(if: Corpus.isThere("paths"), "the corpus is not there")
    )
    func corpus() throws {
        let corpus = try Corpus.load("paths", as: Cases.self)
        var failures: [String] = []
        var skipped = 0
        for test in corpus.cases {
            let tree = try HostileTree(corpus.fixture)
            if test.needs == "devices" && !tree.hasDevices {
                skipped += 1
                continue
            }
            if let fault = try tree.fault(in: test) {
                failures.append("\(test.id) \(test.path.debugDescription): \(fault)")
            }
        }
        if skipped > 0 { print("corpus paths: \(skipped) cases left out, as only root makes device files") }
        Corpus.report("paths", of: corpus.cases.count - skipped, failures: failures)
        #expect(failures.isEmpty)
    }
}

/// The folder tree of the corpus: a root, and what must not be reached from it.
private struct HostileTree {
    let folder: TemporaryFolder
    let root: FileRoot
    let hasDevices: Bool

    init(_ fixture: PathCorpusTests.Cases.Fixture) throws {
        folder = try TemporaryFolder()
        let names = Array(fixture.files.keys) + Array(fixture.base64_files.keys) + Array(fixture.sparse.keys)
        for name in names { try Self.makeFolders(above: name, in: folder) }
        for name in fixture.dirs { try Self.makeFolders(above: name + "/x", in: folder) }
        for (name, text) in fixture.files { try folder.write(text.utf8, to: name) }
        for (name, text) in fixture.base64_files { try folder.write(Data(base64Encoded: text) ?? Data(), to: name) }
        let path = folder.path
        for (name, size) in fixture.sparse {
            try folder.write([], to: name)
            truncate(path + "/" + name, size)
        }
        for (name, target) in fixture.symlinks { symlink(target, path + "/" + name) }
        for (name, target) in fixture.hardlinks { link(path + "/" + target, path + "/" + name) }
        for name in fixture.fifos { mkfifo(path + "/" + name, 0o644) }
        for name in fixture.sockets { mknod(path + "/" + name, S_IFSOCK | 0o644, 0) }
        hasDevices = fixture.devices.allSatisfy { name, numbers in
            mknod(path + "/" + name, S_IFCHR | 0o644, dev_t(numbers[0] << 8 | numbers[1])) == 0
        }
        root = try FileRoot(path + "/ROOT")
    }

    private static func makeFolders(above name: String, in folder: TemporaryFolder) throws {
        let parts = name.split(separator: "/").dropLast()
        for count in parts.indices {
            let part = parts[...count].joined(separator: "/")
            if !folder.exists(part) { _ = try folder.make(part) }
        }
    }

    /// What is wrong with how a case ends, if anything.
    func fault(in test: PathCorpusTests.Cases.Case) throws -> String? {
        let outside = snapshot
        let start = ContinuousClock.now
        let fault =
            switch test.op {
            case "read": read(test)
            case "write": write(test)
            case "list": list(test)
            default: race(test)
            }
        if let fault { return fault }
        if snapshot != outside { return "something outside has changed" }
        return test.op != "race" && .now - start > .seconds(1) ? "took \(ContinuousClock.now - start)" : nil
    }

    private func filled(_ path: String) -> String {
        path.replacing("VROOT", with: Sandbox.workspace).replacing("ABS_OUT", with: folder.path + "/OUT")
    }

    private func read(_ test: PathCorpusTests.Cases.Case) -> String? {
        let path = filled(test.path)
        do throws(FileRootError) {
            let bytes = try root.read(path)
            if test.expect == "deny" { return "read \(bytes.count) bytes" }
            if let content = test.content, Array(content.utf8) != bytes { return "read other bytes" }
            return nil
        } catch {
            return judge(error, test, path)
        }
    }

    private func write(_ test: PathCorpusTests.Cases.Case) -> String? {
        let path = filled(test.path)
        do throws(FileRootError) {
            try root.write(Array("NEW".utf8), to: path)
            if test.expect == "deny" { return "written" }
            return folder.read("ROOT/" + path) == "NEW" ? nil : "holds \(folder.read("ROOT/" + path) ?? "nothing")"
        } catch {
            return test.expect.hasSuffix("or-deny") || test.expect.hasPrefix("deny-or") ? nil : judge(error, test, path)
        }
    }

    private func list(_ test: PathCorpusTests.Cases.Case) -> String? {
        let path = filled(test.path)
        do throws(FileRootError) {
            let names = try root.list(path).map(\.name)
            if test.expect == "deny" { return "listed \(names)" }
            if let expected = test.names, expected != names { return "listed \(names)" }
            return test.path != "." || names.contains("new\nline.txt") ? nil : "a name is missing"
        } catch {
            return judge(error, test, path)
        }
    }

    private func judge(_ error: FileRootError, _ test: PathCorpusTests.Cases.Case, _ path: String) -> String? {
        if test.expect == "allow" && test.either != true { return error.description }
        if error.path != path || error.description.contains("CANARY") { return "says \(error)" }
        switch test.reason {
        case "not-found": return error.code == .notFound ? nil : "is \(error.code)"
        case "is-directory": return error.code == .isFolder ? nil : "is \(error.code)"
        default: return nil
        }
    }

    private func race(_ test: PathCorpusTests.Cases.Case) -> String? {
        let path = folder.path + "/ROOT/"
        mkdir(path + "swap", 0o755)
        try? folder.write("INSIDE".utf8, to: "ROOT/swap/secret.txt")
        symlink("../OUT", path + "swapped")
        let swapping = Swapping(path + "swap", path + "swapped")
        defer { swapping.end() }
        var inside = 0
        for _ in 0..<(isLongRun ? 1_000_000 : test.times ?? 0) {
            guard let bytes = try? root.read(test.path) else { continue }
            guard bytes == Array("INSIDE".utf8) else { return "read what is outside" }
            inside += 1
        }
        print("path race: \(inside) reads inside, names swapped \(swapping.count) times")
        return inside > 0 && swapping.count > 0 ? nil : "there was no race"
    }

    private var snapshot: [String] {
        ["OUT", "ROOTX"].flatMap { name in
            names(in: folder.path + "/" + name).sorted().map { "\(name)/\($0): \(folder.read("\(name)/\($0)") ?? "")" }
        }
    }
}
