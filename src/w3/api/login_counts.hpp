#pragma once

#include <atomic>
#include <cstdint>

namespace w3::api {

/// What became of attempts to log in since the program began. Any thread.
struct LoginCounts {
    std::atomic<std::int64_t> accepted = 0;
    std::atomic<std::int64_t> refused = 0;    ///< address, password and domain name no account
    std::atomic<std::int64_t> delayed = 0;    ///< account or client have to wait after failures
    std::atomic<std::int64_t> hasty = 0;      ///< the client came too often
    std::atomic<std::int64_t> lock_outs = 0;  ///< times that an account has to wait from then on
};

}  // namespace w3::api
