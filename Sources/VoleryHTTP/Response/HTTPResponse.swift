/// A response whose head has come; its body comes as it is read.
public struct HTTPResponse: Sendable {
    /// The status, such as 200.
    public let status: Int
    /// The header fields in their order.
    public let headers: HTTPHeaders
    /// Whether it came over HTTP/2.
    public let isHTTP2: Bool
    /// The body, read as it comes, once.
    public let body: HTTPBody

    init(_ head: ResponseHead, _ transfer: Transfer) {
        status = head.status
        headers = head.headers
        isHTTP2 = head.isHTTP2
        body = HTTPBody(transfer: transfer)
    }
}
