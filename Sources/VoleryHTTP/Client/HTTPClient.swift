internal import CCurl
internal import Synchronization

/// Sends HTTP requests over libcurl, all on one thread of its own, with connections that are kept and shared.
///
/// One client serves a whole program; it is made for thousands of requests at once. A request lives inside a call of
/// ``perform(_:_:)``: whatever way that ends, nothing of the request goes on.
public final class HTTPClient: Sendable {
    private let mailbox: LoopMailbox
    private let lastID = Atomic<Int>(0)

    /// Starts a client.
    ///
    /// - Throws: ``HTTPError/Code/outOfResources`` if the system gives no thread or descriptor for it.
    public convenience init(_ configuration: Configuration = Configuration()) throws(HTTPError) {
        try self.init(configuration, lookUp: NameResolver.system)
    }

    /// Starts a client that looks names up in a way of its own.
    init(_ configuration: Configuration, lookUp: @escaping NameResolver.LookUp) throws(HTTPError) {
        guard Self.isLibraryReady else { throw HTTPError(.outOfResources, detail: "libcurl could not be started.") }
        let mailbox = try LoopMailbox()
        let resolver = NameResolver(mailbox: mailbox, lookUp: lookUp)
        try LoopThread.start { TransferLoop.run(configuration, mailbox, resolver) }
        self.mailbox = mailbox
    }

    deinit {
        mailbox.send(.shutDown)
    }

    private static let isLibraryReady = curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK

    /// Sends a request and lends its response to a closure.
    ///
    /// The response can be read for as long as the closure runs. When it returns or throws, or the task is cancelled,
    /// the transfer ends, and its connection is kept for others if the body had come to its end.
    ///
    /// - Throws: ``HTTPError`` if there is no response, `CancellationError` if the task is cancelled, and what the
    ///   closure throws.
    public func perform<Value>(
        _ request: HTTPRequest,
        _ body: (HTTPResponse) async throws -> Value
    ) async throws -> Value {
        let transfer = try start(request)
        defer { transfer.leave(HTTPError(.responseGone, at: transfer.server)) }
        return try await withTaskCancellationHandler {
            let head = try await transfer.head()
            return try await body(HTTPResponse(head, transfer))
        } onCancel: {
            transfer.leave(CancellationError())
        }
    }

    private func start(_ request: HTTPRequest) throws -> Transfer {
        try Task.checkCancellation()
        try request.validate()
        let id = lastID.add(1, ordering: .relaxed).newValue
        let transfer = Transfer(request, id: id, mailbox: mailbox)
        try mailbox.start(transfer, request)
        return transfer
    }

    /// Ends all requests, which throw ``HTTPError/Code/shutDown``, closes all connections and ends the thread.
    ///
    /// Returns when all of that is done, which takes no longer than the present work of the thread. A client that is
    /// let go does the same without anyone waiting for it.
    public func shutdown() async {
        mailbox.send(.shutDown)
        await mailbox.ended()
    }
}
