#pragma once

#include <chrono>
#include <cstdint>

namespace http {

/// Whether an answer goes to its client fast enough: so many bytes in every stretch of so much
/// time, from the first look on.
class DeliveryRate {
public:
    using Time = std::chrono::steady_clock::time_point;

    DeliveryRate(std::chrono::milliseconds stretch, std::int64_t bytes_min)
        : stretch_(stretch), bytes_min_(bytes_min) {}

    /// Another answer begins.
    void begin() { since_ = nobody_looked; }

    /// To be asked when next_look() has come, with all bytes that the client has been given so far:
    /// false when the stretch that has passed brought it too few.
    bool suffices(Time at, std::int64_t delivered) {
        if (since_ != nobody_looked && delivered - delivered_ < bytes_min_) return false;
        since_ = at;
        delivered_ = delivered;
        return true;
    }

    /// When the stretch ends that the last look began; at once before the first.
    Time next_look() const { return since_ == nobody_looked ? since_ : since_ + stretch_; }

private:
    static constexpr Time nobody_looked = Time::min();

    std::chrono::milliseconds stretch_;
    std::int64_t bytes_min_;
    Time since_ = nobody_looked;
    std::int64_t delivered_ = 0;  // at that time
};

}  // namespace http
