#include "CRE2.h"
#include <re2/re2.h>

struct cre2_pattern {
    RE2 expression;
};
