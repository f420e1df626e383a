#include "edgvoip/simulate/simulate.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <map>
#include <utility>

namespace edgvoip::simulate {
namespace {

constexpr std::int64_t planned_ahead_us = 60 * base::us_per_second;

base::Error cannot_write(const std::string& path) {
    return base::unavailable("cannot write '" + path + "': " + std::strerror(errno));
}

}  // namespace

/// Keeps records until their legs have ended.
class Follower::HeldBack final : public Sink {
public:
    explicit HeldBack(std::string folder) : folder_(std::move(folder)) {}

    base::Result<void> record(const Record& record) override {
        records_.emplace(record.ended, File{std::string(record.name), std::string(record.json)});
        return {};
    }
    base::Result<void> truth(const Truth& /*truth*/) override { return {}; }

    base::Result<void> write_until(base::Instant now) {
        while (!records_.empty() && records_.begin()->first <= now) {
            if (const auto done = write(records_.begin()->second); !done) return done.error();
            records_.erase(records_.begin());
            ++written_;
        }
        return {};
    }
    std::int64_t written() const { return written_; }

private:
    struct File {
        std::string name;
        std::string json;
    };

    /// Under another name first, so that nobody reads half a record.
    base::Result<void> write(const File& file) const {
        const std::string path = folder_ + "/" + file.name;
        const std::string unfinished = path + ".part";
        std::ofstream out(unfinished, std::ios::binary | std::ios::trunc);
        out << file.json << '\n';
        out.close();
        if (!out || std::rename(unfinished.c_str(), path.c_str()) != 0) return cannot_write(path);
        return {};
    }

    std::string folder_;
    std::multimap<base::Instant, File> records_;
    std::int64_t written_ = 0;
};

Follower::Follower(const Chain& chain, base::Instant from, const RecordOptions& options,
                   std::string folder)
    : chain_(&chain),
      planned_until_(from),
      options_(options),
      held_back_(std::make_unique<HeldBack>(std::move(folder))) {}

Follower::Follower(Follower&&) noexcept = default;
Follower& Follower::operator=(Follower&&) noexcept = default;
Follower::~Follower() = default;

base::Result<Follower> Follower::begin(const Chain& chain, base::Instant from,
                                       const RecordOptions& options, std::string folder) {
    Follower follower(chain, from, options, std::move(folder));
    const auto possible = simulate(chain, from, from, options, *follower.held_back_);
    if (!possible) return possible.error();
    return follower;
}

base::Result<void> Follower::advance(base::Instant now) {
    if (now >= planned_until_) {
        const base::Instant until{now.us + planned_ahead_us};
        const auto planned = simulate(*chain_, planned_until_, until, options_, *held_back_);
        if (!planned) return planned.error();
        planned_until_ = until;
    }
    return held_back_->write_until(now);
}

std::int64_t Follower::records() const {
    return held_back_->written();
}

}  // namespace edgvoip::simulate
