import Testing

@testable import VolerySandbox

@Suite("What is kept of an output")
struct CapturedOutputTests {
    private func capture(_ limit: Int, _ count: Int, parts: Int) -> CapturedOutput {
        var output = CapturedOutput(limit: limit)
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        for start in stride(from: 0, to: count, by: parts) {
            bytes[start..<min(start + parts, count)].withUnsafeBytes { output.append($0) }
        }
        return output
    }

    @Test(
        "is all of it, or its first and last bytes, however it comes",
        arguments: [0, 1, 2, 9, 10, 11, 15, 100, 1000]
    )
    func everySize(count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        for limit in [0, 1, 2, 9, 10, 11] {
            for parts in [1, 2, 3, 7, 1000] {
                let output = capture(limit, count, parts: parts)
                #expect(output.total == count)
                let head = limit - limit / 2
                let expected = count <= limit ? bytes : Array(bytes.prefix(head) + bytes.suffix(limit / 2))
                #expect(output.bytes == expected)
                #expect(output.omitted == count - expected.count)
            }
        }
    }
}
