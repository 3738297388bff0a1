internal import VoleryHTTP

/// A page as a server gave it.
struct FetchedPage: Sendable {
    /// Where it came from at last.
    var url: WebURL
    /// The status.
    var status: Int
    /// What the server says that it is.
    var type: MediaType
    /// Its bytes, decompressed; none of what is no text if the server says how much it is.
    var body: [UInt8]
    /// Its size, if the server says it.
    var size: Int?
    /// Whether the body was cut off at the most that is taken.
    var isCut: Bool
}
