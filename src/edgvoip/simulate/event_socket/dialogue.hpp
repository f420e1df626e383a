#pragma once

#include "base/secret.hpp"

#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace edgvoip::simulate {

/// What FreeSWITCH's Event Socket and one client say to each other, without the socket: passwords,
/// what the client wants to hear (JSON only), and `show channels as json`. Not thread-safe.
class Dialogue {
public:
    /// `channels` answers `show channels as json`.
    Dialogue(base::Secret password, std::function<std::string()> channels)
        : password_(std::move(password)), channels_(std::move(channels)) {}

    /// What the PBX says first.
    static std::string greeting();
    /// An event as it is sent.
    static std::string event_frame(std::string_view json);

    /// Takes what came from the client, however it was cut, and says what to send.
    std::string hear(std::string_view bytes);
    /// Nothing more will be said: what there is to send is sent, then the connection ends.
    bool is_over() const { return is_over_; }
    /// The client has asked for events of that name.
    bool wants(std::string_view event) const;

private:
    std::string answer(std::string_view command);
    std::string answer_stranger(std::string_view command);
    std::string subscribe(std::string_view arguments);
    std::string unsubscribe();
    std::string answer_api(std::string_view arguments) const;
    std::string say_goodbye(std::string_view reply);

    base::Secret password_;
    std::function<std::string()> channels_;
    std::string heard_;  ///< no whole command yet
    std::set<std::string, std::less<>> wanted_;
    bool is_known_ = false;
    bool is_over_ = false;
};

}  // namespace edgvoip::simulate
