/// What was kept of a stream of bytes: all of it, or its first and last part.
public struct CapturedOutput: Hashable, Sendable {
    /// The first bytes; all of them when nothing was omitted.
    public private(set) var head: [UInt8] = []
    /// The last bytes; empty when nothing was omitted.
    public var tail: [UInt8] { Array(ring[oldest...] + ring[..<oldest]) }
    /// How many bytes between head and tail were not kept.
    public var omitted: Int { total - head.count - ring.count }
    /// How many bytes there were.
    public private(set) var total = 0

    /// All kept bytes, the head and then the tail.
    public var bytes: [UInt8] { head + tail }

    /// A ring: the oldest byte of the tail is at `oldest` once it is full.
    private var ring: [UInt8] = []
    private var oldest = 0
    private let headLimit: Int
    private let ringLimit: Int

    /// Creates an empty capture that keeps at most `limit` bytes, half of them from the end.
    init(limit: Int) {
        ringLimit = max(0, limit) / 2
        headLimit = max(0, limit) - ringLimit
    }

    /// Takes the stream's next bytes, in time that grows with their number alone.
    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        total += bytes.count
        let first = min(headLimit - head.count, bytes.count)
        head.append(contentsOf: bytes[..<first])
        let rest = bytes[first...]
        keepLast(rest.suffix(ringLimit))
    }

    private mutating func keepLast(_ bytes: Slice<UnsafeRawBufferPointer>) {
        let added = min(ringLimit - ring.count, bytes.count)
        ring.append(contentsOf: bytes.prefix(added))
        for byte in bytes.dropFirst(added) {
            ring[oldest] = byte
            oldest = oldest + 1 == ringLimit ? 0 : oldest + 1
        }
    }
}
