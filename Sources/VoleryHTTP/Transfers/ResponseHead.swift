/// What comes before a response's body.
struct ResponseHead: Sendable {
    var status: Int
    var isHTTP2: Bool
    var headers: HTTPHeaders
}
