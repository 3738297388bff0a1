import Glibc

/// A regular file, open for reading.
public struct RegularFile: Sendable {
    /// The path by which it was opened.
    public let path: String
    /// Its size in bytes when it was opened.
    public let size: Int
    private let descriptor: Descriptor

    init(_ descriptor: Descriptor, path: String, size: Int) {
        self.descriptor = descriptor
        self.path = path
        self.size = size
    }

    /// Reads the bytes from an offset on, at most as many as the buffer holds; none at the end of the file.
    ///
    /// - Parameters:
    ///   - buffer: Where the bytes go.
    ///   - offset: Where in the file they are, from zero.
    /// - Returns: How many bytes were read.
    /// - Throws: ``FileRootError``
    public func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(FileRootError) -> Int {
        while true {
            let count = pread(descriptor.number, buffer.baseAddress, buffer.count, offset)
            if count >= 0 { return count }
            guard errno == EINTR else { throw FileRootError(SystemError.last, path: path) }
        }
    }

    /// Reads the whole file.
    ///
    /// - Parameter limit: How many bytes it may have; counted, as a file may grow while it is read.
    /// - Returns: Its bytes.
    /// - Throws: ``FileRootError``, `tooLarge` before anything is read when the size says so.
    public func readAll(limit: Int) throws(FileRootError) -> [UInt8] {
        guard size <= limit else { throw tooLarge(limit, size) }
        var bytes: [UInt8] = []
        // One more than expected: so the end is usually found without a further look.
        bytes.reserveCapacity(size + 1)
        while true {
            let room = max(1, min(limit + 1 - bytes.count, max(size + 1 - bytes.count, 1 << 16)))
            let part = try chunk(at: bytes.count, room)
            guard !part.isEmpty else { return bytes }
            bytes += part
            guard bytes.count <= limit else { throw tooLarge(limit, nil) }
        }
    }

    private func chunk(at offset: Int, _ room: Int) throws(FileRootError) -> [UInt8] {
        var failure: FileRootError?
        let bytes = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            do throws(FileRootError) {
                count = try read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }

    private func tooLarge(_ limit: Int, _ size: Int?) -> FileRootError {
        let found = size.map { "it has \($0) bytes" } ?? "it grew while it was read"
        return FileRootError(.tooLarge, path: path, reason: "\(found), and at most \(limit) may be read")
    }
}
