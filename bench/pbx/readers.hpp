#pragma once

#include "pbx/sockets.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

/// Clients of the stream of live calls, that take what comes as soon as it does.
class Readers {
public:
    /// Each has a tag of its own, from this one on.
    Readers(Waiter& waiter, std::uint64_t first_tag);

    /// So many from now on, by connections to this port; those there are too many end.
    void become(std::size_t count, int port, const std::string& token);
    std::size_t count() const { return readers_.size(); }
    /// Each has been given its snapshot.
    bool have_begun() const;

    void receive(std::uint64_t tag);

    /// Nothing has come from now on.
    void forget();
    /// A call's last event was due then; the readers are to hear of it in this order.
    void expect_end(Time due) { ends_due_.push_back(due); }

    /// Whether each that was not cut has been told so many changes; so many ends.
    bool have_heard(std::size_t changes) const;
    bool have_heard_ends(std::size_t ends) const;
    /// When each heard its latest change, the first first.
    std::vector<Time> latest() const;
    std::size_t bytes() const { return bytes_; }
    /// The most that any end came after it was due.
    double behind_us_max() const { return behind_us_max_; }
    /// The server ended these.
    std::size_t cut() const;

private:
    struct Reader {
        int socket = -1;
        std::string text;  // that has not been looked at
        std::string_view event;
        bool has_begun = false;
        bool is_cut = false;
        std::size_t changes = 0;
        std::size_t ends = 0;
        Time latest;
    };

    void look_at(Reader& reader, Time now);
    void take_line(Reader& reader, std::string_view line, Time now);
    void take_event(Reader& reader, Time now);

    Waiter& waiter_;
    const std::uint64_t first_tag_;
    std::deque<Reader> readers_;
    std::vector<Time> ends_due_;
    std::size_t bytes_ = 0;
    double behind_us_max_ = 0;
};

}  // namespace bench
