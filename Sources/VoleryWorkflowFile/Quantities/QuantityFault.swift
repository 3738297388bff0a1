/// What is wrong with the text of an amount.
struct QuantityFault: Error, Hashable {
    /// What is wrong.
    var message: String
    /// What to write instead.
    var suggestion: String?

    init(_ message: String, suggestion: String? = nil) {
        self.message = message
        self.suggestion = suggestion
    }
}
