internal import CCurl
internal import HeapModule

/// The one thread that drives libcurl: it waits for sockets, time and commands, and brings what comes of them to the
/// transfers.
///
/// An instance is made on that thread and never leaves it.
final class TransferLoop {
    typealias Instant = ContinuousClock.Instant

    let configuration: HTTPClient.Configuration
    let mailbox: LoopMailbox
    let resolver: NameResolver
    let multi: UnsafeMutableRawPointer
    var active: [Int: ActiveTransfer] = [:]
    var admission: Admission
    var names = NameBook()
    var looks: Heap<Look> = []
    /// Servers that are known to take many requests on one connection, which then needn't be counted.
    var multiplexing: Set<String> = []
    /// The present time, taken once a round.
    var now = Instant.now

    private var watch: SocketWatch
    private var timer: Instant?
    private var unflushed: [ActiveTransfer] = []
    private var isEnding = false

    private init(
        _ configuration: HTTPClient.Configuration,
        _ mailbox: LoopMailbox,
        _ resolver: NameResolver
    ) throws(HTTPError) {
        guard let multi = curl_multi_init() else { throw HTTPError(.outOfResources) }
        self.configuration = configuration
        self.mailbox = mailbox
        self.resolver = resolver
        self.multi = multi
        watch = try SocketWatch(wakeUp: mailbox.wakeUp)
        let limit = DescriptorLimit.connections(atMost: configuration.maximumConnections)
        admission = Admission(limit: limit)
        setOptions(limit)
    }

    private func setOptions(_ limit: Int) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        multi_set_pointer(multi, CURLMOPT_SOCKETDATA, context)
        multi_set_pointer(multi, CURLMOPT_TIMERDATA, context)
        multi_set_socket_function(multi, MultiCallbacks.socket)
        multi_set_timer_function(multi, MultiCallbacks.timer)
        multi_set_long(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, limit)
        multi_set_long(multi, CURLMOPT_MAXCONNECTS, limit)
        multi_set_long(multi, CURLMOPT_MAX_CONCURRENT_STREAMS, 1000)
    }

    deinit {
        curl_multi_cleanup(multi)
    }

    /// Works until it is told to shut down, and then gives everything back.
    static func run(_ configuration: HTTPClient.Configuration, _ mailbox: LoopMailbox, _ resolver: NameResolver) {
        var reason = HTTPError(.shutDown)
        do throws(HTTPError) {
            let loop = try TransferLoop(configuration, mailbox, resolver)
            loop.work()
            loop.endAll(reason)
        } catch {
            reason = error
        }
        for case .start(let transfer, _) in mailbox.close(reason) {
            _ = transfer.deliver(.init(end: .failed(reason)))
        }
        mailbox.end()
    }

    private func work() {
        while !isEnding {
            let ready = watch.wait(milliseconds: pause)
            now = .now
            for one in ready where one.socket != mailbox.wakeUp {
                act(one.socket, one.events)
            }
            for command in mailbox.takeAll() { perform(command) }
            actOnTime()
            finishDone()
            flushAll()
            admitWaiting()
        }
    }

    private func perform(_ command: LoopMailbox.Command) {
        switch command {
        case .start(let transfer, let request): start(transfer, request)
        case .goOn(let id): active[id]?.goOn()
        case .stop(let id): stop(id)
        case .resolved(let name, let result): resolved(name, result)
        case .shutDown: isEnding = true
        }
    }

    /// Ends every transfer, when the loop ends.
    private func endAll(_ reason: HTTPError) {
        for one in active.values.sorted(by: { $0.transfer.id < $1.transfer.id }) {
            end(one, .failed(reason))
        }
        unflushed = []
    }
}

// MARK: - Sockets and time

extension TransferLoop {
    /// How long to wait when nothing happens; rounded up, so as not to come too early and turn in circles.
    private var pause: Int32 {
        let times = [timer, looks.min?.time].compactMap(\.self)
        guard let next = times.min() else { return -1 }
        return Instant.now.duration(to: next).milliseconds
    }

    private func act(_ socket: Int32, _ events: Int32) {
        var running: Int32 = 0
        curl_multi_socket_action(multi, socket, events, &running)
    }

    private func actOnTime() {
        if let timer, timer <= now {
            self.timer = nil
            act(CURL_SOCKET_TIMEOUT, 0)
        }
        lookAtClocks()
    }

    /// libcurl wants to be told when a time is over.
    func setTimer(_ delay: Duration?) {
        timer = delay.map { now + $0 }
    }

    /// libcurl wants to know when a socket is ready.
    func watch(_ socket: Int32, for interest: Int32) {
        watch.watch(socket, for: interest)
    }
}

// MARK: - What transfers brought

extension TransferLoop {
    /// A transfer has something for its reader.
    func needsFlush(_ one: ActiveTransfer) {
        unflushed.append(one)
    }

    /// Brings everything that came in this round to the readers: one lock and one wake-up for each, not for each chunk.
    private func flushAll() {
        while !unflushed.isEmpty {
            let all = unflushed
            unflushed = []
            for one in all where active[one.transfer.id] != nil { one.flush() }
        }
    }

    private func finishDone() {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE else { continue }
            var context: UnsafeMutableRawPointer?
            easy_get_pointer(message.pointee.easy_handle, CURLINFO_PRIVATE, &context)
            guard let context else { continue }
            let one = Unmanaged<ActiveTransfer>.fromOpaque(context).takeUnretainedValue()
            let failure = one.failure(for: message_result(message))
            end(one, failure.map { .failed($0) } ?? .complete)
        }
    }
}
