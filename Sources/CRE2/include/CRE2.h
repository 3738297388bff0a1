#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif

/// A compiled regular expression (RE2: matching takes time linear in the text).
/// After it was made it never changes for its users, and may be used by several threads at once.
typedef struct cre2_pattern cre2_pattern;

/// How a pattern is read.
typedef struct {
    bool ignores_case;
    /// `.` matches line breaks too.
    bool dot_matches_line_breaks;
    /// The most memory in bytes that the compiled pattern and its caches may take.
    int64_t max_memory;
} cre2_options;

/// A stretch of the text in bytes; `start` is -1 for a group that took no part.
typedef struct {
    ptrdiff_t start;
    ptrdiff_t end;
} cre2_range;

/// Compiles a pattern in UTF-8. NULL only if memory ran out; see `cre2_error` for what is wrong with it.
cre2_pattern *cre2_compile(const char *pattern, size_t length, const cre2_options *options);

/// Gives back what a pattern holds.
void cre2_free(cre2_pattern *pattern);

/// The kind of fault: 0 for a usable pattern, else a number of `re2::RE2::ErrorCode`.
int cre2_error(const cre2_pattern *pattern);

/// The fault in words. Lives as long as the pattern.
const char *cre2_error_message(const cre2_pattern *pattern);

/// The part of the pattern that is at fault. Lives as long as the pattern.
const char *cre2_error_fragment(const cre2_pattern *pattern, size_t *length);

/// The number of instructions that the pattern was compiled to.
int cre2_program_size(const cre2_pattern *pattern);

/// The number of groups, without the whole match.
int cre2_group_count(const cre2_pattern *pattern);

/// The name of a group from 1 on, NULL if it has none. Lives as long as the pattern.
const char *cre2_group_name(const cre2_pattern *pattern, int group);

/// Finds the leftmost match that starts at `start` or later. `^` and `\b` see the whole text.
/// Fills as many ranges as asked for: the whole match, then the groups.
bool cre2_find(const cre2_pattern *pattern, const char *text, size_t length, size_t start, cre2_range *ranges,
               int range_count);

#ifdef __cplusplus
}
#endif
