/// The rule for names with labels that run from right to left (RFC 5893, section 2).
enum BidirectionalRule {
    /// How a scalar runs, as far as labels can have it.
    private enum Direction {
        case left, right, europeanDigit, arabicDigit, mark, neutral

        init(_ scalar: Unicode.Scalar) {
            let category = scalar.properties.generalCategory
            switch scalar.value {
            case _ where category == .nonspacingMark: self = .mark
            case 0x30...0x39, 0x6F0...0x6F9: self = .europeanDigit
            case 0x660...0x669, 0x10D30...0x10D39: self = .arabicDigit
            case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF: self = .right
            case 0x2D, 0x200C, 0x200D: self = .neutral
            default: self = .left
            }
        }
    }

    /// Whether the labels of one name may stand together.
    static func allows(_ labels: [[Unicode.Scalar]]) -> Bool {
        guard labels.joined().contains(where: { $0.value >= 0x590 }) else { return true }
        let directions = labels.map { $0.map(Direction.init) }
        guard directions.joined().contains(where: { $0 == .right || $0 == .arabicDigit }) else { return true }
        return directions.allSatisfy(isValid)
    }

    private static func isValid(_ label: [Direction]) -> Bool {
        let end = label.last { $0 != .mark }
        switch label.first {
        case .right:
            let hasBothDigits = label.contains(.europeanDigit) && label.contains(.arabicDigit)
            return !label.contains(.left) && !hasBothDigits && end != .neutral
        case .left:
            return !label.contains(.right) && !label.contains(.arabicDigit) && end != .neutral
        default: return false
        }
    }
}
