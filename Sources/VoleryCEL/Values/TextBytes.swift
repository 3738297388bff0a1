import VoleryCore

/// CEL compares text scalar by scalar, which is the order of its UTF-8; Swift's own `<` normalizes first.
extension String {
    /// Below 0, 0 or above 0, as this comes before the other, is the same, or comes after it.
    func compareBytes(with other: String) -> Int {
        if isByteForByte(other) { return 0 }
        return precedesByteForByte(other) ? -1 : 1
    }
}
