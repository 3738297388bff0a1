internal import VoleryCore
internal import VoleryHTTP
public import VoleryModels
internal import VolerySandbox
public import VoleryWorkflow

/// Finds out by trying what holds on this machine of that which runs rely on.
public struct SystemTrials: Sendable {
    /// One thing that was tried.
    public struct Outcome: Sendable, Hashable {
        /// What was tried, in a few words.
        public var name: String
        /// Whether it holds.
        public var holds: Bool
        /// Whether something of Volery can't be used without it.
        public var isNeeded: Bool
        /// What was found, and what to do where it does not hold.
        public var detail: String

        /// An outcome.
        public init(name: String, holds: Bool, isNeeded: Bool, detail: String) {
            self.name = name
            self.holds = holds
            self.isNeeded = isNeeded
            self.detail = detail
        }
    }

    private let project: Project
    private let models: [String]

    /// Trials for a project.
    ///
    /// - Parameters:
    ///   - project: The project, whose folder commands are tried in.
    ///   - environment: What there is for reaching models; its values are told to nobody.
    public init(project: Project, environment: ModelEnvironment) {
        self.project = project
        models = ModelRegistry.providerNames(of: project, environment: environment)
    }

    /// Tries everything; takes a second or two.
    public func outcomes() async -> [Outcome] {
        [await files()] + (await sandbox()) + [await landlock(), provider]
    }

    private var provider: Outcome {
        let known = "providers of models: \(models.joined(separator: ", "))"
        return Outcome(
            name: "models",
            holds: !models.isEmpty,
            isNeeded: false,
            detail: models.isEmpty ? "no provider of models is set up: set XAI_API_KEY, say, or use --rehearse" : known
        )
    }

    private func files() async -> Outcome {
        let folder = project.folder
        do {
            // Opening it tries what keeps paths inside.
            _ = try await Blocking.run { try FileRoot(folder) }
            let detail = "paths can't lead out of \(folder): the kernel itself sees to that (openat2)"
            return Outcome(name: "files", holds: true, isNeeded: true, detail: detail)
        } catch {
            return Outcome(name: "files", holds: false, isNeeded: true, detail: "\(error)")
        }
    }

    // MARK: The sandbox

    private func sandbox() async -> [Outcome] {
        let sandbox: Sandbox
        let tier: SandboxTier
        do {
            sandbox = try Sandbox(workspace: project.folder, minimum: leastSandbox)
            tier = try await sandbox.probe()
        } catch {
            let isNeeded = project.safety.sandbox != .none
            return [Outcome(name: "sandbox", holds: false, isNeeded: isNeeded, detail: "\(error)")]
        }
        let stands = Outcome(
            name: "sandbox",
            holds: true,
            isNeeded: true,
            detail: "a command was run in \(Self.words(tier)), with this project's folder as its workspace"
        )
        return [
            stands, await user(sandbox), await network(sandbox), await proxy(sandbox, tier), await time(sandbox),
            await memory(sandbox),
        ]
    }

    /// The least that is tried: the project's, or the best where it asks for none, which needs no trial.
    private var leastSandbox: SandboxTier { project.safety.sandbox == .landlock ? .landlock : .bubblewrap }

    private func user(_ sandbox: Sandbox) async -> Outcome {
        let result = try? await sandbox.run(
            SandboxedCommand(.shell("id -u"))
        )
        let id = result.map { String(decoding: $0.output.bytes, as: UTF8.self).split(separator: "\n").first ?? "" }
        let holds = id.map { !$0.isEmpty && $0 != "0" } ?? false
        return outcome(
            "user",
            holds,
            "commands run as a user without rights",
            "commands would run as user \(id ?? "?")"
        )
    }

    private func network(_ sandbox: Sandbox) async -> Outcome {
        // What was tried is told by what was written: a command that did not begin shows nothing.
        let command = "echo tried; (exec 3<>/dev/udp/192.0.2.1/53) 2>/dev/null && echo open"
        let result = try? await sandbox.run(SandboxedCommand(.shell(command)))
        let holds = result.map { $0.output.bytes == Array("tried\n".utf8) } ?? false
        return outcome("network", holds, "commands have none", "a command could open a socket")
    }

    private static func words(_ tier: SandboxTier) -> String {
        switch tier {
        case .bubblewrap: "bubblewrap"
        case .none: "no sandbox"
        case .landlock: "Landlock, since bubblewrap does not work here, which `safety` allows"
        }
    }

    /// Whether a command meets our proxy, which refuses every host here.
    private func proxy(_ sandbox: Sandbox, _ tier: SandboxTier) async -> Outcome {
        let good = "with `network: [hosts]` a command meets Volery's proxy, and nothing else"
        let bad = "a command can't have a network of named hosts"
        guard tier == .bubblewrap, let proxy = try? ForwardProxy(decide: { _, _ in .refused("") }, report: { _ in })
        else {
            return Outcome(name: "proxy", holds: false, isNeeded: false, detail: "\(bad): that takes bubblewrap")
        }
        defer { proxy.stop() }
        let command =
            "exec 3<>/dev/tcp/127.0.0.1/3128; printf 'CONNECT a.invalid:443 HTTP/1.1\\r\\n\\r\\n' >&3; head -n 1 <&3"
        let way = SandboxNetwork { proxy.serve(listener: $0) }
        let result = try? await sandbox.run(SandboxedCommand(.shell(command)), network: way)
        let holds = result.map { String(decoding: $0.output.bytes, as: UTF8.self).hasPrefix("HTTP/1.1 403") } ?? false
        return Outcome(name: "proxy", holds: holds, isNeeded: false, detail: holds ? good : bad)
    }

    /// Whether Landlock would hold a command, were there no bubblewrap.
    private func landlock() async -> Outcome {
        do {
            // Nowhere to look for bubblewrap.
            try await Sandbox(workspace: project.folder, minimum: .landlock, searchPath: "").probe()
            let detail =
                "would hold commands where bubblewrap can't, though less well, if `safety` has `sandbox: { minimum: landlock }`"
            return Outcome(name: "landlock", holds: true, isNeeded: false, detail: detail)
        } catch {
            return Outcome(name: "landlock", holds: false, isNeeded: false, detail: "\(error)")
        }
    }

    private func time(_ sandbox: Sandbox) async -> Outcome {
        let limits = SandboxLimits(time: .milliseconds(300))
        let result = try? await sandbox.run(SandboxedCommand(.shell("sleep 60"), limits: limits))
        let holds = result?.ending == .stopped(.timeout)
        return outcome("time", holds, "a command that took too long was stopped", "a command went on behind its time")
    }

    private func memory(_ sandbox: Sandbox) async -> Outcome {
        let limits = SandboxLimits(time: .seconds(20), memory: 50_000_000)
        // `tail` has to keep all of it, and then waits for more.
        let command = "(head -c 200000000 /dev/zero; sleep 15) | tail -c 200000000 >/dev/null"
        let result = try? await sandbox.run(SandboxedCommand(.shell(command), limits: limits))
        let holds = result?.ending == .stopped(.memory)
        return outcome("memory", holds, "a command that took too much was stopped", "a command took more than it may")
    }

    private func outcome(_ name: String, _ holds: Bool, _ good: String, _ bad: String) -> Outcome {
        Outcome(name: name, holds: holds, isNeeded: true, detail: holds ? good : bad)
    }
}
