import FaultyDisk
import Glibc
import VoleryCore
import VoleryJournal
import VoleryRuntime

/// A process that writes a journal, for tests that kill it, stop it and take its disk away.
///
///     JournalProbe append FILE RUN COUNT   appends until the run has that many entries, in several sittings
///     JournalProbe hold FILE RUN           claims the run and appends an entry for each line of input
///     JournalProbe look FILE RUN           says how many entries can be read and how the run stands, and tries to claim
///                                          it and to make another file
///
/// Each line of output is the number of an entry that is on disk, or `claimed`, or `refused` with the code and the
/// reason.
@main
enum JournalProbe {
    static func main() async {
        faulty_disk_link()
        let words = CommandLine.arguments
        do {
            switch words[1] {
            case "append": try await append(words[2], words[3], Int(words[4]) ?? 0)
            case "look": try await look(words[2], words[3])
            default: try await hold(words[2], words[3])
            }
        } catch {
            say(error)
            exit(1)
        }
    }

    private static func append(_ path: String, _ run: String, _ count: Int) async throws {
        var written = 0
        while written < count {
            let journal = try SQLiteJournal(path: path, time: ProbeTime())
            let claim = try await claim(run, journal)
            written = try await journal.read(run: run).count
            // A sitting ends with a checkpoint.
            for _ in 0..<8 where written < count {
                let more = min(count - written, 1 + written % 3)
                try await journal.append((1...more).map { entry(written + $0) }, to: claim)
                written += more
                say("\(written)")
            }
            await journal.release(claim)
            await journal.close()
        }
    }

    private static func hold(_ path: String, _ run: String) async throws {
        let journal = try SQLiteJournal(path: path, time: ProbeTime())
        let claim = try await claim(run, journal)
        var written = try await journal.read(run: run).count
        say("claimed")
        while readLine() != nil {
            do {
                try await journal.append([entry(written + 1)], to: claim)
                written += 1
                say("\(written)")
            } catch {
                say(error)
            }
        }
    }

    private static func look(_ path: String, _ run: String) async throws {
        let journal = try SQLiteJournal(path: path, time: ProbeTime())
        let entries = try await journal.read(run: run)
        guard entries == (0..<entries.count).map({ entry($0 + 1) }) else { return say("wrong entries") }
        say("\(entries.count) \(try await journal.run(withPrefix: run).state)")
        do { _ = try await journal.claim(run: run) } catch { say(error) }
        do { _ = try SQLiteJournal(path: "\(path).new", time: ProbeTime()) } catch { say(error) }
    }

    private static func claim(_ run: String, _ journal: SQLiteJournal) async throws -> RunClaim {
        do {
            return try await journal.create(run: run, header: RunHeader("made by a probe", file: "probe.yaml"))
        } catch let error as JournalError where error.code == .exists {
            return try await journal.claim(run: run)
        }
    }

    /// What an entry says follows from its number, so that a test can tell whether it is right.
    private static func entry(_ number: Int) -> Entry {
        let text = String(repeating: "\(number &* 2_654_435_761) ", count: number * 37 % 400)
        return Entry(
            number: number,
            time: Double(number),
            address: Address("probe[\(number)]"),
            payload: .toolEnded(tool: "probe", output: ["number": .int(number), "text": .string(text)], failure: nil)
        )
    }

    private static func say(_ error: any Error) {
        let code = (error as? JournalError)?.code.rawValue ?? "other"
        say("refused \(code) \(error)")
    }

    private static func say(_ line: String) {
        let bytes = Array("\(line)\n".utf8)
        _ = write(STDOUT_FILENO, bytes, bytes.count)
    }
}
