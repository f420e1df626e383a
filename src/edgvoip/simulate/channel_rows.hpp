#pragma once

#include "edgvoip/simulate/local_stamps.hpp"
#include "edgvoip/simulate/story.hpp"

#include <string>

namespace edgvoip::simulate {

/// Writes what `show channels as json` answers. Not thread-safe.
class ChannelRows {
public:
    explicit ChannelRows(const base::TimeZone& zone) : stamps_(zone) {}

    /// Begins an answer anew.
    void clear();
    /// A row more: a leg that is up, as it is now.
    void add(const Story& story, const Leg& leg);
    /// The answer to the rows so far.
    std::string answer() const;

private:
    void field(std::string_view name, std::string_view value);
    void place(const Leg& leg);
    void codecs(const Leg& leg);
    void callee(const Story& story, const Leg& leg);
    void beginning(const Leg& leg);

    LocalStamps stamps_;
    Text rows_;
    std::int64_t count_ = 0;
    bool is_first_field_ = true;
};

}  // namespace edgvoip::simulate
