/// The functions that every expression can call.
enum StandardFunctions {
    static let table: FunctionTable = {
        var table = FunctionTable()
        let all = [
            conversions, texts, textEdits, patterns, lists, numbers, bits, optionals, encodings, times,
        ]
        for function in all.joined() { table.add(function) }
        return table
    }()

    /// What can stand before the dot of a global function's name.
    static let namespaces: Set<String> = ["cel", "math", "strings", "lists", "optional", "base64"]

    /// Any one type, in signatures.
    static let t = CELType.parameter("T")
}
