extension Duration {
    /// The duration in milliseconds, rounded up, and no more than 24 days, as C calls take it.
    var milliseconds: Int32 {
        guard self > .zero else { return 0 }
        guard self < .milliseconds(Int32.max) else { return .max }
        return Int32((self / .milliseconds(1)).rounded(.up))
    }
}
