#pragma once

#include "base/limits.hpp"
#include "edgvoip/live/channel.hpp"
#include "edgvoip/source/freeswitch/channel_event.hpp"
#include "edgvoip/source/freeswitch/channel_list.hpp"

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace edgvoip::live {

/// The channels that a PBX has now, by the calls they belong to. Made of its events and corrected
/// by its own list: events may be lost, late, doubled or of channels never heard of, and the list
/// may be a moment older than the events beside it. More than `limits::live_channels_max` are not
/// kept. Not thread-safe.
class Channels {
public:
    /// Calls that may have become others, by the id of the channel they began with.
    using Families = std::set<std::string>;

    /// What an event changes. An ended channel stays while its call does.
    Families apply(source::freeswitch::ChannelEvent event);

    /// What the PBX's list corrects: channels that it has and were not known, and channels that it
    /// has no more, unless an event has told of either since the list before.
    Families correct(source::freeswitch::ChannelList list, base::Instant now);

    void clear();

    /// All channels of a call; empty when it is over.
    std::vector<const Channel*> of(const std::string& family) const;
    /// Channels of other calls that channels of this one are joined with.
    std::vector<const Channel*> partners_of(const std::string& family) const;
    Families families() const;
    std::size_t up() const { return up_; }

private:
    using Ids = std::vector<std::string>;

    Channel& known(const std::string& id);
    void join(Channel& channel, const std::string& other, base::Instant at, Families& touched);
    void part(Channel& channel, Families& touched);
    void end(Channel& channel, base::Instant at, Families& touched);
    void take_row(source::freeswitch::ListedChannel listed, base::Instant now, Families& touched);
    bool is_full() const { return channels_.size() >= base::limits::live_channels_max; }
    bool has_ended(const std::string& id) const;
    std::string root_of(const std::string& id) const;
    void place(const std::string& id, Families& touched);
    void move(Channel& channel, Families& touched);
    void drop_if_over(const std::string& family);

    std::unordered_map<std::string, Channel> channels_;
    std::unordered_map<std::string, Ids> families_;
    std::unordered_set<std::string> ended_;         // since the last list
    std::unordered_set<std::string> ended_before_;  // between the two lists before
    std::uint64_t lists_ = 0;
    std::size_t up_ = 0;
};

}  // namespace edgvoip::live
