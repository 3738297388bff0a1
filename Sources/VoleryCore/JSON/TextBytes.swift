#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Text as its UTF-8 bytes. Swift's own comparison treats `é` and `e` + U+0301 as equal; JSON doesn't.
extension String {
    /// Whether both consist of the same bytes.
    package func isByteForByte(_ other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        let fast = utf8.withContiguousStorageIfAvailable { left in
            other.utf8.withContiguousStorageIfAvailable { right in
                guard let left = left.baseAddress, let right = right.baseAddress else { return true }
                return memcmp(left, right, utf8.count) == 0
            }
        }
        return fast.flatMap(\.self) ?? utf8.elementsEqual(other.utf8)
    }

    /// Whether this comes first in the order of bytes, which is also the order of Unicode scalars.
    package func precedesByteForByte(_ other: String) -> Bool {
        utf8.lexicographicallyPrecedes(other.utf8)
    }

    /// Feeds the bytes to a hasher.
    package func hashBytes(into hasher: inout Hasher) {
        let done: Void? = utf8.withContiguousStorageIfAvailable { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        if done == nil {
            for byte in utf8 { hasher.combine(byte) }
        }
        hasher.combine(UInt8(0xFF))
    }
}
