import Foundation
import Glibc
import Mutations
import Testing
import Volery

@testable import VoleryCommandLine

/// Whether the long tests run whole.
let isLong = ProcessInfo.processInfo.environment["VOLERY_LONG"] != nil

/// A run that is killed again and again and gone on with each time, and what has to hold all the while.
final class DisturbedProgram {
    /// What disturbs a process.
    enum Disturbance {
        /// It is killed when the server has had so many requests.
        case kill(requests: Int, delay: UInt32, isAnswered: Bool)
        /// The disk fails, or the process is killed, at a call of the journal; see `FaultyDisk`.
        case disk(String, at: Int)
        /// Nothing does.
        case none
    }

    /// How a process ended, and what it wrote.
    struct Ending {
        /// The exit status; `nil` if it was killed.
        var status: Int32?
        /// The numbers of the entries that it told of.
        var told: [Int]
        var errors: String
    }

    let program: Program
    let server: EffectServer
    /// The id of the run; `nil` until one is in the journal.
    private(set) var run: String?
    /// The entries that were there after the last process.
    private(set) var entries: [Entry] = []
    /// How often each call was in doubt.
    private(set) var doubts: [String: Int] = [:]
    /// How many processes did not come to their own end, or failed.
    private(set) var disturbances = 0

    init(_ program: Program, _ server: EffectServer) {
        (self.program, self.server) = (program, server)
    }

    /// The command that goes on with the run, or starts it.
    var command: [String] {
        guard let run else { return ["run", "flow.yaml", "--output", "jsonl"] }
        return ["resume", run, "--in-doubt", "repeat", "--output", "jsonl"]
    }

    /// Disturbs the run until it has come to its end, and checks all that has to hold on the way.
    ///
    /// - Parameters:
    ///   - what: What a failure is told with.
    ///   - next: The next disturbance, by the number of the process.
    /// - Throws: Where something does not hold.
    func runToEnd(_ what: String, _ next: (Int) -> Disturbance) async throws {
        for number in 1...200 {
            // Also one that was killed, or whose disk failed, when its end was recorded already.
            if outputs != nil { return }
            let ending = try await goOn(next(number), "\(what), process \(number)")
            if ending.status == 0 { return }
            disturbances += 1
        }
        Issue.record("\(what): the run does not come to its end")
    }

    /// Goes on with the run once, and checks that nothing is lost and nothing that is recorded is done again.
    @discardableResult
    func goOn(_ disturbance: Disturbance, _ what: String) async throws -> Ending {
        let known = Known(entries, run)
        let (asked, effects) = (server.asked.count, server.effects.count)
        let ending = try start(disturbance)
        // What a process sent before it was killed is still read here, and was not recorded.
        let before = entries
        try await look()
        try #require(Array(entries.prefix(before.count)) == before, "\(what): an entry was lost or changed")
        try #require(entries.map(\.number) == Array(1..<(entries.count + 1)), "\(what): numbers have a gap")
        try #require((ending.told.max() ?? 0) <= entries.count, "\(what): what was told of is lost")
        let again = known.replies.intersection(server.asked[asked...])
        try #require(again.isEmpty, "\(what): asked again for \(again)")
        let repeated = known.effects.intersection(server.effects[effects...])
        try #require(repeated.isEmpty, "\(what): done again \(repeated)")
        if case .none = disturbance {
            try #require(ending.status == 0, "\(what): ended with \(ending.status ?? -1): \(ending.errors)")
        }
        if ending.status != 0 { for key in Known(entries, run).inDoubt { doubts[key, default: 0] += 1 } }
        return ending
    }

    private func start(_ disturbance: Disturbance) throws -> Ending {
        let process = program.process(command)
        if case .disk(let fault, let call) = disturbance {
            process.environment?["LD_PRELOAD"] = try FaultyDisk.library().path
            process.environment?["FAULT"] = fault
            process.environment?["FAULT_AT"] = "\(call)"
            process.environment?["FAULT_SEED"] = "\(call)"
        }
        let (output, errors) = (try file("out.txt"), try file("err.txt"))
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        if case .kill(let requests, let delay, let isAnswered) = disturbance {
            let id = process.processIdentifier
            server.arm(.init(process: id, requests: requests, delay: delay, isAnswered: isAnswered))
        }
        process.waitUntilExit()
        server.arm(nil)
        // The last line of a process that was killed may be cut.
        let lines = program.text(of: "out.txt")?.split(separator: "\n") ?? []
        return Ending(
            status: process.terminationReason == .exit ? process.terminationStatus : nil,
            told: lines.compactMap { try? JSONValue(parsing: String($0))["n"]?.intValue },
            errors: program.text(of: "err.txt") ?? ""
        )
    }

    private func file(_ name: String) throws -> FileHandle {
        try program.write(name, "")
        return try FileHandle(forWritingTo: program.folder.appending(path: name))
    }

    /// Reads the journal, as whoever goes on with the run will.
    func look() async throws {
        let file = program.folder.appending(path: ".volery/runs.db").path
        guard FileManager.default.fileExists(atPath: file) else { return }
        let journal = try SQLiteJournal(path: file, time: SystemTime())
        // A process that was killed before it recorded anything is begun anew.
        for summary in try await journal.runs(RunFilter()) {
            let found = try await journal.read(run: summary.run)
            if run == nil, !found.isEmpty { run = summary.run }
            if summary.run == run { entries = found }
        }
        await journal.close()
    }

    /// The workflow's outputs, as they are recorded.
    var outputs: JSONValue? {
        for case .runEnded(.completed, let outputs, _, _, _) in entries.reversed().map(\.payload) { return outputs }
        return nil
    }

    /// Checks what has to hold of a run that has come to its end.
    func expectWhole(_ what: String) throws {
        let known = Known(entries, run)
        let ledger = (program.text(of: "ledger.txt") ?? "").split(separator: "\n").map(String.init)
        for (key, count) in Dictionary(ledger.map { ($0, 1) }, uniquingKeysWith: +) {
            let most = 1 + doubts[key, default: 0]
            try #require(count <= most, "\(what): \(key) was done \(count) times, in doubt \(most - 1) times")
        }
        try #require(Set(ledger + server.effects.filter { $0.hasPrefix("\(run ?? "?")/") }) == known.effects, "\(what)")
        let ends = entries.compactMap { if case .stepEnded = $0.payload { $0.address } else { nil } }
        try #require(Set(ends).count == ends.count, "\(what): a step ended twice")
    }
}

/// What is recorded of a run.
struct Known {
    /// The marks of the replies.
    var replies: Set<String> = []
    /// The idempotency keys of the calls with a result.
    var effects: Set<String> = []
    /// The keys of those that have begun without one.
    var inDoubt: Set<String> = []

    init(_ entries: [Entry], _ run: String?) {
        for entry in entries {
            let key = "\(run ?? "")/\(entry.address)"
            switch entry.payload {
            case .modelEnded(let reply):
                let text = reply.toolCalls.first?.id ?? reply.text
                if let end = text.firstIndex(of: ">") { replies.insert(String(text[...end])) }
            case .toolStarted: inDoubt.insert(key)
            // What a person denied was not done, and is no result of the tool's.
            case .toolEnded where entry.fingerprint != nil, .toolFailed where entry.fingerprint != nil:
                effects.insert(key)
                inDoubt.remove(key)
            default: break
            }
        }
    }
}
