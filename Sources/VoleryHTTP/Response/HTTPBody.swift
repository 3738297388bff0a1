/// The body of a response, as chunks of bytes that are as large as they come.
///
/// It is read once, by one reader at a time. The server is held back while the reader doesn't read: at most some
/// 128 KiB wait in memory. Over HTTP/2 libcurl keeps what the server sends before it learns of that, up to 32 MiB, and
/// what a compressed piece of 16 KiB unfolds to is kept whole.
public struct HTTPBody: AsyncSequence, Sendable {
    let transfer: Transfer

    /// Goes on where reading has got to.
    public func makeAsyncIterator() -> Iterator {
        Iterator(transfer: transfer)
    }

    /// Reads the body, chunk by chunk.
    public struct Iterator: AsyncIteratorProtocol {
        let transfer: Transfer

        /// The next bytes, at least one; nothing at the end.
        ///
        /// - Throws: ``HTTPError`` when the body ends before it is complete or breaks a bound, `CancellationError` when
        ///   the task is cancelled.
        public mutating func next() async throws -> [UInt8]? {
            try await transfer.bytes()
        }

        /// The next bytes, at least one; nothing at the end.
        ///
        /// - Throws: ``HTTPError`` when the body ends before it is complete or breaks a bound, `CancellationError` when
        ///   the task is cancelled.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws -> [UInt8]? {
            try await transfer.bytes()
        }
    }

    /// Reads all that is left.
    ///
    /// - Parameter limit: The most bytes that are taken.
    /// - Returns: The bytes, none if the body is empty.
    /// - Throws: ``HTTPError/Code/bodyTooLarge`` if there are more, and what reading throws.
    public func collect(upTo limit: Int) async throws -> [UInt8] {
        var all: [UInt8] = []
        while let bytes = try await transfer.bytes() {
            guard bytes.count <= limit - all.count else {
                throw HTTPError(.bodyTooLarge, at: transfer.server, detail: "At most \(limit) bytes are taken.")
            }
            if all.isEmpty { all = bytes } else { all += bytes }
        }
        return all
    }
}
