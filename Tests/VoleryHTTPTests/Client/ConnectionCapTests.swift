import LoopbackServer
import Synchronization
import Testing

@testable import VoleryHTTP

@Suite("Bounds on connections", .timeLimit(.minutes(1)))
struct ConnectionCapTests {
    @Test("No more requests run than there may be connections, and all are answered")
    func cap() async throws {
        let counts = Mutex((now: 0, most: 0))
        try await withLoopbackServer { exchange in
            counts.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
            defer { counts.withLock { $0.now -= 1 } }
            try exchange.respond(exchange.request.target)
        } during: { server in
            try await withClient(.init(maximumConnections: 3)) { client in
                let answers = try await withThrowingTaskGroup { group in
                    for index in 0..<60 {
                        group.addTask { try await client.text(server.request("GET", "/\(index)")) }
                    }
                    return try await group.reduce(into: Set<String>()) { $0.insert($1) }
                }
                #expect(answers.count == 60)
            }
            #expect(counts.withLock(\.most) <= 3)
            #expect(server.connections <= 3)
        }
    }

    @Test("A request that waits for its turn can be out of time, without being sent")
    func queuedDeadline() async throws {
        let started = Gate()
        let mayEnd = Gate()
        try await withLoopbackServer { exchange in
            started.open()
            try exchange.wait(for: mayEnd)
            try exchange.respond("first")
        } during: { server in
            try await withClient(.init(maximumConnections: 1)) { client in
                async let first = client.text(server.request())
                await started.opened()
                let late = try server.request(deadlines: Deadlines(connect: .milliseconds(1), total: .milliseconds(50)))
                #expect(await client.failure(late)?.code == .totalTimedOut)
                mayEnd.open()
                #expect(try await first == "first")
            }
            #expect(server.requests.count == 1)
        }
    }

    @Test("Requests that fail at once make room for those that wait, however many")
    func failures() async throws {
        try await withClient(.init(maximumConnections: 1), lookUp: { _ in .success([]) }) { client in
            let request = HTTPRequest("GET", try WebURL("http://no.example/"), usesProxy: false)
            let codes = await withTaskGroup { group in
                for _ in 0..<1000 { group.addTask { await client.failure(request)?.code } }
                return await group.reduce(into: Set<HTTPError.Code?>()) { $0.insert($1) }
            }
            #expect(codes == [.couldNotResolve])
        }
    }

    @Test("Those that left while they waited are passed over")
    func admission() {
        var admission = Admission(limit: 1)
        let admitted = [1, 2, 3].map { admission.admits($0) }
        #expect(admitted == [true, false, false])
        admission.leave(2, wasWaiting: true)
        let none = admission.next()
        #expect(none == nil)
        admission.leave(1, wasWaiting: false)
        let next = [admission.next(), admission.next()]
        #expect(next == [3, nil])
    }

    @Test("There is room for at least one connection, and never for more than the descriptors allow")
    func limit() {
        #expect(DescriptorLimit.connections(atMost: 0) == 1)
        #expect(DescriptorLimit.connections(atMost: 10) == 10)
        #expect(DescriptorLimit.connections(atMost: .max) < .max)
    }
}
