internal import VoleryCore

extension ServerFault {
    /// The failure that this is.
    ///
    /// - Parameters:
    ///   - status: The answer's HTTP status; `nil` for a fault within an answer that began well.
    ///   - retryAfter: How long the server asks to wait.
    /// - Returns: The failure, in the server's words.
    func error(status: Int?, retryAfter: Duration? = nil) -> ModelError {
        let (kind, isRetryable) = kind(status: status)
        return ModelError(
            kind,
            words(status: status),
            status: status,
            retryAfter: retryAfter,
            isRetryable: isRetryable
        )
    }

    private func words(status: Int?) -> String {
        let reported = message.isEmpty ? codes.first ?? "" : message
        switch (status, reported.isEmpty) {
        case (let status?, true): return "the server answered with status \(status) and said nothing more"
        case (let status?, false): return "\(reported) (status \(status))"
        case (nil, true): return "the server reported an error and said nothing more"
        case (nil, false): return reported
        }
    }

    private func kind(status: Int?) -> (ModelError.Kind, isRetryable: Bool?) {
        if isRefusal { return (.refused, nil) }
        // From 500 on, words such as "not found" tell of the server's own parts.
        if let status, status >= 500 || status == 429 || status == 408 { return (.unavailable, !isOutOfQuota) }
        if isContextFull { return (.contextFull, nil) }
        if isUnknownModel { return (.unknownModel, nil) }
        if isOutOfQuota { return (.unavailable, false) }
        if isAboutKey { return (.authentication, nil) }
        if let status, status >= 300 { return (ModelError.answer(status: status, message: "").kind, nil) }
        return (kindWithoutStatus, nil)
    }

    /// A fault told with status 200 or within a stream.
    private var kindWithoutStatus: ModelError.Kind {
        if hasCode("overloaded", "unavailable", "rate_limit", "server_error", "internal", "timeout") {
            return .unavailable
        }
        if let status { return ModelError.answer(status: status, message: "").kind }
        return hasCode("invalid", "bad_request") ? .invalidRequest : .unavailable
    }

    private var isRefusal: Bool {
        hasCode("content_filter", "content_policy", "responsibleaipolicyviolation", "safety_check")
            || says("usage guidelines")
    }

    private var isContextFull: Bool {
        hasCode("context_length", "exceed_context_size", "context_window")
            || says("maximum context length", "maximum prompt length", "context window", "prompt is too long")
            || says("exceeds the available context size", "exceeds the context size")
    }

    private var isUnknownModel: Bool {
        hasCode("model_not_found", "deploymentnotfound", "unknown_model", "modelnotfound")
            || says("model") && says("does not exist", "not found", "unknown model", "no such model")
    }

    private var isAboutKey: Bool {
        hasCode("invalid_api_key", "authentication_error", "permissiondenied", "unauthorized")
            || says("api key", "api-key", "apikey")
    }

    private var isOutOfQuota: Bool {
        hasCode("insufficient_quota", "billing") || says("used all available credits", "spending limit", "no credits")
    }

    private func hasCode(_ words: String...) -> Bool {
        codes.contains { code in words.contains { code.contains($0) } }
    }

    private func says(_ words: String...) -> Bool {
        let message = message.lowercased()
        return words.contains { message.contains($0) }
    }
}
