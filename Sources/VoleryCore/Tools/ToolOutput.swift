/// What a tool call gave.
public struct ToolOutput: Sendable, Hashable {
    /// The result: text as a string, anything else as it is.
    public var value: JSONValue
    /// Images and files beside it, which go to models that take them; to others they are described.
    public var media: [Media]
    /// Why a step that makes this call counts it as failed (a program's exit code, a server's status); a model gets
    /// the result all the same.
    public var stepFailure: String?

    /// A result.
    public init(_ value: JSONValue, media: [Media] = [], stepFailure: String? = nil) {
        self.value = value
        self.media = media
        self.stepFailure = stepFailure
    }

    /// A result that is text.
    public static func text(_ text: String) -> ToolOutput { ToolOutput(.string(text)) }

    /// A result that is a value.
    public static func json(_ value: JSONValue) -> ToolOutput { ToolOutput(value) }

    /// A result that is an image: PNG, JPEG, GIF or WebP.
    ///
    /// - Parameters:
    ///   - bytes: The image's file.
    ///   - type: Its media type, such as `image/png`.
    ///   - text: What to say of it.
    /// - Returns: The result.
    public static func image(_ bytes: [UInt8], type: String, text: String? = nil) -> ToolOutput {
        ToolOutput(text.map(JSONValue.string) ?? .null, media: [Media(.image, bytes, type: type)])
    }

    /// A result that is a file.
    ///
    /// - Parameters:
    ///   - bytes: What it holds.
    ///   - type: Its media type, such as `application/pdf`.
    ///   - name: Its name.
    ///   - text: What to say of it.
    /// - Returns: The result.
    public static func file(_ bytes: [UInt8], type: String, name: String, text: String? = nil) -> ToolOutput {
        ToolOutput(text.map(JSONValue.string) ?? .null, media: [Media(.file, bytes, type: type, name: name)])
    }

    /// The result as a step's output: of images and files alone their `data:` address, or a list of these.
    package var stepValue: JSONValue {
        guard value.isNull, !media.isEmpty else { return value }
        let addresses = media.map { JSONValue.string($0.address) }
        return addresses.count == 1 ? addresses[0] : .array(addresses)
    }

    /// The result as a model reads it: text as it is, anything else as compact JSON.
    public var text: String {
        if case .string(let text) = value { return text }
        return value.serialized()
    }
}

/// A call that did not succeed, told to the model.
public enum ToolFailure: Error, Sendable, Hashable {
    /// The model may do better with other arguments.
    case correctable(String)
    /// Trying again is of no use.
    case final(String)

    /// What went wrong.
    public var message: String {
        switch self {
        case .correctable(let message), .final(let message): message
        }
    }
}

extension ToolFailure: CustomStringConvertible {
    /// What went wrong.
    public var description: String { message }
}
