import FoundationEssentials
import Glibc
import LoopbackServer
import Testing
import VoleryCore
import VoleryHTTP

@testable import VoleryTools

@Suite("What servers answer to web_fetch", .timeLimit(.minutes(5)))
struct FetchContentTests {
    struct Case: Decodable, Sendable {
        var id: String
        var generate: String?
        var headers: [String: String]?
        var status: Int?
        var html: String?
        var body: String?
        var bytes_base64: String?
        var expect: String?
        var expect_text_contains: [String]?
        var expect_text_not: [String]?
        var expect_markdown: String?
    }

    private struct Cases: Decodable {
        var cases: [Case]
    }

    @Test(
        "Every case of the corpus ends as it should",
        .enabled(if: Corpus.isThere("fetch-content"), "the corpus is not there")
    )
    func corpus() async throws {
        let cases = try Corpus.load("fetch-content", as: Cases.self).cases
        var failures: [String] = []
        for test in cases { failures += try await faults(of: test).map { "\(test.id): \($0)" } }
        Corpus.report("fetch-content", of: cases.count, failures: failures)
        #expect(failures.isEmpty)
    }

    private func faults(of test: Case) async throws -> [String] {
        let answer = try HostileAnswer(test)
        let ended = Gate()
        return try await withLoopbackServer { exchange in
            defer { ended.open() }
            try answer.send(to: exchange)
        } during: { server in
            let before = ContinuousClock.now
            let (output, failure) = try await withClient { client -> (ToolOutput?, String?) in
                do {
                    let output = try await client.fetch(server.url("/"), grant: ["time": "5s"])
                    if test.id == "fc-s-024" { _ = try await client.fetch(server.url("/")) }
                    return (output, nil)
                } catch let failure as ToolFailure {
                    return (nil, failure.message)
                }
            }
            let time = ContinuousClock.now - before
            // An answer that never ends is ended by the connection's end alone.
            await ended.opened()
            var faults = Expectation(test, base: server.url("")).faults(output, failure)
            if time > .seconds(10) { faults.append("took \(time)") }
            if server.requests.contains(where: { $0["Cookie"] != nil }) { faults.append("sends a cookie") }
            return faults
        }
    }
}

/// What a case expects, in the corpus's own words.
private struct Expectation {
    let test: FetchContentTests.Case
    let base: String

    init(_ test: FetchContentTests.Case, base: String) {
        (self.test, self.base) = (test, base)
    }

    func faults(_ output: ToolOutput?, _ failure: String?) -> [String] {
        let text = output?.text ?? ""
        var faults: [String] = []
        func check(_ holds: Bool, _ fault: @autoclosure () -> String) {
            if !holds { faults.append("\(fault()): \((failure ?? text).prefix(200).debugDescription)") }
        }
        for part in test.expect_text_contains ?? [] { check(text.contains(part), "lacks \(part)") }
        for part in test.expect_text_not ?? [] { check(!text.contains(part), "has \(part)") }
        if let markdown = test.expect_markdown {
            check(text == markdown.replacing("BASE", with: base), "is not as expected")
        }
        check(text.unicodeScalars.count <= 100_000, "is too long")
        switch test.expect {
        case "cut or error at 1 MiB":
            check(failure != nil || text.contains("[cut: ") || text.contains("more than 1048576 bytes"), "is not cut")
        case "error", "error at once": check(failure != nil, "is no error")
        case "error: time": check(failure?.contains("took too long") == true, "is no error of time")
        case "text '' or cut, within 1 s": check(failure == nil && text.isEmpty, "is not empty")
        case "empty, no error": check(output?.value == "" && output?.stepFailure == nil, "is not empty")
        case "note with type and size":
            check(text.contains("image/png") && text.contains("10240 bytes"), "is no such note")
        case "error result with status 404 and the start of the text":
            check(output?.stepFailure?.contains("404") == true, "is no failure of a step")
            check(text.contains("404") && text.contains("gone"), "lacks the status or the text")
        default: check(output != nil, "fails")
        }
        return faults
    }
}

/// An answer of the corpus, as a server sends it.
private struct HostileAnswer {
    private let test: FetchContentTests.Case
    private let body: [UInt8]

    init(_ test: FetchContentTests.Case) throws {
        self.test = test
        body = try Self.body(of: test)
    }

    private static func body(of test: FetchContentTests.Case) throws -> [UInt8] {
        switch test.generate {
        case "gzip(zeros 300 MiB)": return try output(of: "head -c 314572800 /dev/zero | gzip -1")
        case "gzip(gzip(zeros 300 MiB))": return try output(of: "head -c 314572800 /dev/zero | gzip -1 | gzip -1")
        case "png 10 KB": return Array("\u{89}PNG".utf8.prefix(8)) + [UInt8](repeating: 0, count: 10_235)
        default: break
        }
        if let text = test.bytes_base64 { return Array(Data(base64Encoded: text) ?? Data()) }
        guard let html = test.html else { return Array((test.body ?? "").utf8) }
        let parts = html.split(separator: "*")
        guard parts.count == 2, let count = Int(parts[1]) else { return Array(html.utf8) }
        return Array(String(repeating: String(parts[0]), count: count).utf8)
    }

    func send(to exchange: LoopbackExchange) throws {
        switch test.generate {
        case "endless":
            try exchange.write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
            while true { try exchange.write(String(repeating: "x", count: 10_000)) }
        case "endless chunked":
            try exchange.begin(headers: ["Content-Type": "text/plain"])
            while true { try exchange.send(String(repeating: "x", count: 10_000)) }
        case "drip":
            try exchange.begin(headers: ["Content-Type": "text/plain"])
            while true {
                try exchange.send("x")
                usleep(300_000)
            }
        case "headers 400,000 lines":
            try exchange.write("HTTP/1.1 200 OK\r\n")
            for _ in 0..<400 { try exchange.write(String(repeating: "X-Filler: x\r\n", count: 1_000)) }
            try exchange.respond()
        case "header 16 MiB":
            try exchange.write("HTTP/1.1 200 OK\r\nX-Filler: ")
            try exchange.write(String(repeating: "x", count: 16 << 20))
            try exchange.respond()
        default: try sendHead(to: exchange)
        }
    }

    private func sendHead(to exchange: LoopbackExchange) throws {
        var headers = test.headers ?? [:]
        if test.generate?.hasPrefix("gzip(zeros") == true { headers["Content-Encoding"] = "gzip" }
        if headers["Content-Type"] == nil {
            headers["Content-Type"] = test.generate == nil ? "text/html" : "text/plain"
        }
        let isWhole = headers["Content-Length"] == nil
        if isWhole { headers["Content-Length"] = "\(body.count)" }
        let lines = headers.map { "\($0.key): \($0.value)\r\n" }.joined()
        try exchange.write("HTTP/1.1 \(test.status ?? 200) Scripted\r\n\(lines)\r\n")
        try exchange.write(bytes: body)
        if !isWhole { try exchange.hang() }
    }
}

/// What a command writes.
private func output(of command: String) throws -> [UInt8] {
    guard let pipe = popen(command, "r") else { throw TestFailure("\(command): errno \(errno)") }
    defer { pclose(pipe) }
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&buffer, 1, buffer.count, pipe), count > 0 { all += buffer[..<count] }
    return all
}
