import Foundation
import Volery

/// `search_files` beside `grep -r`, over the same 100,000 files in the same run.
struct SearchBench {
    /// How many files there are.
    var files = 100_000
    /// How often each of both is run.
    var rounds = 5

    /// A rare word, a regular expression whose matches are rare, and one that begins in every line.
    private let patterns = ["needle", "need[a-z]+ [0-9]+ of", "^[a-z]+ .*needle"]

    func run() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "volery-search-\(getpid())").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try makeFiles(in: folder)
        let runtime = try Runtime(project: Project(folder: folder))
        for pattern in patterns {
            let workflow = Workflow(
                name: "search",
                steps: [
                    Step(
                        id: "search",
                        kind: .tool(
                            ToolStep(
                                grant: ToolGrant(tool: "search_files"),
                                with: [("pattern", .constant(.string(pattern)))]
                            )
                        )
                    )
                ]
            )
            var laps: [(ours: Double, grep: Double)] = []
            for _ in 0..<rounds {
                var (ours, theirs) = (0, 0)
                let search = try await Lap.measuring {
                    let hits = try await runtime.withRun(of: workflow) { try await $0.outputs() }
                    ours = hits["search"]?.arrayValue?.count ?? -1
                }
                let grep = await Lap.measuring { theirs = lines("cd \(folder) && grep -rnE '\(pattern)' .") }
                guard ours == theirs else { fatalError("\(ours) lines, grep \(theirs)") }
                laps.append((search.wall, grep.wall))
            }
            let middle = laps.sorted { $0.ours / $0.grep < $1.ours / $1.grep }[laps.count / 2]
            print(
                "\(pattern): search_files \(middle.ours) s, grep -r \(middle.grep) s, median ratio \(middle.ours / middle.grep)"
            )
        }
    }

    /// Files of text, 100 to a folder; one in a thousand holds the needle.
    private func makeFiles(in folder: String) throws {
        let words = ["swift", "wing", "nest", "flight", "eave", "summer", "tower", "insect", "roost", "sky"]
        var random = SystemRandomNumberGenerator()
        for index in 0..<files {
            if index % 100 == 0 {
                try FileManager.default.createDirectory(
                    atPath: "\(folder)/\(index / 10_000)/\(index / 100)",
                    withIntermediateDirectories: true
                )
            }
            var text = ""
            for line in 0..<40 {
                for _ in 0..<8 { text += words[Int.random(in: 0..<10, using: &random)] + " " }
                text += index % 1_000 == 7 && line == 20 ? "needle \(index) of all\n" : "\(line)\n"
            }
            try text.write(
                toFile: "\(folder)/\(index / 10_000)/\(index / 100)/\(index).txt",
                atomically: false,
                encoding: .utf8
            )
        }
    }

    /// How many lines a command writes.
    private func lines(_ command: String) -> Int {
        guard let output = popen(command, "r") else { return -1 }
        defer { pclose(output) }
        var (count, byte) = (0, getc(output))
        while byte != EOF {
            if byte == 10 { count += 1 }
            byte = getc(output)
        }
        return count
    }
}
