internal import CCurl

extension ActiveTransfer {
    /// Tells libcurl what to send, and what it may do.
    ///
    /// - Parameters:
    ///   - addresses: Where the name leads; nothing if libcurl is to find out, because there is nothing to look up.
    ///   - configuration: What holds for all requests of the client.
    func setOptions(addresses: [IPAddress]?, _ configuration: HTTPClient.Configuration) {
        easy_set_text(easy, CURLOPT_URL, request.url.text)
        easy_allow_web_only(easy)
        easy_set_long(easy, CURLOPT_NOSIGNAL, 1)
        easy_set_long(easy, CURLOPT_FOLLOWLOCATION, 0)
        easy_set_long(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        easy_set_long(easy, CURLOPT_TCP_KEEPALIVE, 1)
        setMethodAndBody()
        setHeaders()
        setConnection(addresses, configuration)
        setCallbacks()
    }

    private func setMethodAndBody() {
        if let body = request.body {
            easy_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
            body.withUnsafeBytes { bytes in
                // An empty array has no address, and no address means something else to libcurl.
                _ =
                    bytes.baseAddress.map { easy_set_pointer(easy, CURLOPT_COPYPOSTFIELDS, $0) }
                    ?? easy_set_text(easy, CURLOPT_COPYPOSTFIELDS, "")
            }
        }
        switch (request.method, request.body) {
        case ("GET", nil), ("POST", .some): break
        case ("HEAD", _): easy_set_long(easy, CURLOPT_NOBODY, 1)
        default: easy_set_text(easy, CURLOPT_CUSTOMREQUEST, request.method)
        }
    }

    private func setHeaders() {
        // Without a colon's value libcurl leaves a field of its own out; a semicolon stands for an empty one.
        var lines = request.headers.fields.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        if request.headers["Expect"] == nil { lines.append("Expect:") }
        if request.body != nil, request.headers["Content-Type"] == nil { lines.append("Content-Type:") }
        set(CURLOPT_HTTPHEADER, lines)
        // An empty text would offer all encodings that libcurl knows. What comes encoded is decoded in any case.
        easy_set_text(easy, CURLOPT_ACCEPT_ENCODING, request.acceptsCompression ? "gzip, deflate" : "identity")
    }

    private func setConnection(_ addresses: [IPAddress]?, _ configuration: HTTPClient.Configuration) {
        let version = request.version == .automatic ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1
        easy_set_long(easy, CURLOPT_HTTP_VERSION, Int(version))
        // Waits for a connection that is being made, if that may come to carry many requests: known once TLS is up.
        let mayMultiplex = request.version == .automatic && request.url.scheme == "https"
        easy_set_long(easy, CURLOPT_PIPEWAIT, mayMultiplex ? 1 : 0)
        // The deadline itself is the loop's; libcurl divides this time among the addresses of a name.
        let connect = request.deadlines.connect?.milliseconds ?? .max
        easy_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, Int(max(1, connect)))
        if let file = configuration.certificateAuthorities {
            easy_set_text(easy, CURLOPT_CAINFO, file)
        }
        // Said in any case, or libcurl would read the environment itself.
        easy_set_text(easy, CURLOPT_PROXY, proxy?.text ?? "")
        easy_set_text(easy, CURLOPT_NOPROXY, proxy == nil ? "*" : "")
        if let addresses {
            let list = addresses.map { $0.isVersion6 ? "[\($0)]" : "\($0)" }.joined(separator: ",")
            // The plus lets libcurl forget it again after a while.
            set(CURLOPT_RESOLVE, ["+\(nextHop.host):\(nextHop.port):\(list)"])
        }
    }

    private func setCallbacks() {
        let context = Unmanaged.passUnretained(self).toOpaque()
        easy_set_pointer(easy, CURLOPT_PRIVATE, context)
        easy_set_pointer(easy, CURLOPT_WRITEDATA, context)
        easy_set_pointer(easy, CURLOPT_HEADERDATA, context)
        easy_set_pointer(easy, CURLOPT_OPENSOCKETDATA, context)
        easy_set_pointer(easy, CURLOPT_PREREQDATA, context)
        easy_set_data_function(easy, CURLOPT_WRITEFUNCTION, EasyCallbacks.body)
        easy_set_data_function(easy, CURLOPT_HEADERFUNCTION, EasyCallbacks.header)
        easy_set_open_socket_function(easy, EasyCallbacks.openSocket)
        easy_set_before_request_function(easy, EasyCallbacks.beforeRequest)
    }
}
