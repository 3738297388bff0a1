import Foundation
import Testing
import VoleryCore
import VoleryJournal
import VoleryRuntime
import VoleryTestKit

@Suite("A damaged journal never says what was not written")
struct DamageTests {
    private static let runs = ["a": 60, "b": 25, "c": 1]

    @Test("any changed byte of the file is an error or harmless")
    func changed() async throws {
        let recorded = try await record()
        var random = SplitMixNumbers(state: 42)
        var refused = 0
        for _ in 0..<(isLong ? 5_000 : 200) {
            var copy = recorded
            let place = Int.random(in: copy.file.indices, using: &random)
            copy.file[place] ^= UInt8.random(in: 1...255, using: &random)
            refused += try await refusals(copy, "byte \(place)")
        }
        #expect(refused > 20)
    }

    @Test("a file that was cut anywhere is an error or harmless")
    func cut() async throws {
        let recorded = try await record()
        var random = SplitMixNumbers(state: 43)
        for _ in 0..<(isLong ? 500 : 40) {
            var copy = recorded
            let length = Int.random(in: copy.file.indices, using: &random)
            copy.file = copy.file.prefix(length)
            _ = try await refusals(copy, "length \(length)")
        }
    }

    @Test("a log that was cut or changed anywhere ends at a whole entry")
    func log() async throws {
        let folder = try TestFolder()
        let journal = try folder.journal()
        let claim = try await journal.create(run: "a")
        for number in 1...20 { try await journal.append([Probe.entry(number)], to: claim) }
        let recorded = try Recorded(folder)
        await journal.close()
        let log = try #require(recorded.log)
        for length in stride(from: log.count, through: max(0, log.count - 4_096), by: isLong ? -1 : -97) {
            var copy = recorded
            copy.log = log.prefix(length)
            try await expectPrefix(copy, "length \(length)")
            copy.log = log
            copy.log?[max(0, length - 1)] ^= 0x55
            try await expectPrefix(copy, "byte \(length - 1)")
        }
    }

    private func expectPrefix(_ recorded: Recorded, _ what: String) async throws {
        let folder = try recorded.copied()
        try await folder.withJournal { journal in
            let entries = try await journal.read(run: "a")
            try #require(entries == (0..<entries.count).map { Probe.entry($0 + 1) }, "\(what)")
            try #require(entries.count >= 15, "\(what)")
        }
    }

    private func record() async throws -> Recorded {
        let folder = try TestFolder()
        try await folder.withJournal { journal in
            for (run, count) in Self.runs.sorted(by: { $0.key < $1.key }) {
                let claim = try await journal.create(run: run, header: RunHeader(.string("header of \(run)")))
                for number in 1...count { try await journal.append([Probe.entry(number)], to: claim) }
                await journal.release(claim)
            }
        }
        return try Recorded(folder)
    }

    /// How many reads are refused; those that are not have to be right.
    private func refusals(_ recorded: Recorded, _ what: String) async throws -> Int {
        let folder = try recorded.copied()
        var refused = 0
        do {
            try await folder.withJournal { journal in
                for (run, count) in Self.runs {
                    refused += try await refusal { try await journal.read(run: run) == (1...count).map(Probe.entry) }
                    refused += try await refusal {
                        try await journal.header(of: run) == RunHeader(.string("header of \(run)"))
                    }
                    guard refused > 0 else { continue }
                    refused += try await refusal {
                        let first = try await journal.read(run: run, numbers: 1..<2)
                        return first == [Probe.entry(1)]
                    }
                }
                refused += try await refusal {
                    try await journal.runs(RunFilter()).allSatisfy {
                        $0.state == .damaged || Self.runs[$0.run] == $0.entries
                    }
                }
            }
        } catch let error as JournalError {
            try #require([.damaged, .newer, .unavailable].contains(error.code), "\(what): \(error)")
            refused += 1
        }
        return refused
    }

    private func refusal(_ isRight: () async throws -> Bool) async throws -> Int {
        do {
            try #require(try await isRight())
            return 0
        } catch let error as JournalError {
            #expect([.damaged, .newer, .unavailable, .unknown].contains(error.code), "\(error)")
            return 1
        }
    }
}

/// Numbers that follow from a seed (SplitMix64).
struct SplitMixNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
