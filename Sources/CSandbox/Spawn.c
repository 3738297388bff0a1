#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// The child shares our memory until it calls `exec` (as with `vfork`: copying the page tables of a
// large process takes milliseconds), while the calling thread stands still. So it may neither allocate
// nor take a lock, and it makes raw system calls where the C library's function does more than the
// call: glibc's `setresuid` would change the ids of all of *our* threads.

#define STACK_SIZE (64 * 1024)
#define KERNEL_SIGNALS 64

typedef struct {
    const csandbox_process *process;
    csandbox_step step;
    int error;
} child_state;

/// `struct sigaction` as the kernel has it; glibc's wrapper refuses its own two signals.
typedef struct {
    void *handler;
    unsigned long flags;
    void *restorer;
    unsigned long mask;
} kernel_action;

static int reset_signals(void) {
    kernel_action action;
    memset(&action, 0, sizeof action);
    for (int number = 1; number <= KERNEL_SIGNALS; number++) {
        if (number == SIGKILL || number == SIGSTOP) continue;
        syscall(SYS_rt_sigaction, number, &action, NULL, sizeof(unsigned long));
    }
    unsigned long none = 0;
    return (int)syscall(SYS_rt_sigprocmask, SIG_SETMASK, &none, NULL, sizeof none);
}

/// Moves the descriptors to 0, 1, 2, ... and closes all others. Every one is first copied above the
/// targets, so that none is overwritten before it has been moved.
static int arrange_descriptors(const csandbox_process *process) {
    int count = (int)process->descriptor_count;
    int copies[CSANDBOX_MAX_DESCRIPTORS];
    for (int i = 0; i < count; i++) {
        copies[i] = fcntl(process->descriptors[i], F_DUPFD, count);
        if (copies[i] < 0) return -1;
    }
    for (int i = 0; i < count; i++) {
        if (dup2(copies[i], i) < 0) return -1;
    }
    return (int)syscall(SYS_close_range, (unsigned)count, ~0U, 0);
}

static void prefer_for_out_of_memory(int adjustment) {
    char text[8];
    int length = 0;
    int rest = adjustment < 0 ? -adjustment : adjustment;
    do {
        text[sizeof text - 1 - length++] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0 && length < 6);
    if (adjustment < 0) text[sizeof text - 1 - length++] = '-';
    int file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (file < 0) return;
    ssize_t ignored = write(file, text + sizeof text - length, (size_t)length);
    (void)ignored;
    close(file);
}

static int attach(const csandbox_attachment *attachment) {
    if (attachment->is_folder) {
        if (mkdir(attachment->path, 0755) < 0) return -1;
    } else {
        int file = open(attachment->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
        if (file < 0) return -1;
        close(file);
    }
    return (int)syscall(
        SYS_move_mount, attachment->mount, "", AT_FDCWD, attachment->path, 0x4 /* MOVE_MOUNT_F_EMPTY_PATH */);
}

/// A mount table of our own in which `stage` holds the attachments: the one way to them for a user
/// who may not enter the folders where they really are.
static int prepare_mounts(child_state *state) {
    const csandbox_process *process = state->process;
    state->step = CSANDBOX_STEP_MOUNT_NAMESPACE;
    if (unshare(CLONE_NEWNS) < 0) return -1;
    if (mount(NULL, "/", NULL, MS_REC | MS_SLAVE, NULL) < 0) return -1;
    state->step = CSANDBOX_STEP_STAGE;
    if (mount("tmpfs", process->stage, "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, "mode=0755,size=64k") < 0) return -1;
    state->step = CSANDBOX_STEP_ATTACH;
    for (size_t i = 0; i < process->attachment_count; i++) {
        if (attach(&process->attachments[i]) < 0) return -1;
    }
    return 0;
}

static int become_user(const csandbox_process *process) {
    if (syscall(SYS_setgroups, 0, NULL) < 0) return -1;
    if (syscall(SYS_setresgid, process->group, process->group, process->group) < 0) return -1;
    return (int)syscall(SYS_setresuid, process->user, process->user, process->user);
}

#ifndef SYS_landlock_restrict_self
#define SYS_landlock_restrict_self 446
#endif

static int confine(const csandbox_process *process) {
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) < 0) return -1;
    return process->ruleset < 0 ? 0 : (int)syscall(SYS_landlock_restrict_self, process->ruleset, 0U);
}

static int install_filter(const csandbox_process *process) {
    struct sock_fprog program = {(unsigned short)process->filter_count, (struct sock_filter *)process->filter};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0);
}

static int prepare(child_state *state) {
    const csandbox_process *process = state->process;
    state->step = CSANDBOX_STEP_SESSION;
    if (setsid() < 0) return -1;
    prefer_for_out_of_memory(process->oom_score_adjustment);
    if (process->stage != NULL && prepare_mounts(state) < 0) return -1;
    state->step = CSANDBOX_STEP_USER;
    if (process->changes_user && become_user(process) < 0) return -1;
    state->step = CSANDBOX_STEP_PRIVILEGES;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) return -1;
    state->step = CSANDBOX_STEP_FOLDER;
    if (chdir(process->folder != NULL ? process->folder : "/") < 0) return -1;
    umask(022);
    state->step = CSANDBOX_STEP_CONFINE;
    if (process->confines && confine(process) < 0) return -1;
    state->step = CSANDBOX_STEP_DESCRIPTORS;
    if (arrange_descriptors(process) < 0) return -1;
    state->step = CSANDBOX_STEP_CONFINE;
    if (reset_signals() < 0) return -1;
    if (process->confines && process->filter != NULL && install_filter(process) < 0) return -1;
    state->step = CSANDBOX_STEP_EXEC;
    return 0;
}

static int run_child(void *argument) {
    child_state *state = argument;
    if (prepare(state) == 0) {
        execve(state->process->path, state->process->arguments, state->process->environment);
    }
    state->error = errno;
    _exit(127);
}

static pid_t start(child_state *state, char *stack) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    // Taking another user's id marks the memory, which is still ours, as not to be dumped.
    int dumpable = prctl(PR_GET_DUMPABLE, 0, 0, 0, 0);
    pid_t child = clone(run_child, stack + STACK_SIZE, CLONE_VM | CLONE_VFORK | SIGCHLD, state);
    int error = errno;
    if (dumpable == 1) prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = error;
    return child;
}

int csandbox_spawn(const csandbox_process *process, csandbox_step *failed_step) {
    *failed_step = CSANDBOX_STEP_CLONE;
    if (process->descriptor_count > CSANDBOX_MAX_DESCRIPTORS) return -EINVAL;
    char *stack = mmap(
        NULL, STACK_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
    if (stack == MAP_FAILED) return -errno;
    child_state state = {process, CSANDBOX_STEP_NONE, 0};
    pid_t child = start(&state, stack);
    int error = errno;
    munmap(stack, STACK_SIZE);
    if (child < 0) return -error;
    if (state.error == 0) {
        *failed_step = CSANDBOX_STEP_NONE;
        return child;
    }
    while (waitpid(child, NULL, __WALL) < 0 && errno == EINTR) {}
    *failed_step = state.step;
    return -state.error;
}
