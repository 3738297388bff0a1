import Testing

@testable import VoleryHTTP

@Suite("What a program asks its proxy for")
struct ForwardRequestTests {
    private func request(_ text: String) throws -> ForwardRequest {
        try ForwardRequest(Array(text.utf8)[...])
    }

    private func status(_ text: String) -> Int? {
        do {
            _ = try request(text)
            return nil
        } catch {
            return (error as? ForwardRequest.Fault)?.status
        }
    }

    @Test("a tunnel is to a host and a port, however the address is spelled")
    func tunnel() throws {
        for (target, host, port) in [
            ("example.org:443", "example.org", 443), ("EXAMPLE.org:22", "example.org", 22),
            ("0x7f.1:80", "127.0.0.1", 80), ("2130706433:80", "127.0.0.1", 80), ("[::1]:443", "::1", 443),
        ] {
            let request = try request("CONNECT \(target) HTTP/1.1\r\nHost: other")
            #expect(request.host == host && request.port == port && request.head == nil)
        }
    }

    @Test(
        "anything else is refused",
        arguments: [
            "", "GET", "GET /", "GET / HTTP/1.1", "GET http://a/ HTTP/2", "GET https://a/ HTTP/1.1",
            "CONNECT a HTTP/1.1",
            "CONNECT http://a:80/ HTTP/1.1", "CONNECT u@a:80 HTTP/1.1", "CONNECT a:80/x HTTP/1.1",
            "CONNECT :80 HTTP/1.1",
            "CONNECT a:0x50 HTTP/1.1", "CONNECT a:99999 HTTP/1.1", "GET http://u:p@a/ HTTP/1.1",
            "GET  http://a/ HTTP/1.1", "GET ftp://a/ HTTP/1.1", "GET http://a/ HTTP/1.1\r\nno field",
            "GET http://a/ HTTP/1.1\r\n folded: 1", "GET http://a/ HTTP/1.1\r\nA : b",
            "GET http://a/ HTTP/1.1\r\nA: b\rC: d",
            "POST http://a/ HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2",
            "POST http://a/ HTTP/1.1\r\nContent-Length: -1", "POST http://a/ HTTP/1.1\r\nContent-Length: +1",
        ]
    )
    func refused(text: String) {
        #expect(status(text) == 400)
    }

    @Test("a plain request goes on with the host that was checked, and without what was meant for the proxy")
    func plain() throws {
        let request = try request(
            """
            POST http://Example.org:8080/a?b=c HTTP/1.1\r\nHost: evil.org\r\nProxy-Authorization: x\r\n\
            Connection: keep-alive\r\nUpgrade: h2c\r\nX-A: \u{e9}\r\ncontent-length: 3
            """
        )
        #expect(request.host == "example.org" && request.port == 8080 && request.bodyLength == 3)
        let head = try #require(request.head)
        #expect(
            String(decoding: head, as: UTF8.self)
                == """
                POST /a?b=c HTTP/1.1\r\nHost: example.org:8080\r\nConnection: close\r\nX-A: \u{e9}\r\n\
                content-length: 3\r\n\r\n
                """
        )
    }

    @Test("a body whose end only its content tells is refused, since a second request could hide behind it")
    func chunked() {
        #expect(status("POST http://a/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 3") == 411)
    }
}
