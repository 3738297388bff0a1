import CSandbox
import Glibc

/// A new process: its program, descriptors and user.
struct Spawn {
    var arguments: [String]
    var descriptors: [Descriptor]
    var identity: LaunchIdentity
    var attachments: [ExposurePlan.Attachment]
    var confinement: Confinement?

    /// What binds a process that no namespaces hold.
    struct Confinement {
        var ruleset: Descriptor?
        var filter: [UInt8]?
        var environment: [String]
        var folder: String
    }

    /// Starts it, and returns its number.
    func start() throws(SpawnError) -> Int32 {
        let memory = BorrowedMemory()
        var process = description(in: memory)
        var step = CSANDBOX_STEP_NONE
        let result = withExtendedLifetime((memory, self)) { csandbox_spawn(&process, &step) }
        guard result > 0 else { throw SpawnError(step: step, cause: SystemError(number: -result)) }
        return result
    }

    private func description(in memory: BorrowedMemory) -> csandbox_process {
        var process = csandbox_process()
        process.path = UnsafePointer(memory.string(arguments[0]))
        process.arguments = UnsafePointer(memory.array(arguments.map { Optional(memory.string($0)) } + [nil]))
        process.environment = UnsafePointer(memory.array([UnsafeMutablePointer<CChar>?.none]))
        process.descriptors = UnsafePointer(memory.array(descriptors.map(\.number)))
        process.descriptor_count = descriptors.count
        process.oom_score_adjustment = 1000
        process.attachments = UnsafePointer(memory.array(attachments.map { $0.description(in: memory) }))
        process.attachment_count = attachments.count
        apply(identity, to: &process, memory)
        if let confinement { apply(confinement, to: &process, memory) }
        return process
    }

    private func apply(_ confinement: Confinement, to process: inout csandbox_process, _ memory: BorrowedMemory) {
        process.confines = 1
        process.ruleset = confinement.ruleset?.number ?? -1
        process.filter = confinement.filter.map { UnsafeRawPointer(memory.array($0)) }
        process.filter_count = (confinement.filter?.count ?? 0) / 8
        process.folder = UnsafePointer(memory.string(confinement.folder))
        process.environment = UnsafePointer(
            memory.array(confinement.environment.map { Optional(memory.string($0)) } + [nil])
        )
    }

    private func apply(_ identity: LaunchIdentity, to process: inout csandbox_process, _ memory: BorrowedMemory) {
        switch identity {
        case .ourselves:
            return
        case .mounted(let user, _):
            process.stage = UnsafePointer(memory.string(ExposurePlan.stage))
            process.user = user.user
            process.group = user.group
        case .owner(let user):
            process.user = user.user
            process.group = user.group
        }
        process.changes_user = 1
    }
}

extension ExposurePlan.Attachment {
    fileprivate func description(in memory: BorrowedMemory) -> csandbox_attachment {
        csandbox_attachment(mount: mount.number, is_folder: isFolder ? 1 : 0, path: UnsafePointer(memory.string(path)))
    }
}

/// Memory that C may read as long as this object lives.
private final class BorrowedMemory {
    private var allocations: [UnsafeMutableRawPointer] = []

    deinit {
        for allocation in allocations { allocation.deallocate() }
    }

    func array<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafeMutablePointer<Element> {
        let start = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
        for (index, element) in elements.enumerated() { (start + index).initialize(to: element) }
        allocations.append(UnsafeMutableRawPointer(start))
        return start
    }

    func string(_ text: String) -> UnsafeMutablePointer<CChar> {
        array(text.utf8CString.map { $0 })
    }
}
