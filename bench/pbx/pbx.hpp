#pragma once

#include "pbx/calls.hpp"
#include "pbx/sockets.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace bench {

/// The Event Socket of a PBX that is made up, for one client. To a bare one nothing is said but
/// events, and it is not asked who it is.
class Pbx {
public:
    Pbx(const Calls& calls, std::string password, bool is_bare, Waiter& waiter,
        std::uint64_t listener_tag, std::uint64_t client_tag);

    int port() const { return port_of(listener_); }
    /// The client has subscribed and has been given the list.
    bool is_linked() const { return is_linked_; }

    void accept();
    /// What can be done with the client now.
    void go_on();
    /// An event's JSON goes to the client as soon as it takes it: how many bytes with its header.
    std::size_t say(std::string_view event);
    std::size_t waiting_bytes() const { return out_.size() - sent_; }

private:
    void hear(std::string_view line);
    void reply(std::string_view text);
    void send();

    const Calls& calls_;
    const std::string password_;
    const bool is_bare_;
    Waiter& waiter_;
    const std::uint64_t client_tag_;
    const int listener_;
    int client_ = -1;
    bool is_linked_ = false;
    bool waits_to_write_ = false;
    std::string in_;
    std::string out_;
    std::size_t sent_ = 0;  // of out_
};

}  // namespace bench
