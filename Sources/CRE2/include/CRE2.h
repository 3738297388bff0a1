#pragma once
#include <stddef.h>
#ifdef __cplusplus
extern "C" {
#endif

/// A compiled regular expression (RE2: matching takes time linear in the text).
typedef struct cre2_pattern cre2_pattern;

#ifdef __cplusplus
}
#endif
