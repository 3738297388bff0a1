/// Says why no sandbox stood, and what usually helps.
struct SandboxUnavailable {
    /// What was said.
    var said: String
    var tier = SandboxTier.bubblewrap

    var error: SandboxError {
        guard tier == .bubblewrap else {
            return SandboxError(
                .unavailable,
                "There is no sandbox by \(tier.rawValue) here: a shell in it failed (\(said))."
            )
        }
        return SandboxError(
            .unavailable,
            """
            There is no sandbox here: bubblewrap was started with everything that it is to do, and failed (\(said)). \
            It needs user namespaces. Look at the settings user.max_user_namespaces (not 0), \
            kernel.unprivileged_userns_clone (1, where it exists) and \
            kernel.apparmor_restrict_unprivileged_userns (0, or an AppArmor profile for bwrap, as on Ubuntu 24.04); \
            in a container, at its seccomp profile and at whether its /proc is masked. \
            No command is run without a sandbox. One that holds less, and needs none of this, can be had with \
            `safety: { sandbox: { minimum: landlock } }` in volery.yaml.
            """
        )
    }
}
