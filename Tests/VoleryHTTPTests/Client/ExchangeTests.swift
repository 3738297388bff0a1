import LoopbackServer
import Testing

@testable import VoleryHTTP

@Suite("Requests and their responses", .timeLimit(.minutes(1)))
struct ExchangeTests {
    @Test("A response has its status, its headers and its body")
    func response() async throws {
        try await withLoopbackServer { exchange in
            try exchange.respond("hello", status: 203, headers: ["X-Answer": " forty-two ", "x-answer": "43"])
        } during: { server in
            try await withClient { client in
                try await client.perform(server.request()) { response in
                    #expect(response.status == 203)
                    #expect(response.headers["X-ANSWER"] == "forty-two")
                    #expect(response.headers.values(of: "x-Answer") == ["forty-two", "43"])
                    let body = try await response.body.collect(upTo: 5)
                    #expect(body == Array("hello".utf8))
                }
            }
        }
    }

    @Test("What is sent is the method, the target, the headers and the body that were asked for, and no others")
    func request() async throws {
        try await withLoopbackServer { exchange in
            try exchange.respond()
        } during: { server in
            try await withClient { client in
                let headers: HTTPHeaders = ["Content-Type": "text/json", "X-Empty": "", "x-twice": "1", "X-Twice": "2"]
                _ = try await client.text(
                    server.request("POST", "/a%20b?c=d#e", headers: headers, body: Array("{}".utf8))
                )
            }
            let request = try #require(server.requests.first)
            #expect(request.method == "POST")
            #expect(request.target == "/a%20b?c=d")
            #expect(request.text == "{}")
            let names = request.headers.map { "\($0.name): \($0.value)" }
            #expect(
                names == [
                    "Host: 127.0.0.1:\(server.port)", "Accept: */*", "Accept-Encoding: gzip, deflate",
                    "Content-Type: text/json", "X-Empty: ", "x-twice: 1", "X-Twice: 2", "Content-Length: 2",
                ]
            )
        }
    }

    @Test(
        "Every method is sent as it is, with and without a body",
        arguments: ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
        [nil, [], [1, 2, 3]] as [[UInt8]?]
    )
    func methods(_ method: String, _ body: [UInt8]?) async throws {
        try await withLoopbackServer { exchange in
            try exchange.respond("done")
        } during: { server in
            try await withClient { client in
                let text = try await client.text(server.request(method, body: body))
                #expect(text == "done")
            }
            #expect(server.requests.map(\.method) == [method])
            #expect(server.requests.map(\.body) == [body ?? []])
            #expect(server.requests.first?["Content-Type"] == nil)
        }
    }

    @Test("A HEAD request ends with the head, whatever length that names")
    func head() async throws {
        try await withLoopbackServer { exchange in
            try exchange.respond("twelve bytes")
        } during: { server in
            try await withClient { client in
                try await client.perform(server.request("HEAD")) { response in
                    #expect(response.headers["Content-Length"] == "12")
                    let body = try await response.body.collect(upTo: 0)
                    #expect(body == [])
                }
            }
        }
    }

    @Test("A large body goes out whole and without asking for permission first")
    func largeBody() async throws {
        let body = (0..<1_200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try await withLoopbackServer { exchange in
            try exchange.respond(bytes: exchange.request.body)
        } during: { server in
            try await withClient { client in
                let echo = try await client.perform(server.request("POST", body: body)) { response in
                    try await response.body.collect(upTo: body.count)
                }
                #expect(echo == body)
            }
            #expect(server.requests.first?["Expect"] == nil)
        }
    }

    @Test("Chunks are there as soon as they were sent, not when the body is complete")
    func streaming() async throws {
        let gates = [Gate(), Gate()]
        try await withLoopbackServer { exchange in
            try exchange.begin()
            try exchange.wait(for: gates[0])
            try exchange.send("one")
            try exchange.wait(for: gates[1])
            try exchange.send("two")
            try exchange.finish()
        } during: { server in
            try await withClient { client in
                let chunks = try await client.perform(server.request()) { response in
                    gates[0].open()
                    var chunks: [String] = []
                    for try await chunk in response.body {
                        chunks.append(String(decoding: chunk, as: UTF8.self))
                        gates[1].open()
                    }
                    return chunks
                }
                #expect(chunks == ["one", "two"])
            }
        }
    }

    @Test("Requests one after another share a connection")
    func keepAlive() async throws {
        try await withLoopbackServer { exchange in
            try exchange.respond("\(exchange.request.connection)")
        } during: { server in
            try await withClient { client in
                for _ in 0..<20 {
                    let text = try await client.text(server.request())
                    #expect(text == "1")
                }
            }
        }
    }

    @Test("Many requests run side by side")
    func sideBySide() async throws {
        let count = 100
        let all = Gate()
        try await withLoopbackServer { exchange in
            if exchange.request.connection == count { all.open() }
            try exchange.wait(for: all)
            try exchange.respond(exchange.request.target)
        } during: { server in
            try await withClient { client in
                let answers = try await withThrowingTaskGroup { group in
                    for index in 0..<count {
                        group.addTask { try await client.text(server.request("GET", "/\(index)")) }
                    }
                    return try await group.reduce(into: Set<String>()) { $0.insert($1) }
                }
                #expect(answers == Set((0..<count).map { "/\($0)" }))
            }
        }
    }

    @Test("A redirect is a response like any other, and nothing follows it")
    func redirect() async throws {
        try await withLoopbackServer { exchange in
            try exchange.respond(status: 302, headers: ["Location": "/elsewhere"])
        } during: { server in
            try await withClient { client in
                try await client.perform(server.request()) { response in
                    #expect(response.status == 302)
                    #expect(response.headers["location"] == "/elsewhere")
                }
            }
            #expect(server.requests.count == 1)
        }
    }

    @Test("Interim responses and trailers aren't taken for the head")
    func interim() async throws {
        try await withLoopbackServer { exchange in
            try exchange.write("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")
            try exchange.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n")
            try exchange.write("2\r\nok\r\n0\r\nX-Sum: 1\r\n\r\n")
        } during: { server in
            try await withClient { client in
                try await client.perform(server.request()) { response in
                    #expect(response.status == 200)
                    #expect(response.headers.fields.map(\.name) == ["Transfer-Encoding", "Trailer"])
                    let body = try await response.body.collect(upTo: 2)
                    #expect(body == Array("ok".utf8))
                }
            }
        }
    }

    @Test("A header that could break out of its line is refused before anything is sent, without showing its value")
    func headerInjection() async throws {
        try await withLoopbackServer { exchange in
            try exchange.respond()
        } during: { server in
            try await withClient { client in
                for headers in [["Key": "sesame\r\nX: 1"], ["Ke y": "sesame"], ["": "sesame"], ["K": "\0sesame"]] {
                    let fields = headers.map { HTTPHeaders.Field($0.key, $0.value) }
                    let error = await client.failure(try server.request(headers: HTTPHeaders(fields)))
                    #expect(error?.code == .invalidRequest)
                    #expect(error?.message.contains("sesame") == false)
                }
                #expect(await client.failure(try server.request("GET / HTTP/1.1\r\n"))?.code == .invalidRequest)
            }
            #expect(server.requests.isEmpty)
        }
    }
}
