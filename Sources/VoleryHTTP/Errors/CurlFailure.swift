internal import CCurl
internal import Glibc

extension ActiveTransfer {
    /// What a result of libcurl means to people; nothing if all went well.
    func failure(for result: CURLcode) -> HTTPError? {
        let server = transfer.server
        guard result != CURLE_OK else { return hasHead ? nil : HTTPError(.connectionLost, at: server) }
        if let failure { return failure }
        switch result {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY:
            return HTTPError(.couldNotResolve, at: server, detail: "Check the name's spelling and the network.")
        case CURLE_COULDNT_CONNECT, CURLE_ABORTED_BY_CALLBACK: return connectFailure
        case CURLE_OPERATION_TIMEDOUT: return HTTPError(.connectTimedOut, at: server)
        case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE, CURLE_HTTP2, CURLE_HTTP2_STREAM:
            return HTTPError(.connectionLost, at: server, detail: systemDetail)
        case CURLE_OUT_OF_MEMORY: return HTTPError(.outOfResources, at: server)
        case CURLE_URL_MALFORMAT: return HTTPError(.invalidURL, at: server)
        case _ where Self.tlsFailures.contains(result.rawValue):
            return HTTPError(.tlsFailed, at: server, detail: sentence)
        default: return HTTPError(.protocolViolation, at: server, detail: sentence)
        }
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
            return HTTPError(.addressRefused, at: transfer.server, detail: "Its address \(refused) is not allowed.")
        }
        return HTTPError(.couldNotConnect, at: transfer.server, detail: systemDetail)
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
