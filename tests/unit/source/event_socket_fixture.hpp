#pragma once

#include "heard_events.hpp"
#include "loopback_pbx.hpp"

#include <gtest/gtest.h>

#include <future>
#include <memory>

namespace edgvoip::source::freeswitch {

inline constexpr std::string_view password = "ClueCon";
inline constexpr std::string_view list_command = "api show channels as json";

/// Patient but for what a test is about: nothing is too late, and failures are mended at once.
inline EventSocketOptions options_for(std::string address) {
    EventSocketOptions options;
    options.address = std::move(address);
    options.password = base::Secret(std::string(password));
    options.connect_time_max = std::chrono::hours(1);
    options.second_list = std::chrono::hours(1);
    options.list_every = std::chrono::hours(1);
    options.silence_max = std::chrono::hours(1);
    options.pause_first = std::chrono::milliseconds(1);
    options.pause_max = std::chrono::milliseconds(1);
    return options;
}

/// A PBX, who listens to it, and who is told.
class EventSocketFixture : public testing::Test {
protected:
    EventSocketOptions options() const { return options_for(pbx.address()); }
    std::unique_ptr<EventSocket> start(EventSocketOptions with) {
        return EventSocket::start(std::move(with), heard, told).value();
    }
    std::unique_ptr<EventSocket> start() { return start(options()); }
    /// Accepts the next client and brings it to where events follow and a list is awaited.
    PbxConnection subscribed_client() {
        PbxConnection client = pbx.accept();
        EXPECT_TRUE(client.greet());
        EXPECT_EQ(client.command(), list_command);
        return client;
    }

    LoopbackPbx pbx;
    HeardEvents heard;
    ToldEvents told;
};

/// Hears nothing more until it may.
class WaitingReader final : public HeardEvents {
public:
    void event(std::string_view json) override {
        may_go_on.wait();
        HeardEvents::event(json);
    }

    std::shared_future<void> may_go_on;
};

}  // namespace edgvoip::source::freeswitch
