internal import CCurl

/// What libcurl calls for all transfers together, on the loop's thread.
enum MultiCallbacks {
    static let socket: curl_socket_callback = { _, socket, interest, context, _ in
        loop(context)?.watch(socket, for: interest)
        return 0
    }

    static let timer: curl_multi_timer_callback = { _, milliseconds, context in
        loop(context)?.setTimer(milliseconds < 0 ? nil : .milliseconds(milliseconds))
        return 0
    }

    private static func loop(_ context: UnsafeMutableRawPointer?) -> TransferLoop? {
        context.map { Unmanaged<TransferLoop>.fromOpaque($0).takeUnretainedValue() }
    }
}
