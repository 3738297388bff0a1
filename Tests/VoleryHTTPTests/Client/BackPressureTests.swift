import LoopbackServer
import Synchronization
import Testing

@testable import VoleryHTTP

@Suite("Bodies larger than memory should hold", .timeLimit(.minutes(1)))
struct BackPressureTests {
    @Test("The server is held back while nobody reads, and nothing is lost")
    func backPressure() async throws {
        let size = 64 << 20
        let stalled = Mutex(0)
        let isStalled = Gate()
        try await withLoopbackServer { exchange in
            try exchange.begin()
            let sent = try exchange.sendUntilStalled(zeros: size)
            stalled.withLock { $0 = sent }
            isStalled.open()
            try exchange.write(bytes: [UInt8](repeating: 0, count: size - sent))
            try exchange.write("\r\n")
            try exchange.finish()
        } during: { server in
            try await withClient { client in
                let count = try await client.perform(server.request()) { response in
                    await isStalled.opened()
                    return try await response.body.reduce(0) { $0 + $1.count }
                }
                #expect(count == size)
            }
            // The rest of what was sent lies in the sockets' buffers.
            #expect(stalled.withLock(\.self) < 16 << 20)
        }
    }

    @Test("A compressed body arrives decompressed and whole, however far it unfolds")
    func compressed() async throws {
        let size = 16 << 20
        try await withLoopbackServer { exchange in
            try exchange.respond(bytes: deflatedZeros(size), headers: ["Content-Encoding": "deflate"])
        } during: { server in
            try await withClient { client in
                let count = try await client.perform(server.request()) { response in
                    try await response.body.reduce(0) { count, chunk in
                        #expect(chunk.allSatisfy { $0 == 0 })
                        return count + chunk.count
                    }
                }
                #expect(count >= size)
            }
        }
    }

    @Test("What a body unfolds to counts, also where it is only found out as the reader goes on")
    func bomb() async throws {
        let limit = 1 << 20
        try await withLoopbackServer { exchange in
            try exchange.respond(bytes: deflatedZeros(64 << 20), headers: ["Content-Encoding": "deflate"])
        } during: { server in
            try await withClient { client in
                var request = try server.request()
                request.maximumBodyBytes = limit
                var count = 0
                let error = await #expect(throws: HTTPError.self) {
                    try await client.perform(request) { response in
                        for try await chunk in response.body { count += chunk.count }
                    }
                }
                #expect(error?.code == .bodyTooLarge)
                #expect(count == limit)
            }
        }
    }
}

/// Zeros, compressed as far as deflate can (RFC 1951): at least so many, one block with fixed codes.
private func deflatedZeros(_ count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    var bits: UInt64 = 0
    var length = 0
    func put(_ value: UInt64, _ width: Int) {
        bits |= value << UInt64(length)
        length += width
        while length >= 8 {
            bytes.append(UInt8(truncatingIfNeeded: bits))
            bits >>= 8
            length -= 8
        }
    }
    // The last block, fixed codes; then the literal 0, and copies of 258 bytes from a distance of 1.
    put(0b011, 3)
    put(0b0000_1100, 8)
    for _ in 0...(count / 258) { put(0b1010_0011, 13) }
    put(0, 7)
    put(0, 7)
    return bytes
}
