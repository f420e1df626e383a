#include "http/refusal_pause.hpp"

#include <algorithm>
#include <utility>

namespace http {

std::chrono::milliseconds RefusalPause::after(int status) {
    if (status != 429) {
        *this = RefusalPause(lengths_);
        return std::chrono::milliseconds(0);
    }
    if (unpaused_left_ > 0) {
        --unpaused_left_;
        return std::chrono::milliseconds(0);
    }
    return std::exchange(next_, std::min(next_ * 2, lengths_.longest));
}

}  // namespace http
