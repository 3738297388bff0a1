#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/mount.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef OPEN_TREE_CLOEXEC
#define OPEN_TREE_CLOEXEC O_CLOEXEC
#endif

static int write_file(const char *path, const char *text) {
    int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0) return -errno;
    size_t length = strlen(text);
    ssize_t written = write(file, text, length);
    int result = written == (ssize_t)length ? 0 : (written < 0 ? -errno : -EIO);
    close(file);
    return result;
}

/// The lines of an id map that exchanges two ids and keeps the rest.
static void format_exchange(char *text, size_t size, unsigned one, unsigned other) {
    unsigned low = one < other ? one : other, high = one < other ? other : one;
    size_t used = 0;
    if (low == high) {
        snprintf(text, size, "0 0 4294967295\n");
        return;
    }
    used += (size_t)snprintf(text + used, size - used, "%u %u 1\n%u %u 1\n", low, high, high, low);
    if (low > 0) used += (size_t)snprintf(text + used, size - used, "0 0 %u\n", low);
    if (high - low > 1) {
        used += (size_t)snprintf(text + used, size - used, "%u %u %u\n", low + 1, low + 1, high - low - 1);
    }
    if (high < 4294967294u) snprintf(text + used, size - used, "%u %u %u\n", high + 1, high + 1, 4294967294u - high);
}

/// The same within what our own user namespace maps, which in a container is not every id.
static int write_map(pid_t process, const char *kind, unsigned one, unsigned other) {
    char path[64], text[256];
    snprintf(path, sizeof path, "/proc/%d/%s", process, kind);
    format_exchange(text, sizeof text, one, other);
    int result = write_file(path, text);
    if (result != -EPERM || one == other) return result;
    snprintf(text, sizeof text, "%u %u 1\n%u %u 1\n", one, other, other, one);
    return write_file(path, text);
}

static int open_namespace(pid_t process, uid_t owner, uid_t user, gid_t owner_group, gid_t group) {
    int result = write_map(process, "uid_map", owner, user);
    if (result == 0) result = write_map(process, "gid_map", owner_group, group);
    if (result < 0) return result;
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/ns/user", process);
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    return descriptor < 0 ? -errno : descriptor;
}

int csandbox_exchange_namespace(uid_t owner, uid_t user, gid_t owner_group, gid_t group) {
    int lifeline[2];
    if (pipe2(lifeline, O_CLOEXEC) < 0) return -errno;
    // Like `fork`, but without the C library's handlers: the child only reads and leaves.
    long child = syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0);
    if (child == 0) {
        char byte;
        syscall(SYS_close, lifeline[1]);
        syscall(SYS_read, lifeline[0], &byte, 1);
        syscall(SYS_exit_group, 0);
    }
    int error = errno;
    close(lifeline[0]);
    int result = child < 0 ? -error : open_namespace((pid_t)child, owner, user, owner_group, group);
    close(lifeline[1]);
    if (child > 0) {
        // Another process may hold a copy of the pipe for a moment; this one must not wait for it.
        kill((pid_t)child, SIGKILL);
        while (waitpid((pid_t)child, NULL, __WALL) < 0 && errno == EINTR) {}
    }
    return result;
}

int csandbox_clone_mount(int file, int user_namespace) {
    int tree = (int)syscall(
        SYS_open_tree, file, "", OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_EMPTY_PATH | AT_RECURSIVE);
    if (tree < 0) return -errno;
    if (user_namespace < 0) return tree;
    struct mount_attr attributes;
    memset(&attributes, 0, sizeof attributes);
    attributes.attr_set = MOUNT_ATTR_IDMAP;
    attributes.userns_fd = (unsigned)user_namespace;
    if (syscall(SYS_mount_setattr, tree, "", AT_EMPTY_PATH | AT_RECURSIVE, &attributes, sizeof attributes) < 0) {
        int error = errno;
        close(tree);
        return -error;
    }
    return tree;
}
