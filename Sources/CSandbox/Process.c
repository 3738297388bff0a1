#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef P_PIDFD
#define P_PIDFD 3
#endif

int csandbox_open_process(pid_t process) {
    int descriptor = (int)syscall(SYS_pidfd_open, process, 0);
    return descriptor < 0 ? -errno : descriptor;
}

int csandbox_signal_process(int process_descriptor, int signal_number) {
    return syscall(SYS_pidfd_send_signal, process_descriptor, signal_number, NULL, 0) < 0 ? -errno : 0;
}

int csandbox_reap(pid_t process, int *status, struct rusage *usage) {
    for (;;) {
        pid_t found = wait4(process, status, WNOHANG | __WALL, usage);
        if (found == process) return 1;
        if (found == 0) return 0;
        if (errno != EINTR) return -errno;
    }
}

int csandbox_reap_adopted(int process_descriptor) {
    siginfo_t information;
    int result = waitid((idtype_t)P_PIDFD, (id_t)process_descriptor, &information, WEXITED | WNOHANG | __WALL);
    return result < 0 ? -errno : 0;
}

const char *csandbox_error_words(int number) { return strerrordesc_np(number); }

void csandbox_name_thread(const char *name) { pthread_setname_np(pthread_self(), name); }

int csandbox_exited(int status) { return WIFEXITED(status); }
int csandbox_exit_code(int status) { return WEXITSTATUS(status); }
int csandbox_signal(int status) { return WTERMSIG(status); }
