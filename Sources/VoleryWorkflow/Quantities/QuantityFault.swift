/// What is wrong with the text of an amount.
package struct QuantityFault: Error, Hashable {
    /// What is wrong.
    package var message: String
    /// What to write instead.
    package var suggestion: String?

    package init(_ message: String, suggestion: String? = nil) {
        self.message = message
        self.suggestion = suggestion
    }
}
