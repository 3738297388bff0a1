internal import Glibc
internal import Synchronization

/// A real HTTP/1.1 server on a loopback address, for tests: what it answers is a script in the test.
public final class LoopbackServer: Sendable {
    /// What answers a request; it runs on the connection's own thread and may block.
    public typealias Script = @Sendable (LoopbackExchange) throws -> Void

    private struct State {
        var threads = 0
        var connections = 0
        var requests: [LoopbackRequest] = []
        var whenDone: CheckedContinuation<Void, Never>?
    }

    /// The port that it listens on.
    public let port: Int
    private let listener: Int32
    private let script: Script
    private let stop = Gate()
    private let state = Mutex(State())

    init(_ script: @escaping Script, at wanted: Int) throws {
        self.script = script
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        port = try listen(on: listener, at: wanted)
        start { $0.accept() }
    }

    /// The URL of a path here.
    public func url(_ path: String = "/") -> String { "http://127.0.0.1:\(port)\(path)" }

    /// All requests so far, in the order in which they came.
    public var requests: [LoopbackRequest] { state.withLock(\.requests) }

    /// How many connections were made so far.
    public var connections: Int { state.withLock(\.connections) }

    /// Ends all connections, waits until their threads have ended, and frees the port; called once.
    func end() async {
        stop.open()
        await withCheckedContinuation { waiter in
            let isDone = state.withLock { state in
                guard state.threads > 0 else { return true }
                state.whenDone = waiter
                return false
            }
            if isDone { waiter.resume() }
        }
        // Here rather than when the last reference goes, which a thread may hold a moment longer.
        close(listener)
    }
}

// MARK: - Threads

extension LoopbackServer {
    private final class Work {
        let server: LoopbackServer
        let run: (LoopbackServer) -> Void

        init(_ server: LoopbackServer, _ run: @escaping (LoopbackServer) -> Void) {
            self.server = server
            self.run = run
        }
    }

    private func start(_ run: @escaping (LoopbackServer) -> Void) {
        state.withLock { $0.threads += 1 }
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, 512 << 10)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        var thread = pthread_t()
        let work = Unmanaged.passRetained(Work(self, run)).toOpaque()
        let code = pthread_create(
            &thread,
            &attributes,
            { context in
                guard let context else { return nil }
                let work = Unmanaged<Work>.fromOpaque(context).takeRetainedValue()
                work.run(work.server)
                work.server.endThread()
                return nil
            },
            work
        )
        precondition(code == 0, "A test's server needs a thread for each connection, and there are none left.")
    }

    private func endThread() {
        let waiter: CheckedContinuation<Void, Never>? = state.withLock { state in
            state.threads -= 1
            guard state.threads == 0 else { return nil }
            defer { state.whenDone = nil }
            return state.whenDone
        }
        waiter?.resume()
    }

    private func accept() {
        let socket = LoopbackSocket(descriptor: listener, stop: stop.descriptor)
        while (try? socket.wait(forOther: listener)) != nil, !stop.isOpen {
            let connection = Glibc.accept(listener, nil, nil)
            guard connection >= 0, fcntl(connection, F_SETFD, FD_CLOEXEC) == 0 else { continue }
            start { $0.serve(connection) }
        }
    }

    private func serve(_ descriptor: Int32) {
        let number = state.withLock { state in
            state.connections += 1
            return state.connections
        }
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        let socket = LoopbackSocket(descriptor: descriptor, stop: stop.descriptor)
        do {
            try answer(socket, number)
        } catch LoopbackEnd.notHTTP {
            try? socket.write(Array("HTTP/1.1 400 Not HTTP\r\nContent-Length: 0\r\n\r\n".utf8))
        } catch {
            // The script ended the connection.
        }
        close(descriptor)
    }

    private func answer(_ socket: LoopbackSocket, _ number: Int) throws {
        var reader = RequestReader(socket, connection: number)
        while let request = try reader.next() {
            state.withLock { $0.requests.append(request) }
            let exchange = LoopbackExchange(request, socket)
            try script(exchange)
            guard !exchange.isOver else { return }
        }
    }
}

private func listen(on listener: Int32, at port: Int) throws -> Int {
    // A port that is given may have been used a moment ago.
    var isShared: Int32 = 1
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &isShared, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_port = UInt16(port).bigEndian
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { name in
            bind(listener, name, length) == 0
                && listen(listener, 4096) == 0
                && getsockname(listener, name, &length) == 0
        }
    }
    guard isListening else { throw LoopbackEnd.serverStopped }
    return Int(UInt16(bigEndian: address.sin_port))
}

/// Runs a test with a real HTTP/1.1 server on a loopback address.
///
/// - Parameters:
///   - port: The port; one that is free unless given.
///   - script: Answers each request, on the connection's own thread. An error thrown there ends the connection.
///   - body: The test. When it returns, all connections and threads of the server end.
/// - Returns: What the test returns.
/// - Throws: What the test throws.
public func withLoopbackServer<Value>(
    at port: Int = 0,
    _ script: @escaping LoopbackServer.Script,
    during body: (LoopbackServer) async throws -> Value
) async throws -> Value {
    let server = try LoopbackServer(script, at: port)
    do {
        let value = try await body(server)
        await server.end()
        return value
    } catch {
        await server.end()
        throw error
    }
}
