#include "edgvoip/simulate/days.hpp"
#include "edgvoip/simulate/live_calls.hpp"
#include "edgvoip/simulate/record.hpp"
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
class Follower::HeldBack {
public:
    explicit HeldBack(std::string folder) : folder_(std::move(folder)) {}

    void add(const Story& story, RecordWriter& writer) {
        for (const Leg& leg : story.legs) {
            records_.emplace(leg.ended, File{RecordWriter::file_name(leg),
                                             std::string(writer.write(story, leg))});
        }
    }

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
                   std::string folder, LiveCalls* live)
    : chain_(&chain),
      planned_until_(from),
      options_(options),
      held_back_(std::make_unique<HeldBack>(std::move(folder))),
      live_(live) {}

Follower::Follower(Follower&&) noexcept = default;
Follower& Follower::operator=(Follower&&) noexcept = default;
Follower::~Follower() = default;

base::Result<Follower> Follower::begin(const Chain& chain, base::Instant from,
                                       const RecordOptions& options, std::string folder,
                                       LiveCalls* live) {
    Follower follower(chain, from, options, std::move(folder), live);
    if (const auto possible = follower.plan_until(from); !possible) return possible.error();
    return follower;
}

base::Result<void> Follower::plan_until(base::Instant until) {
    auto days =
        Days::begin(*chain_, {0, chain_->tenants.size()}, planned_until_, until, options_.numbers);
    if (!days) return days.error();
    RecordWriter writer(*chain_, days->zone(), options_);
    while (!days->over()) {
        for (const PlannedCall& call : days->next())
            hold_back(call, writer);
    }
    planned_until_ = until;
    return {};
}

void Follower::hold_back(const PlannedCall& call, RecordWriter& writer) {
    if (live_ == nullptr) return held_back_->add(play(*chain_, call), writer);
    ToldStory told = play_and_tell(*chain_, call);
    held_back_->add(told.story, writer);
    live_->add(std::move(told));
}

base::Result<void> Follower::advance(base::Instant now) {
    if (now >= planned_until_) {
        const auto planned = plan_until({now.us + planned_ahead_us});
        if (!planned) return planned.error();
    }
    return held_back_->write_until(now);
}

std::int64_t Follower::records() const {
    return held_back_->written();
}

}  // namespace edgvoip::simulate
