#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

// The kernel's structures as of version 6 of Landlock's interface, which older headers lack.

#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#endif

typedef struct {
    uint64_t handled_files;
    uint64_t handled_network;
    uint64_t scoped;
} ruleset_attributes;

typedef struct {
    uint64_t access;
    int32_t file;
} __attribute__((packed)) beneath_attributes;

int csandbox_landlock_version(void) {
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, 1U /* LANDLOCK_CREATE_RULESET_VERSION */);
    return version < 0 ? -errno : (int)version;
}

int csandbox_landlock_ruleset(uint64_t handled_files, uint64_t handled_network, uint64_t scoped) {
    ruleset_attributes attributes = {handled_files, handled_network, scoped};
    long ruleset = syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0U);
    return ruleset < 0 ? -errno : (int)ruleset;
}

int csandbox_landlock_allow(int ruleset, int file, uint64_t access) {
    beneath_attributes attributes = {access, file};
    long result = syscall(SYS_landlock_add_rule, ruleset, 1 /* LANDLOCK_RULE_PATH_BENEATH */, &attributes, 0U);
    return result < 0 ? -errno : 0;
}
