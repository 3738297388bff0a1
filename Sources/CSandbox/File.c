#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <unistd.h>

_Static_assert(CSANDBOX_O_PATH == O_PATH, "O_PATH is not what it was");

int csandbox_open_name(const char *path) {
    int file = open(path, O_PATH | O_CLOEXEC);
    return file < 0 ? -errno : file;
}

int csandbox_pipe(int *reading, int *writing) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0) return -errno;
    *reading = ends[0];
    *writing = ends[1];
    return 0;
}

int csandbox_openat2(int folder, const char *path, uint64_t flags, uint64_t mode, uint64_t resolve) {
    struct open_how how;
    memset(&how, 0, sizeof how);
    how.flags = flags;
    how.mode = mode;
    how.resolve = resolve;
    for (;;) {
        long result = syscall(SYS_openat2, folder, path, &how, sizeof how);
        if (result >= 0) return (int)result;
        // EAGAIN: a name on the way was renamed meanwhile, and the kernel could not tell what it was.
        if (errno != EINTR && errno != EAGAIN) return -errno;
    }
}

int csandbox_same_file(int one, int other) {
    struct stat a, b;
    if (fstat(one, &a) < 0 || fstat(other, &b) < 0) return -errno;
    return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

int csandbox_on_read_only_mount(int file) {
    struct statvfs system;
    if (fstatvfs(file, &system) < 0) return -errno;
    return (system.f_flag & ST_RDONLY) != 0;
}

int csandbox_memory_file(const char *name, const void *bytes, size_t count) {
    int file = memfd_create(name, MFD_CLOEXEC);
    if (file < 0) return -errno;
    size_t done = 0;
    while (done < count) {
        ssize_t written = pwrite(file, (const char *)bytes + done, count - done, (off_t)done);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) {
            int error = written < 0 ? errno : EIO;
            close(file);
            return -error;
        }
        done += (size_t)written;
    }
    return file;
}

int csandbox_rename_new(int old_folder, const char *old_name, int new_folder, const char *new_name) {
    return renameat2(old_folder, old_name, new_folder, new_name, RENAME_NOREPLACE) < 0 ? -errno : 0;
}

int csandbox_rename_exchange(int old_folder, const char *old_name, int new_folder, const char *new_name) {
    return renameat2(old_folder, old_name, new_folder, new_name, RENAME_EXCHANGE) < 0 ? -errno : 0;
}
