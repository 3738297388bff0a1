/// A sandbox that is being built or that runs: bubblewrap's process, and our ends of everything.
struct StartedSandbox: Sendable {
    let tier: SandboxTier
    /// bubblewrap, or the shell itself, which leads a process group of its own.
    let process: Int32
    let processDescriptor: Descriptor
    let output: Descriptor
    let errors: Descriptor
    let go: Descriptor
    let ready: Descriptor
    /// What the command is to see, to be compared with what is there.
    let exposures: [Exposure]
    /// Protected names that did not exist.
    let absent: [String]
    let started: ContinuousClock.Instant
}
