/// What a part does otherwise than its protocol says.
public struct ConformanceFailure: Error, CustomStringConvertible {
    /// What was wanted, and what was found.
    public var description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Holds two values to be the same.
func expectSame<Value: Equatable>(_ found: Value, _ wanted: Value, _ what: String) throws {
    guard found == wanted else { throw ConformanceFailure("\(what): wanted \(wanted), found \(found)") }
}
