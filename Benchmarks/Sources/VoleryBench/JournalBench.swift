import Glibc
import Volery

/// How many entries a second are on disk, against plain inserts in the same run; how large a run's record is, and how
/// long it takes to read it.
struct JournalBench {
    let arguments: [String: Int]
    private let folder = "journal-bench-\(getpid())"

    func run() async throws {
        mkdir(folder, 0o700)
        defer { rmdir(folder) }
        for (agents, count) in [(1, 1_000), (32, 16_000), (1_000, 100_000)] { try await rates(agents, count) }
        for steps in [100, 10_000] { try await size(steps) }
    }

    /// What agents say, as one run's transcript writes it: all that wait share an append.
    private func rates(_ agents: Int, _ count: Int) async throws {
        var ratios: [Double] = []
        var rates: [(ours: Double, floor: Double)] = []
        let entries = (1...count).map(Self.entry)
        let rows = entries.map { Array(RunEvent.entry($0).json.serialized().utf8) }
        for round in 0..<(arguments["rounds"] ?? 5) {
            let floorFile = file("floor\(agents)-\(round).db")
            let floor = SQLiteFloor(floorFile)
            let floorLap = await Lap.measuring { floor.write(rows, together: agents) }
            floor.close()
            remove(floorFile)
            let ours = file("ours\(agents)-\(round).db")
            let journal = try SQLiteJournal(path: ours, time: SystemTime())
            let claim = try await journal.create(run: "bench")
            let lap = try await Lap.measuring {
                for start in stride(from: 0, to: count, by: agents) {
                    try await journal.append(Array(entries[start..<min(count, start + agents)]), to: claim)
                }
            }
            await journal.close()
            remove(ours)
            rates.append((Double(count) / lap.wall, Double(count) / floorLap.wall))
            ratios.append(floorLap.wall / lap.wall)
        }
        let middle = ratios.count / 2
        let (ours, floor) = (rates.map(\.ours).sorted()[middle], rates.map(\.floor).sorted()[middle])
        print(
            "agents \(agents): \(Int(ours)) entries/s, plain inserts \(Int(floor))/s, median ratio \(ratios.sorted()[middle])"
        )
    }

    /// The file of a run of trivial steps, each entry an append of its own, and reading it.
    private func size(_ steps: Int) async throws {
        let path = file("steps\(steps).db")
        var journal = try SQLiteJournal(path: path, time: SystemTime())
        let claim = try await journal.create(run: "01kdvp4w2e8m")
        var number = 0
        func add(_ address: String, _ payload: Entry.Payload) async throws {
            number += 1
            let time = 1_767_225_600.123 + Double(number) * 0.000_731_2
            let entry = Entry(number: number, time: time, address: Address(address), payload: payload)
            try await journal.append([entry], to: claim)
        }
        try await add("", .runStarted(run: "01kdvp4w2e8m", workflow: "steps", inputs: ["question": "How?"]))
        for step in 0..<steps {
            try await add("step\(step)", .stepStarted(kind: "value", detail: nil))
            let output: JSONValue = ["number": .int(step)]
            let end = Entry.Payload.stepEnded(
                status: .completed,
                output: output,
                error: nil,
                usage: Usage(),
                seconds: 0.000_4 + Double(step) / 1e6
            )
            try await add("step\(step)", end)
        }
        try await add("", .runEnded(status: .completed, outputs: [:], error: nil, usage: Usage(), seconds: 0.1))
        await journal.close()
        var status = stat()
        stat(path, &status)
        journal = try SQLiteJournal(path: path, time: SystemTime())
        let count = min(10_000, number)
        var laps: [Double] = []
        for _ in 0..<5 {
            let lap = try await Lap.measuring {
                let read = try await journal.read(run: "01kdvp4w2e8m", numbers: 1..<(count + 1))
                precondition(read.count == count)
            }
            laps.append(lap.wall)
        }
        await journal.close()
        remove(path)
        print("steps \(steps): \(status.st_size) bytes; reading \(count) entries: \(laps.sorted()[2] * 1_000) ms")
    }

    private func file(_ name: String) -> String { "\(folder)/\(name)" }

    private static func entry(_ number: Int) -> Entry {
        let text = "Line \(number &* 2_654_435_761 % 1_000_003): the swift sleeps on the wing, \(number) metres up."
        return Entry(
            number: number,
            time: 1_767_225_600 + Double(number) / 1_000,
            address: Address("each[\(number % 1_000)].turn\(number / 1_000).call1"),
            fingerprint: String(repeating: "0f", count: 32),
            payload: .toolEnded(tool: "search", output: ["number": .int(number), "text": .string(text)], failure: nil)
        )
    }
}
