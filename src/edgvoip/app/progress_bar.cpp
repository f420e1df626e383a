#include "edgvoip/app/progress_bar.hpp"

#include <cstdio>
#include <unistd.h>

namespace edgvoip::app {

void ProgressBar::show(std::int64_t done, std::int64_t all) {
    if (all == 0) return;
    const std::int64_t percent = done * 100 / all;
    if (isatty(STDERR_FILENO) == 1) {
        draw(percent, done, all);
    } else if (percent / 10 > shown_tenths_) {
        shown_tenths_ = percent / 10;
        std::fprintf(stderr, "%lld of %lld %s\n", static_cast<long long>(done),
                     static_cast<long long>(all), what_.c_str());
    }
}

void ProgressBar::draw(std::int64_t percent, std::int64_t done, std::int64_t all) const {
    const std::string bar(static_cast<std::size_t>(percent / 4), '#');
    std::fprintf(stderr, "\r[%-25s] %3lld %%  %lld of %lld", bar.c_str(),
                 static_cast<long long>(percent), static_cast<long long>(done),
                 static_cast<long long>(all));
    if (done == all) std::fputc('\n', stderr);
}

}  // namespace edgvoip::app
