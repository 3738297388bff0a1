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
    /// - Returns: The text, or what the file is if it holds none.
    /// - Throws: `ToolFailure` when the file can't be read, or the lines are more than the grant allows.
    func lines(of path: String, from first: Int, count: Int?) throws -> String {
        let file = try grant.opened(path)
        guard first > 1 || count != nil else { return Self.text(try whole(file, path), of: file) }
        return Self.text(try range(of: file, path, skipping: max(0, first - 1), count: count ?? .max), of: file)
    }

    private func whole(_ file: RegularFile, _ path: String) throws -> [UInt8] {
        guard file.size <= grant.maxSize else {
            throw ToolFailure.correctable(
                """
                \(path) has \(file.size) bytes, more than the \(grant.maxSize) that may be read; read a part of it with \
                `from` and `lines`
                """
            )
        }
        return try grant.reading { try file.readAll(limit: grant.maxSize) }
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
        guard line >= skipping || offset == 0 else {
            let end = try grant.reading { try file.lastByte }
            let count = end == UInt8(ascii: "\n") ? line : line + 1
            throw ToolFailure.correctable(
                "\(path) ends before line \(skipping + 1): it has \(count) line\(count == 1 ? "" : "s")"
            )
        }
        return wanted
    }

    private static func text(_ bytes: [UInt8], of file: RegularFile) -> String {
        if !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) { return text }
        let kind = FileKind(bytes) ?? (bytes.contains(0) ? nil : .otherText)
        let words = kind.map { ": \($0.rawValue)" } ?? ""
        return "[a binary file, \(file.size) bytes\(words)\(kind?.mayBeText == true ? "" : "; it holds no text")]"
    }
}

extension RegularFile {
    fileprivate var lastByte: UInt8? {
        get throws {
            var byte: [UInt8] = [0]
            let count = try byte.withUnsafeMutableBytes { try read(into: $0, at: max(0, size - 1)) }
            return count == 0 ? nil : byte[0]
        }
    }
}

extension Int {
    fileprivate func saturatingAdd(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
