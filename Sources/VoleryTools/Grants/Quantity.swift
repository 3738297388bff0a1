/// Reads sizes and durations as grants write them.
enum Quantity {
    /// The pattern of a size in a schema.
    static let sizePattern = "^[0-9]{1,9}(\\.[0-9]{1,6})?(B|KB|MB|GB)$"
    /// The pattern of a duration in a schema.
    static let durationPattern = "^[0-9]{1,9}(\\.[0-9]{1,6})?(ms|s|m|h|d)$"

    /// A size in bytes: `64KB`, `1.5MB`; the units are powers of 1,000.
    static func bytes(_ text: String) -> Int? {
        number(text, units: [("KB", 1e3), ("MB", 1e6), ("GB", 1e9), ("B", 1)]).map { Int($0) }
    }

    /// A duration with one unit: `30s`, `2m`.
    static func duration(_ text: String) -> Duration? {
        number(text, units: [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3_600), ("d", 86_400)]).map { .seconds($0) }
    }

    private static func number(_ text: String, units: [(String, Double)]) -> Double? {
        for (unit, factor) in units where text.hasSuffix(unit) {
            guard let number = Double(text.dropLast(unit.count)), number >= 0, number < 1e9 else { continue }
            return number * factor
        }
        return nil
    }
}
