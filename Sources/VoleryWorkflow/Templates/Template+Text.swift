extension Template {
    /// Text in which nothing is an expression.
    package init(text: String) {
        source = text
        parts = text.isEmpty ? [] : [.text(text)]
    }
}
