import CSandbox
import Glibc

/// What the system said when a call failed.
struct SystemError: Error, Equatable, Sendable {
    var number: Int32

    /// Of the last call on this thread.
    static var last: SystemError { SystemError(number: errno) }

    /// Whether it says that there is too little of something now, and nothing of what can be done at all.
    var isShortage: Bool { [EMFILE, ENFILE, ENOMEM, EAGAIN, ENOSPC].contains(number) }

    /// The system's words for it, such as `No such file or directory`.
    var words: String {
        guard let text = csandbox_error_words(number) else { return "error \(number)" }
        return String(cString: text)
    }
}
