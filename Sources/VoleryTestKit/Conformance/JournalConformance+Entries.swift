internal import VoleryCore
internal import VoleryRuntime

extension JournalConformance {
    static let entryRules = [
        Rule("entries come back as they were written, in order") { journal in
            let claim = try await journal.create(run: "a")
            let entries = GeneratedEntries(seed: 1).entries(1...300)
            for start in stride(from: 0, to: 300, by: 30) {
                try await journal.append(Array(entries[start..<start + 30]), to: claim)
            }
            try await expectSame(journal.read(run: "a"), entries, "the entries")
        },
        Rule("some of the entries can be read") { journal in
            let claim = try await journal.create(run: "a")
            let entries = GeneratedEntries(seed: 2).entries(1...20)
            try await journal.append(Array(entries[..<7]), to: claim)
            try await journal.append(Array(entries[7...]), to: claim)
            for numbers in [1..<1, 1..<2, 3..<7, 7..<8, 8..<9, 5..<15, 20..<21, 20..<90, 21..<90, 1..<Int.max] {
                let wanted = entries.filter { numbers.contains($0.number) }
                try await expectSame(journal.read(run: "a", numbers: numbers), wanted, "entries \(numbers)")
            }
        },
        Rule("a number that is not the next is refused, and nothing is written") { journal in
            let claim = try await journal.create(run: "a")
            let entries = GeneratedEntries(seed: 3).entries(1...4)
            try await journal.append([entries[0]], to: claim)
            for wrong in [[entries[0]], [entries[2]], [entries[1], entries[3]], [entries[1], entries[1]]] {
                try await expectRefusal(.outOfOrder, "numbers \(wrong.map(\.number)) follow 1") {
                    try await journal.append(wrong, to: claim)
                }
            }
            try await expectSame(journal.read(run: "a"), [entries[0]], "the entries")
            try await journal.append(Array(entries[1...]), to: claim)
            try await expectSame(journal.read(run: "a"), entries, "the entries")
        },
        Rule("nothing is appended by an empty list") { journal in
            let claim = try await journal.create(run: "a")
            try await journal.append([], to: claim)
            try await expectSame(journal.read(run: "a"), [], "the entries")
        },
        Rule("an append is not given up when its task is cancelled") { journal in
            let claim = try await journal.create(run: "a")
            let entries = GeneratedEntries(seed: 4).entries(1...1)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    withUnsafeCurrentTask { $0?.cancel() }
                    try await journal.append(entries, to: claim)
                }
                try await group.waitForAll()
            }
            try await expectSame(journal.read(run: "a"), entries, "the entries")
        },
        Rule("runs that are written at once keep apart") { journal in
            let names = (0..<8).map { "run\($0)" }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (index, name) in names.enumerated() {
                    group.addTask {
                        let claim = try await journal.create(run: name)
                        for entry in GeneratedEntries(seed: UInt64(index)).entries(1...20) {
                            try await journal.append([entry], to: claim)
                        }
                    }
                }
                try await group.waitForAll()
            }
            for (index, name) in names.enumerated() {
                let entries = GeneratedEntries(seed: UInt64(index)).entries(1...20)
                try await expectSame(journal.read(run: name), entries, "the entries of \(name)")
            }
        },
        Rule("one refused append does not harm those that come with it") { journal in
            let claims = [try await journal.create(run: "a"), try await journal.create(run: "b")]
            let entries = GeneratedEntries(seed: 5).entries(1...2)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await journal.append(entries, to: claims[0]) }
                group.addTask {
                    try await expectRefusal(.outOfOrder, "a number is left out") {
                        try await journal.append([entries[1]], to: claims[1])
                    }
                }
                try await group.waitForAll()
            }
            try await expectSame(journal.read(run: "a"), entries, "the entries of a")
            try await expectSame(journal.read(run: "b"), [], "the entries of b")
        },
    ]
}
