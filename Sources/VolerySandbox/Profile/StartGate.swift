/// The first program inside the sandbox: sets the limits that hold only there, says that the sandbox stands, and waits
/// for leave to start the command.
///
/// A runtime that is killed while the sandbox is being built closes the pipe that the gate reads, and the command never
/// starts. Before it gives leave, the runtime looks at what the sandbox really shows.
struct StartGate: Sendable {
    var command: SandboxedCommand
    /// Those of its descriptors that nothing else has closed.
    var left: [PassedDescriptor] = []

    /// The program and its arguments.
    ///
    /// They hold nothing of the command.
    func arguments(limits: ResourceLimits) -> [String] {
        ["/bin/bash", "--noprofile", "--norc", "-c", script(limits: limits)]
    }

    /// Sandbox and command share the shell, which saves a process.
    ///
    /// So it reads the command from a descriptor, sets the variables only when the sandbox has been looked at, and
    /// forgets its own. All of it is one line, so that bash's messages count the command's own lines from 1.
    private func script(limits: ResourceLimits) -> String {
        let go = PassedDescriptor.go.rawValue
        let ready = PassedDescriptor.ready.rawValue
        let payload = PassedDescriptor.payload.rawValue
        let closing = left.map { " \($0.rawValue)<&-" }.joined()
        return [
            "ulimit \(limits.options) || exit 125",
            "mapfile -d '' -u \(payload) __gate || exit 125",
            "printf R >&\(ready) || exit 125",
            "IFS= read -r -N1 -u\(go) || exit 125",
            "exec \(go)<&- \(ready)>&- \(payload)<&-\(closing)",
            "unset REPLY",
            #"(( __gate[0] == 0 )) || export -- "${__gate[@]:1:__gate[0]}""#,
            start,
        ].joined(separator: "; ")
    }

    /// The shell's text is taken out of the array by a function that forgets both: `$_` is its argument afterwards, and
    /// nothing stands before the text, which bash's messages would show.
    private var start: String {
        switch command.program {
        case .shell: #"__gate() { unset -v __gate; unset -f __gate; }; __gate "${__gate[-1]}"; eval "$_""#
        case .arguments: #"exec -- "${__gate[@]:1+__gate[0]}""#
        }
    }

    /// The number of variables, the variables, and the command: each ended by a zero byte.
    var payload: [UInt8] {
        var items = ["\(command.environment.count)"]
        for (name, value) in command.environment.sorted(by: { $0.key < $1.key }) { items.append("\(name)=\(value)") }
        switch command.program {
        case .shell(let text): items.append(text)
        case .arguments(let arguments): items += arguments
        }
        return items.zeroEnded
    }
}

extension [String] {
    /// The strings' bytes, a zero byte behind each.
    var zeroEnded: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(reduce(0) { $0 + $1.utf8.count + 1 })
        for text in self {
            bytes.append(contentsOf: text.utf8)
            bytes.append(0)
        }
        return bytes
    }
}
