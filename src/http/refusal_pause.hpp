#pragma once

#include "base/limits.hpp"

#include <algorithm>
#include <chrono>

namespace http {

/// How long a connection is left unread when its requests are refused again and again: answered
/// 429, HTTP's word for a client that asks too often (RFC 6585 section 4). The first refusals in a
/// row cost nothing; after each further one there is a pause, twice as long as the one before. Any
/// other answer ends the row. One thread.
class RefusalPause {
public:
    struct Lengths {
        std::chrono::milliseconds first{base::limits::http_pause_ms_first};  ///< 0: no pauses
        std::chrono::milliseconds longest{base::limits::http_pause_ms_max};
    };

    explicit RefusalPause(Lengths lengths)
        : lengths_(lengths), next_(std::min(lengths.first, lengths.longest)) {}

    /// The pause after an answer of this status; mostly 0.
    std::chrono::milliseconds after(int status);

private:
    Lengths lengths_;
    int unpaused_left_ = base::limits::http_refusals_unpaused;
    std::chrono::milliseconds next_;
};

}  // namespace http
