/// The one way out of a sandbox: a socket in its empty network that this program listens at.
///
/// A command can connect to nothing else, so who answers there decides what it reaches. It may open TCP sockets only, and
/// is told of the way by the variables that programs look for a proxy in.
public struct SandboxNetwork: Sendable {
    /// The port of 127.0.0.1 inside.
    public static let port = 3_128

    let answer: @Sendable (_ listener: Int32) -> Void
    private let leadsToThisMachine: Bool

    /// A way out.
    /// - Parameters:
    ///   - leadsToThisMachine: Whether programs are to ask there for `localhost` too, instead of looking for a server
    ///     inside of the sandbox.
    ///   - answer: Called once, when the sandbox stands and before the command starts, with a listening socket that
    ///     doesn't block, which it owns from then on. It must return at once.
    public init(leadsToThisMachine: Bool = false, answer: @escaping @Sendable (_ listener: Int32) -> Void) {
        self.leadsToThisMachine = leadsToThisMachine
        self.answer = answer
    }

    /// What a command finds in its environment, in both spellings that are in use.
    var variables: [String: String] {
        let proxy = "http://127.0.0.1:\(Self.port)"
        let own = "localhost,127.0.0.1,::1"
        var variables = leadsToThisMachine ? [:] : ["no_proxy": own, "NO_PROXY": own]
        for name in ["http_proxy", "https_proxy", "all_proxy"] {
            variables[name] = proxy
            variables[name.uppercased()] = proxy
        }
        return variables
    }
}
