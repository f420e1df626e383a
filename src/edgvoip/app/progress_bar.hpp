#pragma once

#include <cstdint>
#include <string>

namespace edgvoip::app {

/// On standard error: a bar that redraws itself on a terminal, and a line every tenth of the way
/// elsewhere.
class ProgressBar {
public:
    /// `what` is counted, such as `files`.
    explicit ProgressBar(std::string what) : what_(std::move(what)) {}

    void show(std::int64_t done, std::int64_t all);

private:
    void draw(std::int64_t percent, std::int64_t done, std::int64_t all) const;

    std::string what_;
    std::int64_t shown_tenths_ = 0;
};

}  // namespace edgvoip::app
