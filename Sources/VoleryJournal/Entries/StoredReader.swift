/// Takes values out of bytes, as `StoredWriter` put them in; `nil` where they are not whole.
struct StoredReader {
    private var rest: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) {
        rest = bytes
    }

    var isAtEnd: Bool { rest.isEmpty }

    /// All that is left.
    var remaining: UnsafeRawBufferPointer { rest }

    mutating func number() -> Int? {
        var number: UInt = 0
        for shift in stride(from: UInt(0), to: 63, by: 7) {
            guard let byte = take(1)?.first else { return nil }
            number |= UInt(byte & 0x7F) << shift
            if byte < 0x80 { return Int(exactly: number) }
        }
        return nil
    }

    mutating func fixed<Number: FixedWidthInteger>(_ type: Number.Type) -> Number? {
        take(MemoryLayout<Number>.size).map { Number(littleEndian: $0.loadUnaligned(as: Number.self)) }
    }

    mutating func text() -> String? {
        number().flatMap { take($0) }.flatMap { String(validating: $0, as: UTF8.self) }
    }

    /// Text that may be missing; the outer `nil` says that it is not whole.
    mutating func textIfAny() -> String?? {
        guard let count = number() else { return nil }
        if count == 0 { return .some(nil) }
        return take(count - 1).flatMap { String(validating: $0, as: UTF8.self) }.map { .some($0) }
    }

    mutating func take(_ count: Int) -> UnsafeRawBufferPointer? {
        guard count >= 0, count <= rest.count else { return nil }
        defer { rest = UnsafeRawBufferPointer(rebasing: rest[count...]) }
        return UnsafeRawBufferPointer(rebasing: rest[..<count])
    }
}
