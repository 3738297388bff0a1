/// The descriptors that bubblewrap and the start gate inherit, by number.
///
/// No other one is open, and of these only the first three when the command starts.
enum PassedDescriptor: Int32, CaseIterable, Sendable {
    case input
    case output
    case errors
    /// bubblewrap's arguments.
    case arguments
    /// The filter of system calls.
    case filter
    /// `/etc/passwd`.
    case users
    /// `/etc/group`.
    case groups
    /// Gives the byte that lets the command start, or ends when the runtime has ended.
    case go
    /// Takes the byte that says that the sandbox stands.
    case ready
    /// What the gate starts: variables and command.
    case payload

    var argument: String { String(rawValue) }
}
