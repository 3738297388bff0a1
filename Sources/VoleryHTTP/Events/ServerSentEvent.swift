/// One event of an event stream.
public struct ServerSentEvent: Sendable, Hashable {
    /// The event's type, where it names one; without it an event is a `message`.
    public var name: String?
    /// The data, its lines joined by line feeds.
    public var data: [UInt8]
    /// The last identifier that the stream named, with this event or before.
    public var id: String?
    /// Whether the blank line came that completes an event; only the last event of a stream can lack it, and is then
    /// perhaps cut off.
    public var isComplete: Bool

    /// An event of some data.
    public init(name: String? = nil, data: [UInt8], id: String? = nil, isComplete: Bool = true) {
        self.name = name
        self.data = data
        self.id = id
        self.isComplete = isComplete
    }
}
