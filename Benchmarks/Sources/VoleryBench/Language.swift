import Foundation
import Volery
import VoleryCEL

/// What the language costs: expressions, and the loading of a large file.
enum Language {
    /// Measures each beside its bound, prints both, and says whether all are kept.
    static func isWithinBounds() throws -> Bool {
        let condition = try condition()
        let map = try map()
        let load = try load()
        let hostile = try Hostile.slowest()
        print("condition: \(rounded(condition * 1e6)) µs (bound 2)")
        print("map: 10,000 elements take \(rounded(map)) times as long as 1,000 (bound 13)")
        print("load: \(rounded(load * 1e3)) ms (bound 250)")
        print("hostile: \(rounded(hostile.seconds)) s for \(hostile.source.prefix(90)) (bound 1)")
        print("memory: \(peakMemory() / 1024) MiB at most")
        return condition < 2e-6 && map < 13 && load < 0.25 && hostile.seconds < 1
    }

    /// The seconds that one evaluation of a typical condition takes.
    private static func condition() throws -> Double {
        let program = try CELEnvironment().compile(
            "steps.review.output.score >= 8 && inputs.mode == 'strict' && size(steps.review.output.findings) < 3"
        )
        let bindings: CELBindings = [
            "steps": CELValue(["review": ["output": ["score": 9, "findings": ["typo"], "verdict": "comment"]]]),
            "inputs": CELValue(["mode": "strict", "count": 3]),
        ]
        let count = 200_000
        return try fastest {
            for _ in 0..<count where try program.evaluate(bindings) != true { preconditionFailure("it is true") }
        } / Double(count)
    }

    /// How many times as long a map over 10,000 elements takes as one over 1,000.
    private static func map() throws -> Double {
        let program = try CELEnvironment().compile("items.map(item, item.id * 2 + size(item.name))")
        func seconds(_ count: Int) throws -> Double {
            let items = JSONValue.array((0..<count).map { ["id": .int($0), "name": "name of \($0)"] })
            let bindings: CELBindings = ["items": CELValue(items)]
            let rounds = 200_000 / count
            return try fastest {
                for _ in 0..<rounds where try size(program.evaluate(bindings)) != count {
                    preconditionFailure("every element has a place")
                }
            } / Double(rounds)
        }
        return try seconds(10_000) / seconds(1_000)
    }

    private static func size(_ value: CELValue) -> Int? {
        if case .list(let list) = value { list.count } else { nil }
    }

    /// The seconds that loading and checking a file of 1,000 steps takes.
    private static func load() throws -> Double {
        let folder = FileManager.default.temporaryDirectory.appending(path: "volery-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "large.yaml").path
        try workflow.write(toFile: path, atomically: true, encoding: .utf8)
        let loader = WorkflowLoader(tools: try Runtime.catalogue(), environment: [:])
        return try fastest {
            let loaded = try loader.load(path)
            precondition(loaded.workflow.steps.count == 1_000 && loaded.warnings.isEmpty)
        }
    }

    /// A hundred chains of ten steps, each with a condition, a prompt or value of several expressions, and types to check.
    private static var workflow: String {
        var text = """
            inputs:
              mode: { type: string, enum: [strict, loose] }
              names: { type: array, items: { type: string } }
            agents:
              judge:
                output:
                  type: object
                  required: [score, notes]
                  properties: { score: { type: number }, notes: { type: array, items: { type: string } } }
            steps:

            """
        for index in 0..<1_000 {
            let before = "steps.s\(index - 1).output"
            if index % 10 == 0 {
                text += "  s\(index):\n    agent: judge\n"
                text += "    prompt: \"Judge ${{ inputs.names[\(index)] }} and ${{ inputs.names.join(', ') }}.\"\n"
            } else if index % 10 == 1 {
                text += "  s\(index):\n    if: \(before).score >= \(index) && inputs.mode == 'strict'\n"
                text += "    value: \"${{ \(before).notes"
                text += ".filter(n, n.contains('a')).map(n, {'note': n, 'n': size(n)}) }}\"\n"
            } else {
                text += "  s\(index):\n    if: inputs.mode == 'loose' || size(inputs.names) > \(index)\n"
                text += "    value: \"${{ \(before).filter(x, x.n > \(index))"
                text += ".map(x, {'note': x.note, 'n': x.n + 1}) }}\"\n"
            }
        }
        text += "outputs:\n"
        for index in stride(from: 9, to: 1_000, by: 10) { text += "  out\(index): ${{ steps.s\(index).output }}\n" }
        precondition(text.utf8.count < 256 * 1024)
        return text
    }

    /// The processor's seconds of the fastest of some rounds, after one that warms up.
    static func fastest(_ work: () throws -> Void) throws -> Double {
        try work()
        var best = Double.infinity
        for _ in 0..<5 {
            let start = Lap.processorTime()
            try work()
            best = min(best, Lap.processorTime() - start)
        }
        return best
    }

    private static func rounded(_ number: Double) -> String {
        String(format: "%.2f", number)
    }
}
