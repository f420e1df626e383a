#pragma once

#include <span>
#include <string_view>

namespace w3::exports {

/// Why an export came to nothing; closed, so that every `switch` over it is complete.
enum class Failure {
    calls_unavailable,
    calls_refused,
    list_changed,
    not_permitted,
    not_written,
    stopped,
    broken,
};

struct FailureText {
    Failure failure;
    std::string_view name;  ///< in the log, in the audit and for the pages, which have words
    std::string_view title;
    std::string_view detail;  ///< for whoever ordered it
};

/// All of them, in the order of the enum.
std::span<const FailureText> failure_texts();
const FailureText& text_of(Failure failure);

}  // namespace w3::exports
