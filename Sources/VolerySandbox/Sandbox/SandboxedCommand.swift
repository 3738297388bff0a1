/// A command, with what it is given and what it may use up.
public struct SandboxedCommand: Hashable, Sendable {
    /// What is run.
    public enum Program: Hashable, Sendable {
        /// Text for `bash`.
        case shell(String)
        /// A program and its arguments, which no shell reads; the program is looked for in `/usr/bin` and `/bin`.
        case arguments([String])
    }

    /// What is run.
    public var program: Program
    /// Variables beside `PATH`, `HOME`, `TMPDIR`, `LANG` and `TERM`, which they may replace.
    ///
    /// Nothing else is in the environment. They are passed by descriptor: no list of processes shows them.
    public var environment: [String: String]
    /// What the command reads from its standard input.
    public var input: [UInt8]
    /// What it may use up.
    public var limits: SandboxLimits

    /// Creates a command.
    public init(
        _ program: Program,
        environment: [String: String] = [:],
        input: [UInt8] = [],
        limits: SandboxLimits = SandboxLimits()
    ) {
        self.program = program
        self.environment = environment
        self.input = input
        self.limits = limits
    }
}

extension SandboxedCommand {
    func check() throws(SandboxError) {
        try limits.check()
        switch program {
        case .shell(let text):
            try Self.refuseNUL(text, in: "The command")
        case .arguments(let arguments):
            guard let name = arguments.first, !name.isEmpty else {
                throw SandboxError(.invalid, "The command is empty: name a program.")
            }
            for argument in arguments { try Self.refuseNUL(argument, in: "An argument of \(name)") }
        }
        for (name, value) in environment { try Self.check(variable: name, value) }
    }

    private static func check(variable name: String, _ value: String) throws(SandboxError) {
        let letters = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: false
            }
        }
        guard letters, let first = name.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
            let shown = name.debugDescription
            throw SandboxError(.invalid, "\(shown) can't name a variable: use letters, digits and _, no digit first.")
        }
        guard !shellsOwn.contains(name) else {
            throw SandboxError(.invalid, "\(name) can't be set: it belongs to the shell that starts the command.")
        }
        try refuseNUL(value, in: "The variable \(name)")
    }

    private static func refuseNUL(_ text: String, in place: String) throws(SandboxError) {
        guard text.utf8.contains(0) else { return }
        throw SandboxError(.invalid, "\(place) holds a zero byte, which no program can be given.")
    }

    /// Variables that bash lets nobody set, or that the start gate uses.
    private static let shellsOwn: Set<String> = [
        "BASHOPTS", "BASHPID", "BASH_ARGC", "BASH_ARGV", "BASH_LINENO", "BASH_SOURCE", "BASH_VERSINFO", "EUID",
        "FUNCNAME",
        "GROUPS", "PPID", "SHELLOPTS", "UID", "_", "__gate",
    ]
}
