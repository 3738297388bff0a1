extension Entry.Payload {
    /// What the entry says without secrets.
    ///
    /// - Parameter redactor: Takes them out.
    /// - Returns: The same, if there are none in it.
    package func redacted(by redactor: SecretRedactor) -> Entry.Payload {
        guard !redactor.isEmpty else { return self }
        let redact: (String) -> String = { redactor.redacted($0) }
        let value: (JSONValue) -> JSONValue = { redactor.redacted($0) }
        return switch self {
        case .runStarted(let run, let workflow, let inputs):
            .runStarted(run: run, workflow: redact(workflow), inputs: value(inputs))
        case .runEnded(let status, let outputs, let error, let usage, let seconds):
            .runEnded(
                status: status,
                outputs: outputs.map(value),
                error: error?.redacted(by: redactor),
                usage: usage,
                seconds: seconds
            )
        case .stepStarted, .modelStarted, .sandboxLowered, .waitStarted, .waitEnded: self
        case .stepEnded(let status, let output, let error, let usage, let seconds):
            .stepEnded(
                status: status,
                output: output.map(value),
                error: error?.redacted(by: redactor),
                usage: usage,
                seconds: seconds
            )
        case .stepRetried(let error, let seconds): .stepRetried(error: error.redacted(by: redactor), seconds: seconds)
        case .messageAdded(let message): .messageAdded(message: message.redacted(by: redactor))
        case .modelRetried(let attempt, let error, let seconds):
            .modelRetried(attempt: attempt, error: error.redacted(redact), seconds: seconds)
        case .modelEnded(let reply): .modelEnded(reply: reply.redacted(redact))
        case .modelFailed(let error): .modelFailed(error: error.redacted(redact))
        case .toolStarted(let tool, let arguments): .toolStarted(tool: redact(tool), arguments: value(arguments))
        case .toolEnded(let tool, let output, let media, let failure):
            .toolEnded(
                tool: redact(tool),
                output: value(output),
                media: media.map { $0.redacted(by: redactor) },
                failure: failure.map(redact)
            )
        case .toolFailed(let tool, let message, let correctable):
            .toolFailed(tool: redact(tool), message: redact(message), correctable: correctable)
        case .runSuspended, .runResumed: self
        case .networkUsed(let host, let port, let failure):
            .networkUsed(host: redact(host), port: port, failure: failure.map(redact))
        case .questionAsked(let question): .questionAsked(question: question.redacted(by: redactor))
        case .questionAnswered(.value(let answer)): .questionAnswered(answer: .value(value(answer)))
        case .questionAnswered(.denied(let reason)): .questionAnswered(answer: .denied(because: reason.map(redact)))
        case .questionAnswered(.allowed): self
        }
    }
}

extension Message {
    /// The message without secrets.
    package func redacted(by redactor: SecretRedactor) -> Message {
        switch self {
        case .system(let text): .system(redactor.redacted(text))
        case .user(let text): .user(redactor.redacted(text))
        case .userParts(let parts): .userParts(parts.map { $0.redacted(by: redactor) })
        case .assistant(let text, let calls):
            .assistant(text: redactor.redacted(text), toolCalls: calls.map { $0.redacted { redactor.redacted($0) } })
        case .tool(let callID, let text): .tool(callID: callID, text: redactor.redacted(text))
        }
    }
}

extension Question {
    /// The question without secrets.
    package func redacted(by redactor: SecretRedactor) -> Question {
        var question = self
        switch subject {
        case .answer(let text, let schema, let draft):
            question.subject = .answer(
                text: redactor.redacted(text),
                schema: schema,
                draft: draft.map { redactor.redacted($0) }
            )
        case .approval(let tool, let arguments):
            question.subject = .approval(tool: tool, arguments: redactor.redacted(arguments))
        }
        return question
    }
}

extension RunError {
    /// The error without secrets.
    package func redacted(by redactor: SecretRedactor) -> RunError {
        var error = self
        error.message = redactor.redacted(message)
        return error
    }
}

extension ModelReply {
    fileprivate func redacted(_ redact: (String) -> String) -> ModelReply {
        var reply = self
        reply.text = redact(text)
        reply.toolCalls = toolCalls.map { $0.redacted(redact) }
        return reply
    }
}

extension ToolCall {
    fileprivate func redacted(_ redact: (String) -> String) -> ToolCall {
        ToolCall(id: redact(id), name: redact(name), arguments: redact(arguments))
    }
}

extension ModelFailure {
    fileprivate func redacted(_ redact: (String) -> String) -> ModelFailure {
        var failure = self
        failure.message = redact(message)
        return failure
    }
}

extension ContentPart {
    fileprivate func redacted(by redactor: SecretRedactor) -> ContentPart {
        switch self {
        case .text(let text): .text(redactor.redacted(text))
        case .media(let media): .media(media.redacted(by: redactor))
        }
    }
}

extension Media {
    /// The same, or words in its place if a secret is anywhere in it: what would be left of it is no image any more.
    fileprivate func redacted(by redactor: SecretRedactor) -> Media {
        let name = name.map { redactor.redacted($0) }
        let held =
            switch content {
            case .base64(let text): text
            case .address(let address): address
            }
        guard redactor.redacted(held) == held else {
            let words = "[\(kind.rawValue) with a secret in it, left out]"
            return Media(.file, Array(words.utf8), type: "text/plain", name: name)
        }
        var media = self
        media.name = name
        return media
    }
}
