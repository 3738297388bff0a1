internal import VoleryCEL
internal import VoleryCore
internal import VoleryWorkflow

/// Makes the message of a prompt: evaluates its parts, and reads the files that they name.
struct PromptReader {
    let run: RunContext
    let scope: Scope
    /// The conversation's address; files are read at `ADDRESS@file1`, `ADDRESS@file2`, ….
    let address: Address
    /// The step's key in the file.
    let path: String
    /// The model that is to be asked.
    let model: any LanguageModel

    /// The message.
    /// - Throws: `RunError` that names the part's key.
    func message(_ prompt: Prompt) async throws -> Message {
        switch prompt {
        case .text(let template):
            return .user(try run.evaluating("\(path).prompt", at: address) { try template.text(in: scope) })
        case .parts(let parts):
            var read: [ContentPart] = []
            var files = 0
            for (index, part) in parts.enumerated() {
                let key = "\(path).prompt[\(index)].\(part.kind.name)"
                for text in try values(of: part, key) {
                    guard case .media(let kind) = part.kind else {
                        read.append(.text(text))
                        continue
                    }
                    if case .file = PromptSource(text) { files += 1 }
                    read.append(try await self.part(kind, text, number: files, key))
                }
            }
            try check(read)
            return .user(parts: read)
        }
    }

    /// The texts of a part; a list stands for one part per element.
    private func values(of part: Prompt.Part, _ key: String) throws -> [String] {
        let value = try run.evaluating(key, at: address) { try part.value.value(in: scope) }
        guard case .array(let elements) = value else { return [try text(value, of: part, key)] }
        return try elements.map { try text($0, of: part, key) }
    }

    private func text(_ value: JSONValue, of part: Prompt.Part, _ key: String) throws -> String {
        if part.kind == .text { return ToolOutput(value).text }
        guard case .string(let text) = value else {
            throw RunError(
                .expression,
                "a part is a path or an address, or a list of these, not \(value.shortDescription)",
                at: address,
                path: key
            )
        }
        return text
    }

    private func part(_ kind: Media.Kind, _ text: String, number: Int, _ key: String) async throws -> ContentPart {
        if let fault = PromptSource.fault(in: text) { throw RunError(.expression, fault, at: address, path: key) }
        let part: ContentPart?
        switch PromptSource(text) {
        case .address: part = .media(Media(kind, at: text))
        case .data: part = Media(kind, dataAddress: text).map { $0.asText ?? .media($0) }
        case .file(let file): part = try await self.file(file, kind, number: number, key)
        }
        guard let part else { throw RunError(.internal, "a part can't be read", at: address, path: key) }
        guard case .media(let media) = part else { return part }
        try checkType(of: media, key)
        guard model.facts.takes.contains(kind) else { throw notTaken(kind, key) }
        return .media(media)
    }

    /// A file's bytes, read once and for good, so that a replay asks the same.
    private func file(
        _ name: String,
        _ kind: Media.Kind,
        number: Int,
        _ key: String
    ) async throws -> ContentPart? {
        let place = self.address.question("file\(number)")
        let arguments: JSONValue = ["path": .string(name)]
        var fingerprint = Fingerprint()
        fingerprint.add(["prompt", .string(kind.rawValue), arguments])
        let entry = try await run.transcript.perform(
            at: place,
            fingerprint: fingerprint.text,
            start: .toolStarted(tool: "read_file", arguments: arguments),
            readsWorld: true
        ) {
            do {
                guard let files = run.files else { throw ToolFailure.final("files can't be read here") }
                let bytes = try await files.read(name, in: run.workspace, most: Media.mostBytes)
                let type = Media.type(of: bytes) ?? "application/octet-stream"
                let media = Media(kind, bytes, type: type, name: name)
                if let text = media.asText {
                    return .toolEnded(tool: "read_file", output: .string(text.text), failure: nil)
                }
                return .toolEnded(tool: "read_file", output: .null, media: [media], failure: nil)
            } catch {
                try Task.checkCancellation()
                return .toolFailed(tool: "read_file", message: "\(error)", correctable: false)
            }
        }
        switch entry {
        case .toolEnded(_, .string(let text), _, _): return .text(text)
        case .toolEnded(_, _, let media, _): return media.first.map(ContentPart.media)
        case .toolFailed(_, let message, _): throw RunError(.tool, message, at: address, path: key)
        default: return nil
        }
    }

    /// Servers refuse a whole conversation for one image that is none, in words that name no file.
    private func checkType(of media: Media, _ key: String) throws {
        guard let bytes = media.bytes, media.kind != .file else { return }
        let found = Media.type(of: bytes) ?? "of no type that models take"
        guard !found.hasPrefix("\(media.kind.rawValue)/") else { return }
        let wanted = media.kind == .image ? "an image: PNG, JPEG, GIF or WebP" : "a video: MP4 or WebM"
        throw RunError(
            .tool,
            "\(media.name ?? "what this holds") is not \(wanted), it is \(found)",
            at: address,
            path: key
        )
    }

    private func notTaken(_ kind: Media.Kind, _ key: String) -> RunError {
        RunError(
            .model,
            """
            the model \(model.name) is not known to take a\(kind == .image ? "n" : "") \(kind.rawValue); if it does, say so \
            under `models` in volery.yaml: `takes: [\(kind.rawValue)]`
            """,
            at: address,
            path: key
        )
    }

    private func check(_ parts: [ContentPart]) throws {
        let bytes = parts.reduce(0) { if case .media(let media) = $1 { $0 + media.byteCount } else { $0 } }
        guard bytes > Media.mostBytes else { return }
        throw RunError(
            .invalid,
            "the images and files of the prompt have \(bytes) bytes together; at most \(Media.mostBytes) are taken",
            at: address,
            path: "\(path).prompt"
        )
    }
}

extension Media {
    /// A file that is text in strict UTF-8 as that, behind its name: every model can read it so.
    fileprivate var asText: ContentPart? {
        guard kind == .file, let bytes, !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
            return nil
        }
        return .text(name.map { "\($0):\n\n\(text)" } ?? text)
    }
}
