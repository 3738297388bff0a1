/// The system calls that the filter speaks of, by their names in the kernel.
enum SystemCall: String, CaseIterable, Sendable {
    // Other processes and the kernel's secrets.
    case ptrace
    case process_vm_readv
    case process_vm_writev
    case process_madvise
    case pidfd_getfd
    case kcmp
    case perf_event_open
    case lookup_dcookie
    case syslog
    case add_key
    case request_key
    case keyctl
    // Ways into the kernel with a history of holes.
    case bpf
    case userfaultfd
    case vmsplice
    case modify_ldt
    case uselib
    // Namespaces and mounts.
    case mount
    case umount2
    case pivot_root
    case chroot
    case unshare
    case setns
    case quotactl
    case quotactl_fd
    case name_to_handle_at
    case open_by_handle_at
    case fanotify_init
    // The machine.
    case acct
    case swapon
    case swapoff
    case reboot
    case kexec_load
    case kexec_file_load
    case init_module
    case finit_module
    case delete_module
    case iopl
    case ioperm
    case clock_settime
    case settimeofday
    case adjtimex
    case clock_adjtime
    case sethostname
    case setdomainname
    case vhangup
    // Memory placement.
    case move_pages
    case mbind
    case set_mempolicy
    case set_mempolicy_home_node
    case migrate_pages
    // Device nodes.
    case mknod
    case mknodat
    // Ways out of the process group, for a sandbox that has nothing else to hold processes by.
    case setsid
    case setpgid
    // No network.
    case socket
    // Calls whose arguments lie in memory, where no filter sees them; libraries fall back.
    case clone3
    case openat2
    case fchmodat2
    // Newer ways to mount.
    case open_tree
    case open_tree_attr
    case move_mount
    case mount_setattr
    case fsopen
    case fsconfig
    case fsmount
    case fspick
    case statmount
    case listmount
    // A second way to make calls.
    case io_uring_setup
    case io_uring_enter
    case io_uring_register
    case memfd_secret
    // Checked by their arguments.
    case clone
    case ioctl
    case personality
    case chmod
    case fchmod
    case fchmodat
    case creat
    case open
    case openat
    case socketpair

    /// The call's number, or nil where the architecture doesn't have it (newer ones have no `open`, only `openat`).
    func number(on architecture: Architecture) -> UInt32? {
        let row = Self.numbers[self]
        switch architecture {
        case .x86_64: return row?.x86_64
        case .aarch64: return row?.aarch64
        }
    }

    /// One row a call; the columns are `arch/x86/entry/syscalls/syscall_64.tbl` and `include/uapi/asm-generic/unistd.h`.
    private static let numbers: [SystemCall: (x86_64: UInt32?, aarch64: UInt32?)] = [
        .ptrace: (101, 117),
        .process_vm_readv: (310, 270),
        .process_vm_writev: (311, 271),
        .process_madvise: (440, 440),
        .pidfd_getfd: (438, 438),
        .kcmp: (312, 272),
        .perf_event_open: (298, 241),
        .lookup_dcookie: (212, 18),
        .syslog: (103, 116),
        .add_key: (248, 217),
        .request_key: (249, 218),
        .keyctl: (250, 219),
        .bpf: (321, 280),
        .userfaultfd: (323, 282),
        .vmsplice: (278, 75),
        .modify_ldt: (154, nil),
        .uselib: (134, nil),
        .mount: (165, 40),
        .umount2: (166, 39),
        .pivot_root: (155, 41),
        .chroot: (161, 51),
        .unshare: (272, 97),
        .setns: (308, 268),
        .quotactl: (179, 60),
        .quotactl_fd: (443, 443),
        .name_to_handle_at: (303, 264),
        .open_by_handle_at: (304, 265),
        .fanotify_init: (300, 262),
        .acct: (163, 89),
        .swapon: (167, 224),
        .swapoff: (168, 225),
        .reboot: (169, 142),
        .kexec_load: (246, 104),
        .kexec_file_load: (320, 294),
        .init_module: (175, 105),
        .finit_module: (313, 273),
        .delete_module: (176, 106),
        .iopl: (172, nil),
        .ioperm: (173, nil),
        .clock_settime: (227, 112),
        .settimeofday: (164, 170),
        .adjtimex: (159, 171),
        .clock_adjtime: (305, 266),
        .sethostname: (170, 161),
        .setdomainname: (171, 162),
        .vhangup: (153, 58),
        .move_pages: (279, 239),
        .mbind: (237, 235),
        .set_mempolicy: (238, 237),
        .set_mempolicy_home_node: (450, 450),
        .migrate_pages: (256, 238),
        .mknod: (133, nil),
        .mknodat: (259, 33),
        .setsid: (112, 157),
        .setpgid: (109, 154),
        .socket: (41, 198),
        .clone3: (435, 435),
        .openat2: (437, 437),
        .fchmodat2: (452, 452),
        .open_tree: (428, 428),
        .open_tree_attr: (467, 467),
        .move_mount: (429, 429),
        .mount_setattr: (442, 442),
        .fsopen: (430, 430),
        .fsconfig: (431, 431),
        .fsmount: (432, 432),
        .fspick: (433, 433),
        .statmount: (457, 457),
        .listmount: (458, 458),
        .io_uring_setup: (425, 425),
        .io_uring_enter: (426, 426),
        .io_uring_register: (427, 427),
        .memfd_secret: (447, 447),
        .clone: (56, 220),
        .ioctl: (16, 29),
        .personality: (135, 92),
        .chmod: (90, nil),
        .fchmod: (91, 52),
        .fchmodat: (268, 53),
        .creat: (85, nil),
        .open: (2, nil),
        .openat: (257, 56),
        .socketpair: (53, 199),
    ]
}
