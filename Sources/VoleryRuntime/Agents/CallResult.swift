internal import VoleryCore

/// What a model is told of a call that it wanted: text, and images and files where it takes them.
struct CallResult: Sendable {
    var text: String
    var media: [Media] = []
}

extension CallResult {
    /// A tool's result; what the model does not take is described in the text.
    init(_ output: ToolOutput, for facts: ModelFacts) {
        var words = output.value.isNull && !output.media.isEmpty ? [] : [output.text]
        for item in output.media {
            if facts.takes.contains(item.kind) {
                words.append("[\(item.words); it follows]")
                media.append(item)
            } else {
                words.append("[\(item.words), which this model can't be shown]")
            }
        }
        text = words.joined(separator: "\n")
    }
}

extension Message {
    /// The messages that carry the results of calls: one for each, and one of the user's with all that is no text, since
    /// servers take images and files from nobody else.
    static func results(of calls: [ToolCall], _ results: [CallResult]) -> [Message] {
        let pairs = Array(zip(calls, results))
        let texts = pairs.map { Message.tool(callID: $0.id, text: $1.text) }
        let parts = pairs.flatMap { call, result -> [ContentPart] in
            guard !result.media.isEmpty else { return [] }
            return [.text("From \(call.name) (\(call.id)):")] + result.media.map(ContentPart.media)
        }
        return parts.isEmpty ? texts : texts + [.userParts(parts)]
    }
}

extension ToolOutput {
    /// Refuses a result with more images and files than are kept.
    func checkSize() throws {
        let bytes = media.reduce(0) { $0 + $1.byteCount }
        guard bytes <= Media.mostBytes else {
            throw ToolFailure.correctable(
                "its images and files have \(bytes) bytes together; at most \(Media.mostBytes) are taken"
            )
        }
    }
}
