internal import VoleryCore

extension ModelError {
    /// The failure that an HTTP status means, where the body tells nothing more exact.
    static func answer(status: Int, message: String, retryAfter: Duration? = nil) -> ModelError {
        let kind: Kind =
            switch status {
            case 401, 403: .authentication
            case 404: .unknownModel
            case 408, 409, 429, 500...: .unavailable
            default: .invalidRequest
            }
        return ModelError(kind, message, status: status, retryAfter: retryAfter)
    }
}
