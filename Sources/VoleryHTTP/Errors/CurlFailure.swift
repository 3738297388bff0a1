internal import CCurl
internal import Glibc

extension ActiveTransfer {
    /// An error of this transfer, which names the proxy too where that may be at fault.
    func error(_ code: HTTPError.Code, _ detail: String? = nil) -> HTTPError {
        let error = HTTPError(code, at: transfer.server, detail: detail)
        guard let proxy, error.isFailureToConnect else { return error }
        let way = "The way there leads through the proxy \(proxy.authority)."
        return HTTPError(code, at: transfer.server, detail: [detail, way].compactMap(\.self).joined(separator: " "))
    }

    /// What a result of libcurl means to people; nothing if all went well.
    func failure(for result: CURLcode) -> HTTPError? {
        guard result != CURLE_OK else { return hasHead ? nil : error(.connectionLost) }
        if let failure { return failure }
        switch result {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY:
            return error(.couldNotResolve, "Check the name's spelling and the network.")
        case CURLE_COULDNT_CONNECT, CURLE_ABORTED_BY_CALLBACK: return connectFailure
        case CURLE_OPERATION_TIMEDOUT: return error(.connectTimedOut)
        case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE, CURLE_HTTP2, CURLE_HTTP2_STREAM:
            return refusalByProxy ?? error(.connectionLost, systemDetail)
        case CURLE_PROXY: return error(.couldNotConnect, sentence)
        case CURLE_OUT_OF_MEMORY: return error(.outOfResources)
        case CURLE_URL_MALFORMAT: return error(.invalidURL)
        case _ where Self.tlsFailures.contains(result.rawValue): return error(.tlsFailed, sentence)
        default: return error(.protocolViolation, sentence)
        }
    }

    /// A proxy that wouldn't make the connection, and answered so.
    private var refusalByProxy: HTTPError? {
        var status = 0
        easy_get_long(easy, CURLINFO_HTTP_CONNECTCODE, &status)
        return status >= 300 ? error(.couldNotConnect, "The proxy answered \(status).") : nil
    }

    private static let tlsFailures: Set<UInt32> = Set(
        [
            CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_PEER_FAILED_VERIFICATION,
            CURLE_USE_SSL_FAILED, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_SHUTDOWN_FAILED, CURLE_SSL_CRL_BADFILE,
            CURLE_SSL_ISSUER_ERROR, CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS,
            CURLE_SSL_CLIENTCERT, CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED,
        ].map(\.rawValue)
    )

    private var connectFailure: HTTPError {
        if let refused, !triedToConnect || failedBeforeRequest {
            return error(.addressRefused, "Its address \(refused) is not allowed.")
        }
        return error(.couldNotConnect, systemDetail)
    }

    /// Whether there was a connection, but its address was refused.
    private var failedBeforeRequest: Bool {
        var count = 0
        easy_get_long(easy, CURLINFO_NUM_CONNECTS, &count)
        return count == 0
    }

    /// The system's own word for what went wrong, if it had one.
    private var systemDetail: String? {
        var number = 0
        easy_get_long(easy, CURLINFO_OS_ERRNO, &number)
        guard number != 0, let text = strerror(Int32(number)) else { return nil }
        return "\(String(cString: text))."
    }

    /// What libcurl says, which names no more than the host and the fault.
    private var sentence: String? {
        let text = errorDetail
        return text.isEmpty ? nil : "\(text)."
    }
}

extension HTTPError {
    /// Whether there was no connection, so that another address may be better.
    var isFailureToConnect: Bool {
        switch code.kind {
        case .couldNotResolve, .couldNotConnect, .connectTimedOut: true
        default: false
        }
    }
}
