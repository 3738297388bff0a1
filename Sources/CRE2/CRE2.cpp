#include "CRE2.h"

#include <map>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include <re2/re2.h>
#include <re2/stringpiece.h>

// re2::StringPiece is a class of its own up to 2022 and absl::string_view since; both have what is used here.
using Text = re2::StringPiece;

struct cre2_pattern {
    RE2 expression;
    const std::map<int, std::string> names;

    cre2_pattern(const Text &pattern, const RE2::Options &options)
        : expression(pattern, options), names(expression.ok() ? expression.CapturingGroupNames() : decltype(names)()) {}
};

namespace {
RE2::Options options_for(const cre2_options *options) {
    RE2::Options result;
    result.set_log_errors(false);
    result.set_case_sensitive(!options->ignores_case);
    result.set_dot_nl(options->dot_matches_line_breaks);
    result.set_max_mem(options->max_memory);
    return result;
}
}  // namespace

// No exception may reach Swift; the only ones here come from memory that ran out.

cre2_pattern *cre2_compile(const char *pattern, size_t length, const cre2_options *options) {
    try {
        return new cre2_pattern(Text(pattern, length), options_for(options));
    } catch (...) {
        return nullptr;
    }
}

void cre2_free(cre2_pattern *pattern) { delete pattern; }

int cre2_error(const cre2_pattern *pattern) { return pattern->expression.error_code(); }

const char *cre2_error_message(const cre2_pattern *pattern) { return pattern->expression.error().c_str(); }

const char *cre2_error_fragment(const cre2_pattern *pattern, size_t *length) {
    const std::string &fragment = pattern->expression.error_arg();
    *length = fragment.size();
    return fragment.data();
}

int cre2_program_size(const cre2_pattern *pattern) { return pattern->expression.ProgramSize(); }

int cre2_group_count(const cre2_pattern *pattern) { return pattern->expression.NumberOfCapturingGroups(); }

const char *cre2_group_name(const cre2_pattern *pattern, int group) {
    const auto name = pattern->names.find(group);
    return name == pattern->names.end() ? nullptr : name->second.c_str();
}

bool cre2_find(const cre2_pattern *pattern, const char *text, size_t length, size_t start, cre2_range *ranges,
               int range_count) {
    try {
        std::vector<Text> groups(range_count > 0 ? range_count : 0);
        const Text whole(text, length);
        if (!pattern->expression.Match(whole, start, length, RE2::UNANCHORED, groups.data(), range_count)) {
            return false;
        }
        for (int index = 0; index < range_count; index++) {
            const Text &group = groups[index];
            const ptrdiff_t from = group.data() == nullptr ? -1 : group.data() - text;
            ranges[index] = {from, from < 0 ? -1 : from + static_cast<ptrdiff_t>(group.size())};
        }
        return true;
    } catch (...) {
        return false;
    }
}
