// Stands between this program and the system where it writes and syncs journals, and fails there as it is told:
//
//   FAULT=full    no room is left at the FAULT_AT-th call, nor ever again
//   FAULT=short   the same, but half of that write is done
//   FAULT=error   the FAULT_AT-th call fails on the disk
//   FAULT=sync    the FAULT_AT-th sync fails on the disk
//   FAULT=partial a write is of one byte, or interrupted, now and then; which ones follows from FAULT_SEED
//   FAULT=kill    the program is killed before the FAULT_AT-th call
//   FAULT=stop    the program stops itself before the FAULT_AT-th call, with the locks that it holds
//   FAULT=after   the program is killed after it
//   FAULT=power   the power fails there: of what was written and not synced, some pieces are on the disk, some are not;
//                 which ones follows from FAULT_SEED
//
// Calls are counted from 1: writes, syncs and cuts of files whose name holds "runs.db", but for the shared memory.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "FaultyDisk.h"

void faulty_disk_link(void) {}

struct piece {
    struct piece *earlier;
    int fd;
    ino_t file;
    off_t offset;
    size_t count;
    unsigned char old[];
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct piece *unsynced;
static long calls, syncs;

static const char *fault(void) {
    const char *name = getenv("FAULT");
    return name ? name : "";
}

static int is(const char *name) { return strcmp(fault(), name) == 0; }

static long number(const char *name) {
    const char *text = getenv(name);
    return text ? atol(text) : 0;
}

static int is_watched(int fd) {
    char link[64], path[4096];
    char digits[16];
    int rest = fd, length = 0, at = 0;
    if (!*fault()) return 0;
    do { digits[length++] = (char)('0' + rest % 10); } while (rest /= 10);
    memcpy(link, "/proc/self/fd/", 14);
    for (at = 14; length; at++) link[at] = digits[--length];
    link[at] = 0;
    ssize_t count = readlink(link, path, sizeof path - 1);
    if (count < 0) return 0;
    path[count] = 0;
    return strstr(path, "runs.db") && !strstr(path, "-shm");
}

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

static unsigned long next_random(unsigned long *state) {
    *state = *state * 6364136223846793005UL + 1442695040888963407UL;
    return *state >> 33;
}

static void cut_power(void) {
    unsigned long state = (unsigned long)number("FAULT_SEED");
    for (struct piece *piece = unsynced; piece; piece = piece->earlier) {
        for (size_t at = 0; at < piece->count; at += 512) {
            size_t count = piece->count - at < 512 ? piece->count - at : 512;
            if (next_random(&state) % 3 == 0) continue;
            syscall(SYS_pwrite64, piece->fd, piece->old + at, count, piece->offset + (off_t)at);
        }
    }
    die();
}

static void remember(int fd, size_t count, off_t offset) {
    struct stat status;
    struct piece *piece = calloc(1, sizeof *piece + count);
    if (!piece || fstat(fd, &status) != 0) abort();
    // What lies behind the file's end was never there: zeros.
    syscall(SYS_pread64, fd, piece->old, count, offset);
    *piece = (struct piece){.earlier = unsynced, .fd = fd, .file = status.st_ino, .offset = offset, .count = count};
    unsynced = piece;
}

static void forget(int fd) {
    struct stat status;
    if (fstat(fd, &status) != 0) return;
    for (struct piece **place = &unsynced; *place;) {
        struct piece *piece = *place;
        if (piece->file == status.st_ino) {
            *place = piece->earlier;
            free(piece);
        } else {
            place = &piece->earlier;
        }
    }
}

// What becomes of the next call: 0 if it is done, else the error; `half` where half of it is done before.
static int before(int is_sync, int *half) {
    long at = number("FAULT_AT");
    calls++;
    syncs += is_sync;
    if (is("sync")) return is_sync && syncs == at ? EIO : 0;
    if (calls < at) return 0;
    if (is("full") && !is_sync) return ENOSPC;
    if (is("short") && !is_sync) {
        *half = calls == at;
        return ENOSPC;
    }
    if (calls > at) return 0;
    if (is("error")) return EIO;
    if (is("kill")) die();
    if (is("stop")) raise(SIGSTOP);
    if (is("power")) cut_power();
    return 0;
}

// Makes a write short, or interrupts it: one in four each.
static int disturb(size_t *count) {
    static unsigned long state;
    if (!state) state = (unsigned long)number("FAULT_SEED") + 1;
    unsigned long chance = next_random(&state) % 4;
    if (chance == 0 && *count > 1) *count = 1;
    return chance == 1 ? EINTR : 0;
}

static void after(void) {
    if (is("after") && calls == number("FAULT_AT")) die();
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off_t offset) {
    if (!is_watched(fd)) return syscall(SYS_pwrite64, fd, bytes, count, offset);
    int half = 0;
    pthread_mutex_lock(&lock);
    int error = before(0, &half);
    if (!error && is("power")) remember(fd, count, offset);
    ssize_t result = -1;
    if (!error && is("partial")) error = disturb(&count);
    if (!error) result = syscall(SYS_pwrite64, fd, bytes, count, offset);
    if (half) result = syscall(SYS_pwrite64, fd, bytes, count / 2, offset), error = 0;
    after();
    pthread_mutex_unlock(&lock);
    if (error) errno = error;
    return result;
}

static int synced(int fd, long call) {
    if (!is_watched(fd)) return (int)syscall(call, fd);
    int half = 0;
    pthread_mutex_lock(&lock);
    int error = before(1, &half);
    int result = error ? -1 : (int)syscall(call, fd);
    if (result == 0) forget(fd);
    after();
    pthread_mutex_unlock(&lock);
    if (error) errno = error;
    return result;
}

int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }
int fsync(int fd) { return synced(fd, SYS_fsync); }
