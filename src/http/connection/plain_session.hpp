#pragma once

#include "http/connection/session.hpp"

#include <span>
#include <utility>

namespace http {

/// A session whose bytes go as they are.
class PlainSession final : public Session {
public:
    PlainSession(Socket socket, SessionOwner& owner, Service& service, Peer peer,
                 ConnectionCount::Place place)
        : Session(owner, service, std::move(peer), std::move(place)), socket_(std::move(socket)) {}

private:
    void open() override { on_open({}); }
    void begin_read(std::span<char> room) override { read_from(socket_, room); }
    void begin_write(const Parts& parts) override { write_to(socket_, parts); }
    void say_end() override { end_sending(); }
    Socket& socket() override { return socket_; }
    bool has_buffered() override { return false; }

    Socket socket_;
};

}  // namespace http
