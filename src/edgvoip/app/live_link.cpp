#include "edgvoip/app/live_link.hpp"

#include "edgvoip/source/freeswitch/channel_list.hpp"

#include <chrono>
#include <future>
#include <iostream>
#include <optional>
#include <string>
#include <utility>

namespace edgvoip::app {
namespace {

using source::freeswitch::EventSocket;
using source::freeswitch::EventSocketOptions;

constexpr std::string_view source_name = "live";

base::Result<EventSocketOptions> options_of(const Config& config) {
    auto password = base::Secret::read_file(config.live_password_file);
    if (!password) return base::within("live.password_file", password.error());
    return EventSocketOptions{.address = config.live_address, .password = std::move(*password)};
}

/// Waits for the first thing that the PBX, or the way to it, says.
class FirstWord final : public source::freeswitch::EventSocketReader {
public:
    void link_up() override {}
    void event(std::string_view) override {}
    void channel_list(std::string_view json) override { say(std::string(json)); }
    void link_down(std::string_view why) override { say(base::unavailable(std::string(why))); }

    std::future<base::Result<std::string>> word() { return word_.get_future(); }

private:
    void say(base::Result<std::string> word) {
        if (!std::exchange(is_said_, true)) word_.set_value(std::move(word));
    }

    std::promise<base::Result<std::string>> word_;
    bool is_said_ = false;
};

base::Result<std::string> ask_once(const Config& config) {
    auto options = options_of(config);
    if (!options) return options.error();
    FirstWord reader;
    auto word = reader.word();
    const auto observer = base::make_silent_observer();
    const auto socket = EventSocket::start(std::move(*options), reader, *observer);
    if (!socket) return base::within("live", socket.error());
    constexpr std::chrono::seconds patience(10);
    if (word.wait_for(patience) != std::future_status::ready) {
        return base::unavailable("the event socket does not answer");
    }
    return word.get();
}

}  // namespace

LiveLink::LiveLink(const base::Clock& clock, live::Board::DirectoryInForce directory,
                   base::Observer& observer)
    : board_(clock, std::move(directory)),
      feed_(std::string(source_name), board_, observer),
      streams_(clock) {}

base::Result<std::unique_ptr<LiveLink>> LiveLink::start(const Config& config,
                                                        const base::Clock& clock,
                                                        live::Board::DirectoryInForce directory,
                                                        base::Observer& observer) {
    if (config.live_kind == "none") return std::unique_ptr<LiveLink>();
    auto options = options_of(config);
    if (!options) return options.error();
    std::unique_ptr<LiveLink> link(new LiveLink(clock, std::move(directory), observer));
    auto socket = EventSocket::start(std::move(*options), link->feed_, observer);
    if (!socket) return base::within("live", socket.error());
    link->socket_ = std::move(*socket);
    return link;
}

base::Result<void> check_live(const Config& config) {
    if (config.live_kind == "none") {
        std::cout << "live calls: not configured ([live] kind = \"none\")\n";
        return {};
    }
    const auto answer = ask_once(config);
    if (!answer) return base::within("live.address '" + config.live_address + "'", answer.error());
    const auto list = source::freeswitch::decode_channel_list(*answer, source_name);
    if (!list) return base::within("live.address '" + config.live_address + "'", list.error());
    std::cout << "live calls: the PBX at " << config.live_address << " has "
              << list->channels.size() << " channels now\n";
    return {};
}

}  // namespace edgvoip::app
