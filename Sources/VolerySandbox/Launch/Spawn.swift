import CSandbox
import Glibc

/// A new process: its program, descriptors and user.
struct Spawn {
    var arguments: [String]
    var descriptors: [Descriptor]
    var identity: LaunchIdentity
    var attachments: [ExposurePlan.Attachment]

    func start() throws(SpawnError) -> Int32 {
        var step = CSANDBOX_STEP_NONE
        let result = withProcess { csandbox_spawn($0, &step) }
        guard result > 0 else { throw SpawnError(step: step, cause: SystemError(number: -result)) }
        return result
    }

    private func withProcess(_ body: (UnsafePointer<csandbox_process>) -> Int32) -> Int32 {
        let environment: [UnsafeMutablePointer<CChar>?] = [nil]
        return withCStrings(arguments) { argumentPointers in
            withCStrings(attachments.map(\.path)) { paths in
                let numbers = descriptors.map(\.number)
                let mounts = zip(attachments, paths).map { attachment, path in
                    csandbox_attachment(
                        mount: attachment.mount.number,
                        is_folder: attachment.isFolder ? 1 : 0,
                        path: path
                    )
                }
                return ExposurePlan.stage.withCString { stage in
                    argumentPointers.withUnsafeBufferPointer { arguments in
                        environment.withUnsafeBufferPointer { environment in
                            numbers.withUnsafeBufferPointer { numbers in
                                mounts.withUnsafeBufferPointer { mounts in
                                    var process = csandbox_process()
                                    process.path = UnsafePointer(arguments[0])
                                    process.arguments = arguments.baseAddress
                                    process.environment = environment.baseAddress
                                    process.descriptors = numbers.baseAddress
                                    process.descriptor_count = numbers.count
                                    process.oom_score_adjustment = 1000
                                    process.attachments = mounts.baseAddress
                                    process.attachment_count = mounts.count
                                    apply(identity, to: &process, stage: stage)
                                    return body(&process)
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private func apply(_ identity: LaunchIdentity, to process: inout csandbox_process, stage: UnsafePointer<CChar>) {
        switch identity {
        case .ourselves:
            return
        case .mounted(let user, _):
            process.stage = stage
            process.user = user.user
            process.group = user.group
        case .owner(let user):
            process.user = user.user
            process.group = user.group
        }
        process.changes_user = 1
    }
}

/// Lends the strings as C has them, with a null pointer behind the last.
private func withCStrings<Result>(
    _ strings: [String],
    _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
    let pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers)
}
