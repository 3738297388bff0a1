internal import Logging
internal import VoleryCore

/// Hands a log on without secrets.
struct RedactingLogHandler: LogHandler {
    private var inner: any LogHandler
    private let redactor: SecretRedactor

    init(_ inner: any LogHandler, _ redactor: SecretRedactor) {
        self.inner = inner
        self.redactor = redactor
    }

    var logLevel: Logger.Level {
        get { inner.logLevel }
        set { inner.logLevel = newValue }
    }

    var metadata: Logger.Metadata {
        get { inner.metadata }
        set { inner.metadata = redacted(newValue) }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { inner[metadataKey: key] }
        set { inner[metadataKey: key] = newValue.map(redacted) }
    }

    func log(event: LogEvent) {
        var event = event
        event.message = "\(redactor.redacted(event.message.description))"
        event.metadata = event.metadata.map(redacted)
        // An error is told by its words alone, as nobody knows what else a handler would make of it.
        if let error = event.error.take() {
            event.metadata = (event.metadata ?? [:]).merging(["error": redacted("\(error)")]) { first, _ in first }
        }
        inner.log(event: event)
    }

    private func redacted(_ metadata: Logger.Metadata) -> Logger.Metadata { metadata.mapValues(redacted) }

    private func redacted(_ value: Logger.Metadata.Value) -> Logger.Metadata.Value {
        switch value {
        case .string(let text): .string(redactor.redacted(text))
        case .stringConvertible(let value): .string(redactor.redacted(value.description))
        case .dictionary(let members): .dictionary(redacted(members))
        case .array(let elements): .array(elements.map(redacted))
        }
    }
}

extension Logger {
    /// The same log without secrets.
    func redacting(_ redactor: SecretRedactor) -> Logger {
        guard !redactor.isEmpty else { return self }
        let inner = handler
        return Logger(label: label) { _ in RedactingLogHandler(inner, redactor) }
    }
}
