/// CEL compares text scalar by scalar, which is the order of its UTF-8; Swift's own `==` normalizes first.
extension String {
    func hasSameBytes(as other: String) -> Bool {
        utf8.count == other.utf8.count && compareBytes(with: other) == 0
    }

    /// Below 0, 0 or above 0, as this comes before the other, is the same, or comes after it.
    func compareBytes(with other: String) -> Int {
        var left = self
        var right = other
        return left.withUTF8 { first in
            right.withUTF8 { second in TextBytes.compare(first, second) }
        }
    }

    func hashBytes(into hasher: inout Hasher) {
        var copy = self
        copy.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

enum TextBytes {
    static func compare(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Int {
        let shared = min(left.count, right.count)
        for index in 0..<shared where left[index] != right[index] {
            return left[index] < right[index] ? -1 : 1
        }
        return left.count - right.count
    }
}
