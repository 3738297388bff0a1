internal import VoleryCore
internal import VoleryRuntime

extension JournalConformance {
    static let claimRules = [
        Rule("there is one run with an id") { journal in
            _ = try await journal.create(run: "a")
            try await expectRefusal(.exists, "a run is made again") { _ = try await journal.create(run: "a") }
        },
        Rule("an unknown run is an error") { journal in
            try await expectRefusal(.unknown, "it is read") { _ = try await journal.read(run: "a") }
            try await expectRefusal(.unknown, "it is claimed") { _ = try await journal.claim(run: "a") }
            try await expectRefusal(.unknown, "its header is read") { _ = try await journal.header(of: "a") }
            try await expectRefusal(.unknown, "it is removed") { try await journal.remove(run: "a") }
        },
        Rule("a run has one owner at a time") { journal in
            let first = try await journal.create(run: "a")
            try await expectRefusal(.owned, "it is claimed twice") { _ = try await journal.claim(run: "a") }
            await journal.release(first)
            let second = try await journal.claim(run: "a")
            guard second.epoch > first.epoch else {
                throw ConformanceFailure("epoch \(second.epoch) came after \(first.epoch)")
            }
            try await expectRefusal(.owned, "it is claimed again") { _ = try await journal.claim(run: "a") }
        },
        Rule("a claim that is void writes nothing") { journal in
            let entries = GeneratedEntries(seed: 1).entries(1...3)
            let first = try await journal.create(run: "a")
            try await journal.append([entries[0]], to: first)
            await journal.release(first)
            try await expectRefusal(.stale, "it was given back") { try await journal.append([entries[1]], to: first) }
            let second = try await journal.claim(run: "a")
            try await expectRefusal(.stale, "another came after it") {
                try await journal.append([entries[1]], to: first)
            }
            try await journal.append([entries[1]], to: second)
            await journal.release(first)
            try await journal.append([entries[2]], to: second)
            try await expectSame(journal.read(run: "a"), entries, "the entries")
        },
        Rule("a header comes back as it was given") { journal in
            let long = JSONValue.string(String(repeating: "steps: {}\n", count: 20_000))
            let headers = [
                RunHeader(),
                RunHeader(
                    ["files": ["a.yaml": long], "n": [1, 1.0, -0.5, nil, true, "é\u{0}"]],
                    file: "workflows/é.yaml",
                    parent: "0"
                ),
            ]
            for (index, header) in headers.enumerated() {
                let claim = try await journal.create(run: "\(index)", header: header)
                try await journal.append(GeneratedEntries(seed: 1).entries(1...3), to: claim)
                try await expectSame(journal.header(of: "\(index)"), header, "the header")
            }
        },
        Rule("a run that has an owner is not removed, another is, whole") { journal in
            let entries = GeneratedEntries(seed: 1).entries(1...3)
            let claim = try await journal.create(run: "a", header: RunHeader("old"))
            try await journal.append(entries, to: claim)
            let other = try await journal.create(run: "b")
            try await journal.append(entries, to: other)
            try await expectRefusal(.owned, "it is removed") { try await journal.remove(run: "a") }
            await journal.release(claim)
            try await journal.remove(run: "a")
            try await expectRefusal(.unknown, "it was removed") { _ = try await journal.read(run: "a") }
            try await expectSame(journal.read(run: "b"), entries, "the other run's entries")
            _ = try await journal.create(run: "a", header: RunHeader("new"))
            try await expectSame(journal.header(of: "a"), RunHeader("new"), "the header")
            try await expectSame(journal.read(run: "a"), [], "the entries")
        },
    ]
}
