import CSandbox

/// A process that came to grief before its program ran.
struct SpawnError: Error {
    var step: csandbox_step
    var cause: SystemError

    func message(program: String) -> String {
        switch step {
        case CSANDBOX_STEP_EXEC: "\(program) can't be executed: \(cause.words)."
        default: "The sandbox's process can't \(attempt): \(cause.words)."
        }
    }

    private var attempt: String {
        switch step {
        case CSANDBOX_STEP_CLONE: "be created"
        case CSANDBOX_STEP_SESSION: "start a session"
        case CSANDBOX_STEP_DESCRIPTORS: "take over its descriptors"
        case CSANDBOX_STEP_MOUNT_NAMESPACE: "have private mounts"
        case CSANDBOX_STEP_STAGE: "mount a private folder on \(ExposurePlan.stage)"
        case CSANDBOX_STEP_ATTACH: "mount what it is to see"
        case CSANDBOX_STEP_USER: "become a user without rights"
        case CSANDBOX_STEP_PRIVILEGES: "give up its rights"
        case CSANDBOX_STEP_CONFINE: "take on its bounds"
        default: "leave its folder"
        }
    }
}
