internal import VoleryCore
internal import VolerySandbox

/// What a file holds, as a model can read it: text that is strict UTF-8, or words on what else it is.
struct FileText {
    let grant: FileGrant

    /// The lines of a file, from one of them on.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - first: The first line, from 1.
    ///   - count: How many; all unless given.
    /// - Returns: Their text, or words on a file that is no text.
    /// - Throws: `ToolFailure` when the file can't be read, or the lines are more than the grant allows.
    func lines(of path: String, from first: Int, count: Int?) throws -> String {
        let file = try grant.opened(path)
        if first <= 1, count == nil {
            guard file.size <= grant.maxSize else {
                throw ToolFailure.correctable(
                    "\(path) has \(file.size) bytes, more than the \(grant.maxSize) that may be read; read a part of it with `from` and `lines`"
                )
            }
            return Self.text(try grant.reading { try file.readAll(limit: grant.maxSize) })
        }
        return Self.text(try range(of: file, path, skipping: max(0, first - 1), count: count ?? .max))
    }

    /// The bytes of some lines, read chunk by chunk, so that a part of a large file costs little memory.
    private func range(of file: RegularFile, _ path: String, skipping: Int, count: Int) throws -> [UInt8] {
        var wanted: [UInt8] = []
        var line = 0
        var offset = 0
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while line < skipping.saturatingAdd(count) {
            let read = try grant.reading { try buffer.withUnsafeMutableBytes { try file.read(into: $0, at: offset) } }
            if read == 0 { break }
            offset += read
            for byte in buffer[..<read] {
                if line >= skipping, line - skipping < count { wanted.append(byte) }
                if byte == UInt8(ascii: "\n") { line += 1 }
            }
            guard wanted.count <= grant.maxSize else {
                throw ToolFailure.correctable(
                    "these lines of \(path) have more than \(grant.maxSize) bytes; read fewer"
                )
            }
        }
        return wanted
    }

    private static func text(_ bytes: [UInt8]) -> String {
        if !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) { return text }
        return "a binary file, \(bytes.count) bytes"
    }
}

extension FileGrant {
    /// Opens a file that the grant allows.
    func opened(_ path: String) throws -> RegularFile {
        try check(path)
        return try reading { try root.open(path) }
    }

    /// Does something with files, and tells the model what went wrong.
    func reading<Value>(_ work: () throws -> Value) throws -> Value {
        do {
            return try work()
        } catch let error as FileRootError {
            throw ToolFailure.correctable(error.description)
        }
    }
}

extension Int {
    fileprivate func saturatingAdd(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
