internal import VoleryCore

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// Reads lines that a person types.
///
/// One at a time: who reads has the terminal to itself.
final class LineInput: Sendable {
    /// The longest line in bytes.
    static let maxBytes = 1 << 20

    private let descriptor: Int32

    /// Lines from a descriptor, which is a terminal or a pipe.
    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Waits for the next line.
    ///
    /// - Returns: The line without its break; `nil` at the end of the input.
    /// - Throws: `CancellationError` when the task is cancelled.
    func line() async throws -> String? {
        let bell = try WakingPipe()
        let descriptor = descriptor
        return try await withTaskCancellationHandler {
            let bytes = try await Blocking.run { try Self.read(descriptor, until: bell) }
            try Task.checkCancellation()
            return bytes.map { String(decoding: $0, as: UTF8.self) }
        } onCancel: {
            bell.ring()
        }
    }

    /// Forgets what was typed and not read yet, if this is a terminal.
    func forgetTyped() {
        tcflush(descriptor, TCIFLUSH)
    }

    /// Byte by byte, so that nothing behind the line is taken from the next reader.
    private static func read(_ descriptor: Int32, until bell: WakingPipe) throws -> [UInt8]? {
        var line: [UInt8] = []
        while true {
            var waits = [
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: bell.readEnd, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&waits, 2, -1) >= 0 || errno == EINTR else { return nil }
            if waits[1].revents != 0 { throw CancellationError() }
            guard waits[0].revents != 0 else { continue }
            var byte: UInt8 = 0
            let count = systemRead(descriptor, &byte, 1)
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count == 1 else { return line.isEmpty ? nil : line }
            if byte == UInt8(ascii: "\n") { return line }
            if line.count < maxBytes { line.append(byte) }
        }
    }
}

/// A pipe that wakes whoever polls it.
private final class WakingPipe: Sendable {
    let readEnd: Int32
    private let writeEnd: Int32

    init() throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw NobodyToAsk("no pipe could be made to wait with") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (readEnd, writeEnd) = (ends[0], ends[1])
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }

    func ring() {
        var byte: UInt8 = 0
        _ = write(writeEnd, &byte, 1)
    }
}

private func systemRead(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer, _ count: Int) -> Int {
    #if canImport(Glibc)
    Glibc.read(descriptor, bytes, count)
    #else
    Musl.read(descriptor, bytes, count)
    #endif
}
