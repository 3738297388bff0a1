internal import ArgumentParser
internal import VoleryCore

/// How a command writes what it found out.
enum ReportFormat: String, CaseIterable, Sendable, ExpressibleByArgument {
    /// For people.
    case text
    /// One object, with a version; see `docs/runs.md`.
    case json

    /// The version of the objects that commands write.
    static let version = 1
}

extension Console {
    /// Does a command's work, and tells why it could not be done.
    ///
    /// - Parameter work: The work.
    /// - Throws: What ends the program.
    func doing(_ work: () async throws -> Void) async throws {
        do {
            try await work()
        } catch let closed as OutputClosed {
            throw closed
        } catch let stop as Stop {
            throw stop
        } catch {
            throw Stop(status: report(error))
        }
    }

    /// Writes to standard output, on a thread that may wait for its reader.
    func give(_ text: String) async throws {
        let output = output
        try await Blocking.run { try output.write(text) }
    }

    /// Writes an object to standard output, with the version in front.
    func give(_ members: JSONObject) async throws {
        var object: JSONObject = ["v": .int(ReportFormat.version)]
        for (name, value) in members { object[name] = value }
        let text = JSONValue.object(object).serialized(.pretty)
        try await give((output.isTerminal ? TerminalText.escapedJSON(text) : text) + "\n")
    }

    /// Tells something beside the results.
    func note(_ text: String) {
        try? errors.write("\(TerminalText.escapedKeepingLines(text))\n")
    }
}
