/// Why a reference leads to no model, and what there is instead.
public struct ModelReferenceError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong and what to do, perhaps over several lines; never with a secret in it.
    public var message: String

    init(_ message: String) {
        self.message = message
    }

    /// What is wrong and what to do.
    public var description: String { message }
}
