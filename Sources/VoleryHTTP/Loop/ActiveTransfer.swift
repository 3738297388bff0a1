internal import CCurl

/// A transfer in the loop's hands: libcurl's handle for it, and what it brought since the last flush.
///
/// It lives on the loop's thread alone. libcurl's callbacks know it by its address, so the loop keeps it for as long as
/// libcurl has the handle.
final class ActiveTransfer {
    enum Stage {
        /// There are as many transfers as there may be.
        case queued
        /// Its name is being looked up.
        case resolving
        /// It is libcurl's.
        case running
    }

    let transfer: Transfer
    let request: HTTPRequest
    /// The proxy on the way, if there is one.
    let proxy: Proxy?
    let easy: UnsafeMutableRawPointer
    unowned let loop: TransferLoop

    var stage = Stage.queued
    var clock: TransferClock
    /// When the loop looks at the clock again.
    var nextLook: ContinuousClock.Instant?

    /// Why the loop makes libcurl stop, where it is the loop that does.
    var failure: HTTPError?
    /// An address that the request's policy refused.
    var refused: IPAddress?
    /// Whether an address was tried.
    var triedToConnect = false

    private(set) var isHTTP2 = false
    private(set) var hasHead = false
    private var head = HeadParser()
    private var received = 0
    private var room = Transfer.Machine.window
    private var isPaused = false
    private var isDirty = false
    private var delivery = Transfer.Machine.Delivery()
    private var lists: [UnsafeMutablePointer<curl_slist>] = []
    private let errorText: UnsafeMutablePointer<CChar>

    init?(_ transfer: Transfer, _ request: HTTPRequest, loop: TransferLoop, now: ContinuousClock.Instant) {
        guard let easy = curl_easy_init() else { return nil }
        self.transfer = transfer
        self.request = request
        proxy = request.usesProxy ? loop.configuration.proxies.proxy(for: request.url) : nil
        self.easy = easy
        self.loop = loop
        clock = TransferClock(request.deadlines, start: now)
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        easy_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText)
    }

    deinit {
        curl_easy_cleanup(easy)
        for list in lists { curl_slist_free_all(list) }
        errorText.deallocate()
    }

    /// What libcurl says of a failure beyond its code.
    var errorDetail: String { String(cString: errorText) }

    /// Gives libcurl a list that lives as long as the handle.
    func set(_ option: CURLoption, _ lines: [String]) {
        guard let list = lines.reduce(nil as UnsafeMutablePointer<curl_slist>?, { curl_slist_append($0, $1) }) else {
            return
        }
        lists.append(list)
        easy_set_list(easy, option, list)
    }
}

// MARK: - What libcurl brings

extension ActiveTransfer {
    /// Takes a line of the head; libcurl is to stop if it isn't taken.
    func take(headerLine line: UnsafeRawBufferPointer) -> Bool {
        do throws(HTTPError) {
            guard let head = try head.feed(line) else { return true }
            isHTTP2 = head.isHTTP2
            hasHead = true
            clock.answer()
            delivery.head = head
            markDirty()
            return true
        } catch {
            failure = HTTPError(error.code, at: transfer.server)
            return false
        }
    }

    enum Taken {
        case all
        /// Nothing was taken; there is no room until the reader has read.
        case later
        /// The body is too large.
        case tooMuch
    }

    /// Takes a part of the body.
    func take(_ bytes: UnsafeRawBufferPointer) -> Taken {
        guard delivery.bytes.count < room else {
            isPaused = true
            markDirty()
            return .later
        }
        let taken = min(bytes.count, request.maximumBodyBytes - received)
        delivery.bytes.append(contentsOf: bytes.prefix(taken))
        received += taken
        markDirty()
        guard taken < bytes.count else { return .all }
        failure = HTTPError(
            .bodyTooLarge,
            at: transfer.server,
            detail: "At most \(request.maximumBodyBytes) bytes are taken."
        )
        return .tooMuch
    }

    private func markDirty() {
        guard !isDirty else { return }
        isDirty = true
        loop.needsFlush(self)
    }
}

// MARK: - What the reader gets

extension ActiveTransfer {
    /// Hands over what libcurl brought since the last time, and lets it go on if the reader took all.
    func flush() {
        isDirty = false
        delivery.isHeldBack = isPaused
        let (room, goesOn) = transfer.deliver(delivery)
        delivery = .init()
        self.room = room
        if goesOn { goOn() }
    }

    /// Hands over the rest, and the end.
    func flush(_ end: Transfer.Machine.End) {
        delivery.end = end
        _ = transfer.deliver(delivery)
    }

    /// The reader has read all, so there is room again.
    func goOn() {
        room = Transfer.Machine.window
        guard isPaused else { return }
        isPaused = false
        // Hands over what libcurl kept in the meantime, which may turn out to be too much.
        let result = easy_go_on(easy)
        guard let failure = result == CURLE_OK ? nil : failure(for: result) else { return }
        loop.end(self, .failed(failure))
    }
}
