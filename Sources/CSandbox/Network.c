#define _GNU_SOURCE
#include "CSandbox.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/nsfs.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

// A socket belongs to the network namespace of the thread that makes it. So a child makes it that shares our memory
// and our descriptors, while the calling thread stands still, and leaves.

#define STACK_SIZE (64 * 1024)

typedef struct {
    char path[64];
    uint16_t port;
    int backlog;
    int result;
} listening;

/// Enters the namespace, as root directly, else by way of the user namespace that it belongs to, in which whoever made
/// that one has every right.
static int enter(const char *path) {
    int network = open(path, O_RDONLY | O_CLOEXEC);
    if (network < 0) return -errno;
    int result = setns(network, CLONE_NEWNET) < 0 ? -errno : 0;
    if (result == -EPERM) {
        int owner = ioctl(network, NS_GET_USERNS);
        if (owner >= 0) {
            result = setns(owner, CLONE_NEWUSER) < 0 || setns(network, CLONE_NEWNET) < 0 ? -errno : 0;
            close(owner);
        }
    }
    close(network);
    return result;
}

static int listen_here(uint16_t port, int backlog) {
    int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (server < 0) return -errno;
    struct sockaddr_in address;
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(server, (struct sockaddr *)&address, sizeof address) == 0 && listen(server, backlog) == 0) return server;
    int error = errno;
    close(server);
    return -error;
}

static int run_child(void *argument) {
    listening *wanted = argument;
    wanted->result = enter(wanted->path);
    if (wanted->result == 0) wanted->result = listen_here(wanted->port, wanted->backlog);
    _exit(0);
}

int csandbox_listen_in_network(pid_t process, uint16_t port, int backlog) {
    char *stack = mmap(
        NULL, STACK_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
    if (stack == MAP_FAILED) return -errno;
    listening wanted = {.port = port, .backlog = backlog, .result = -ECHILD};
    snprintf(wanted.path, sizeof wanted.path, "/proc/%d/ns/net", process);
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    // The rights gained in the user namespace mark the memory, which is ours, as not to be dumped.
    int dumpable = prctl(PR_GET_DUMPABLE, 0, 0, 0, 0);
    pid_t child = clone(run_child, stack + STACK_SIZE, CLONE_VM | CLONE_VFORK | CLONE_FILES | SIGCHLD, &wanted);
    int error = errno;
    if (dumpable == 1) prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (child > 0) {
        while (waitpid(child, NULL, __WALL) < 0 && errno == EINTR) {}
    }
    munmap(stack, STACK_SIZE);
    return child < 0 ? -error : wanted.result;
}
