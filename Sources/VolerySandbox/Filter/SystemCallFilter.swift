/// The system calls that a command in the sandbox may make: a list of refusals, assembled for one architecture.
///
/// Namespaces already take away files, processes and the network. The filter takes away what they leave: the kernel's
/// less used corners, where its own faults are, every kind of socket, and files that would act with their owner's
/// rights outside. With a network, which is an empty one but for our proxy, TCP sockets alone are there.
struct SystemCallFilter: Equatable, Sendable {
    let instructions: [FilterInstruction]

    init(for architecture: Architecture, withNetwork: Bool = false, keepsGroup: Bool = false) {
        var program = FilterAssembler(architecture: architecture)
        program.refuseForeignCalls()
        program.answer(withNetwork ? Self.refused.filter { $0 != .socket } : Self.refused, with: .refuse)
        if keepsGroup { program.answer(Self.regrouping, with: .refuse) }
        program.answer(Self.missing, with: .pretendMissing)
        for rule in withNetwork ? Self.checked + [Self.streamsOnly] : Self.checked { program.apply(rule) }
        program.emit(.finish(.allow))
        instructions = program.instructions
    }

    /// The program as `bwrap --seccomp` reads it.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(instructions.count * 8)
        for instruction in instructions { instruction.append(to: &bytes) }
        return bytes
    }
}

extension SystemCallFilter {
    static let refused: [SystemCall] = [
        .ptrace, .process_vm_readv, .process_vm_writev, .process_madvise, .pidfd_getfd, .kcmp, .perf_event_open,
        .lookup_dcookie, .syslog, .add_key, .request_key, .keyctl, .bpf, .userfaultfd, .vmsplice, .modify_ldt, .uselib,
        .mount, .umount2, .pivot_root, .chroot, .unshare, .setns, .quotactl, .quotactl_fd, .name_to_handle_at,
        .open_by_handle_at, .fanotify_init, .acct, .swapon, .swapoff, .reboot, .kexec_load, .kexec_file_load,
        .init_module, .finit_module, .delete_module, .iopl, .ioperm, .clock_settime, .settimeofday, .adjtimex,
        .clock_adjtime, .sethostname, .setdomainname, .vhangup, .move_pages, .mbind, .set_mempolicy,
        .set_mempolicy_home_node, .migrate_pages, .mknod, .mknodat, .socket,
    ]

    /// Refused where the process group is all that holds processes.
    static let regrouping: [SystemCall] = [.setsid, .setpgid]

    static let missing: [SystemCall] = [
        .clone3, .openat2, .fchmodat2, .open_tree, .open_tree_attr, .move_mount, .mount_setattr, .fsopen, .fsconfig,
        .fsmount, .fspick, .statmount, .listmount, .io_uring_setup, .io_uring_enter, .io_uring_register, .memfd_secret,
    ]

    static let checked: [ArgumentRule] = [
        // CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET
        ArgumentRule(.clone, when: .anySet(0x7e02_0000, ofArgument: 0)),
        // TIOCSTI and TIOCLINUX type into the terminal of whoever reads it. The kernel looks at the low 32 bits only.
        ArgumentRule(.ioctl, when: .isOne(of: [0x5412, 0x541c], argument: 1)),
        // 0xffffffff only asks.
        ArgumentRule(.personality, when: .isNone(of: [0, 0xffff_ffff], argument: 0)),
        ArgumentRule(.chmod, when: .anySet(setsIdentity, ofArgument: 1)),
        ArgumentRule(.fchmod, when: .anySet(setsIdentity, ofArgument: 1)),
        ArgumentRule(.fchmodat, when: .anySet(setsIdentity, ofArgument: 2)),
        ArgumentRule(.creat, when: .anySet(setsIdentity, ofArgument: 1)),
        // The mode means nothing, and may be anything, unless the flags make a file.
        ArgumentRule(.open, if: .anySet(createsFile, ofArgument: 1), when: .anySet(setsIdentity, ofArgument: 2)),
        ArgumentRule(.openat, if: .anySet(createsFile, ofArgument: 2), when: .anySet(setsIdentity, ofArgument: 3)),
        // AF_UNIX: a pair connects a command with itself only.
        ArgumentRule(.socketpair, when: .isNone(of: [1], argument: 0)),
    ]

    /// Sockets of AF_INET and AF_INET6, of the kind SOCK_STREAM with its flags, for TCP.
    static let streamsOnly = ArgumentRule(
        .socket,
        unless: [
            .isOne(of: [2, 10], argument: 0),
            .isOne(of: [0x1, 0x801, 0x8_0001, 0x8_0801], argument: 1),
            .isOne(of: [0, 6], argument: 2),
        ]
    )

    /// `S_ISUID` and `S_ISGID`.
    private static let setsIdentity: UInt32 = 0o6000
    /// `O_CREAT` and `O_TMPFILE`, which are the same on both architectures.
    private static let createsFile: UInt32 = 0x0040_0040
}
