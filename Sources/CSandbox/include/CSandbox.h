#pragma once

#include <stddef.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/types.h>

// System calls that Swift cannot make well: those that run between the making of a process and its
// `exec`, where no allocation, lock or Swift runtime may be touched, and those without a wrapper in
// older C libraries. Nothing here decides anything. Every function that returns an `int` returns
// zero, a descriptor or a count, or a negated `errno`.

/// A detached mount that the child attaches to its private mount table before it gives up its rights.
typedef struct {
    int mount;            ///< from `csandbox_clone_mount`
    int is_folder;        ///< whether the mount point has to be a folder
    const char *path;     ///< the mount point, directly below `stage`
} csandbox_attachment;

/// What a new process is to be. All memory belongs to the caller and is only read.
typedef struct {
    const char *path;
    char *const *arguments;
    char *const *environment;
    const int *descriptors;       ///< the i-th one becomes descriptor i of the process; all others are closed
    size_t descriptor_count;      ///< at most `CSANDBOX_MAX_DESCRIPTORS`
    int oom_score_adjustment;     ///< -1000...1000; left as it is where the kernel refuses
    const char *stage;            ///< a folder that a private, empty file system hides; null: no private mounts
    const csandbox_attachment *attachments;
    size_t attachment_count;
    int changes_user;             ///< whether to become `user` and `group`, without any other group
    uid_t user;
    gid_t group;
    int confines;                 ///< whether to die with the calling thread, and to take on what follows
    int ruleset;                  ///< from `csandbox_landlock_ruleset`; negative: none
    const void *filter;           ///< a program of classic BPF; null: none
    size_t filter_count;          ///< its instructions
    const char *folder;           ///< where it starts; null: `/`
} csandbox_process;

#define CSANDBOX_MAX_DESCRIPTORS 32
/// `O_PATH`, which Swift's view of the C library lacks.
#define CSANDBOX_O_PATH 010000000

/// Where a process came to grief before its program ran.
typedef enum {
    CSANDBOX_STEP_NONE = 0,
    CSANDBOX_STEP_CLONE,
    CSANDBOX_STEP_SESSION,
    CSANDBOX_STEP_DESCRIPTORS,
    CSANDBOX_STEP_MOUNT_NAMESPACE,
    CSANDBOX_STEP_STAGE,
    CSANDBOX_STEP_ATTACH,
    CSANDBOX_STEP_USER,
    CSANDBOX_STEP_PRIVILEGES,
    CSANDBOX_STEP_FOLDER,
    CSANDBOX_STEP_CONFINE,
    CSANDBOX_STEP_EXEC,
} csandbox_step;

/// Starts a process in a session of its own, with default signal handling, an empty signal mask, no
/// new privileges and `/` as its folder. Returns its id; on failure, a negated `errno` and the step.
///
/// It is not made to die with its parent. bubblewrap does that for itself, at a moment when its death
/// no longer leaves a child behind that waits for it.
int csandbox_spawn(const csandbox_process *process, csandbox_step *failed_step);

/// Opens a user namespace in which `owner` and `user` are exchanged (groups likewise) and every other
/// id stays what it is. It maps a mount; no process is left in it.
int csandbox_exchange_namespace(uid_t owner, uid_t user, gid_t owner_group, gid_t group);

/// Makes a detached copy of the mounts at and below an open file; `user_namespace` maps its ids
/// unless it is negative.
int csandbox_clone_mount(int file, int user_namespace);

/// Opens a file for its name alone (`O_PATH`): nothing can be read by the descriptor.
int csandbox_open_name(const char *path);

/// `openat2(2)`.
int csandbox_openat2(int folder, const char *path, uint64_t flags, uint64_t mode, uint64_t resolve);

/// Opens a socket that listens on a port of 127.0.0.1 in the network namespace of a process, which has to be one that
/// this user may look into. Neither the process nor the calling thread notices.
int csandbox_listen_in_network(pid_t process, uint16_t port, int backlog);

/// The version of Landlock's interface that this kernel has.
int csandbox_landlock_version(void);

/// Makes a set of rules that forbids what it handles; at least version 6.
int csandbox_landlock_ruleset(uint64_t handled_files, uint64_t handled_network, uint64_t scoped);

/// Allows some of what a set handles at and below an open file.
int csandbox_landlock_allow(int ruleset, int file, uint64_t access);

/// Whether two open files are the same file: 1 or 0.
int csandbox_same_file(int one, int other);

/// Whether the mount that an open file was found through is read-only: 1 or 0.
int csandbox_on_read_only_mount(int file);

/// An anonymous file with these bytes, its offset at the start.
int csandbox_memory_file(const char *name, const void *bytes, size_t count);

/// A pipe, both ends closed by `exec`.
int csandbox_pipe(int *reading, int *writing);

/// The C library's words for an error number, or null.
const char *csandbox_error_words(int number);

/// Names the calling thread, with at most 15 bytes.
void csandbox_name_thread(const char *name);

/// A descriptor that becomes readable when the process has ended.
int csandbox_open_process(pid_t process);

/// Sends a signal to the process behind a descriptor, which is never another one by the same number.
int csandbox_signal_process(int process_descriptor, int signal_number);

/// Reaps an ended child: 1 with its status and use of resources, 0 while it still runs.
int csandbox_reap(pid_t process, int *status, struct rusage *usage);

/// Reaps a process by descriptor if it has become our child, as it does when we are process 1.
int csandbox_reap_adopted(int process_descriptor);

/// Renames without replacing: fails with `EEXIST`.
int csandbox_rename_new(int old_folder, const char *old_name, int new_folder, const char *new_name);

/// Exchanges two names in one step.
int csandbox_rename_exchange(int old_folder, const char *old_name, int new_folder, const char *new_name);

// Status words of `wait`, which C has as macros.
int csandbox_exited(int status);
int csandbox_exit_code(int status);
int csandbox_signal(int status);
