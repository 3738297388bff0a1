import CSandbox

/// All that a command is to see beside the system, and the mounts that bring the launching user to it.
struct ExposurePlan: Sendable {
    /// A detached mount, and where it goes.
    struct Attachment: Sendable {
        var mount: Descriptor
        var path: String
        var isFolder: Bool
    }

    /// The folder that the private mounts hide; bubblewrap itself needs it to be there.
    static let stage = "/tmp"

    private(set) var exposures: [Exposure] = []
    private(set) var attachments: [Attachment] = []
    /// Protected names that don't exist now.
    private(set) var absent: [String] = []
    private let identity: LaunchIdentity

    init(_ bounds: SandboxBounds, in workspace: Workspace) throws(SandboxError) {
        identity = try workspace.identity()
        let root = try place(workspace.folder, workspace.path)
        expose(workspace.folder, root, Sandbox.workspace, isReadOnly: bounds.writable != nil)
        for name in bounds.writable ?? [] {
            guard let file = try workspace.open(name, as: "writable") else { throw Self.missing(name, workspace.path) }
            expose(file, root + "/" + name, Sandbox.workspace + "/" + name, isReadOnly: false)
        }
        for name in bounds.protected {
            guard let file = try workspace.open(name, as: "protected") else {
                absent.append(name)
                continue
            }
            expose(file, root + "/" + name, Sandbox.workspace + "/" + name, isReadOnly: true)
        }
        for path in bounds.readable { try exposeOutside(path) }
    }

    private mutating func exposeOutside(_ path: String) throws(SandboxError) {
        let file: Descriptor
        do { file = try Descriptor.naming(path) } catch {
            throw SandboxError(
                .invalid,
                "\(path.debugDescription), which is to be readable, can't be opened: \(error.words)."
            )
        }
        // Not as the workspace, whose owner's files are the command's: what root keeps to itself in `/etc` stays so.
        expose(file, try place(file, path, isMapped: false), path, isReadOnly: true)
    }

    private mutating func expose(_ file: Descriptor, _ path: String, _ destination: String, isReadOnly: Bool) {
        exposures.append(Exposure(source: file, path: path, destination: destination, isReadOnly: isReadOnly))
    }

    /// The path by which the launching user finds a file: its own, or that of a private mount.
    private mutating func place(
        _ file: Descriptor,
        _ path: String,
        isMapped: Bool = true
    ) throws(SandboxError) -> String {
        guard case .mounted(_, let mapping) = identity else { return path }
        do {
            let mount = try Self.mount(file, mapping: isMapped ? mapping : nil)
            let isFolder = try file.status().isFolder
            let place = "\(Self.stage)/\(attachments.count)"
            attachments.append(Attachment(mount: mount, path: place, isFolder: isFolder))
            return place
        } catch {
            throw SandboxError(.notStarted, "\(path.debugDescription) can't be mounted for a command: \(error.words).")
        }
    }

    /// Mapped where that can be done; a file system that can't is seen as any other user sees it.
    private static func mount(_ file: Descriptor, mapping: Descriptor?) throws(SystemError) -> Descriptor {
        let mapped = csandbox_clone_mount(file.number, mapping?.number ?? -1)
        if mapped >= 0 || mapping == nil { return try Descriptor.checked(mapped) }
        return try Descriptor.checked(csandbox_clone_mount(file.number, -1))
    }

    private static func missing(_ name: String, _ workspace: String) -> SandboxError {
        SandboxError(
            .invalid,
            "\(name.debugDescription), which is to be writable, does not exist in \(workspace.debugDescription): create it first."
        )
    }
}
