/// What users of other languages write, and what it is called here.
enum ForeignWords {
    /// Names that stand for a value elsewhere.
    static let literals: [String: String] = [
        "yes": "true", "on": "true", "True": "true", "TRUE": "true", "no": "false", "off": "false", "False": "false",
        "FALSE": "false", "None": "null", "nil": "null", "Null": "null", "NULL": "null", "undefined": "null",
    ]

    /// What to do instead of what types don't allow.
    static func notes(onType message: String) -> [String] {
        if message.contains("and null are") || message.contains("null and ") {
            return ["whether a value is there is `has(x)`; `coalesce(x, …)` says what counts where it is not"]
        }
        if message.hasPrefix("`||` needs a boolean") { return ["the first value that is there is `coalesce(a, b)`"] }
        if message.hasPrefix("\"success\" is none") { return ["a step that ended well is `completed`"] }
        return []
    }

    /// What to do instead of calling a function that only others have.
    static func notes(onFunction name: String) -> [String] {
        switch name {
        case "always", "success", "failure", "cancelled":
            [
                "a step runs once those that it names or `needs` have ended, unless one failed for good; "
                    + "`on_error` on that one says what a failure does, and `steps.ID.status` tells it"
            ]
        case "format": ["it is called on the text: `'%s and %d'.format([a, b])`"]
        case "default", "ifNull", "if_null", "nvl": ["the first value that is there is `coalesce(a, b)`"]
        default: []
        }
    }
}
