#pragma once

#include "base/error.hpp"
#include "base/secret.hpp"
#include "edgvoip/simulate/live_calls.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace edgvoip::simulate {

struct EventSocketOptions {
    std::string address;                ///< `127.0.0.1:8021`, `[::1]:0`; port 0: the kernel chooses
    base::Secret password;              ///< what clients must know
    bool loopback_only = true;          ///< refuse any other address
    std::size_t unsent_max = 8U << 20;  ///< bytes that may wait for a client before it is dropped
};

/// FreeSWITCH's Event Socket for any number of clients. It has no thread: whoever owns it lends it
/// time. A client that does not read is dropped; nobody waits for it. Not thread-safe.
class EventSocketServer final : public EventListener {
public:
    /// Listens from now on. `channels` answers `show channels as json`, while it is lent time.
    /// Fault::invalid when the address is none or not loopback, Fault::unavailable when the system
    /// does not give it.
    static base::Result<std::unique_ptr<EventSocketServer>> listen(
        EventSocketOptions options, std::function<std::string()> channels);

    EventSocketServer(const EventSocketServer&) = delete;
    EventSocketServer& operator=(const EventSocketServer&) = delete;
    ~EventSocketServer() override;

    /// Where it listens, with the port that the kernel chose.
    std::string address() const;

    /// Serves clients for that long, all of it.
    void serve_for(std::chrono::milliseconds time);

    /// To all who asked for it; goes out while it is lent time.
    bool wants(std::string_view name) const override;
    void event(std::string_view name, std::string_view json) override;

private:
    class Clients;

    explicit EventSocketServer(std::unique_ptr<Clients> clients);

    std::unique_ptr<Clients> clients_;
};

}  // namespace edgvoip::simulate
