// Events and channel lists of FreeSWITCH, one a line, and the calls made of them.
#include "base/clock.hpp"
#include "base/observer.hpp"
#include "edgvoip/live/board.hpp"
#include "edgvoip/live/freeswitch_feed.hpp"
#include "one_tenant.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace {

/// Nobody may be told of a change that does not fit what was told before.
class Listener final : public edgvoip::live::Listener {
public:
    void snapshot(const edgvoip::live::Calls& calls, std::string_view, base::Instant) override {
        calls_ = calls.size();
    }
    void resumed(std::string_view, base::Instant) override {}
    void changed(const edgvoip::live::Change& change) override {
        base::check(change.before || change.after, "a change is of a call");
        base::check(!change.before || calls_ > 0, "only a call that was told can change");
        if (!change.before) ++calls_;
        if (!change.after) --calls_;
    }
    void link_down(base::Instant) override { calls_ = 0; }
    bool is_over() const override { return false; }
    std::size_t calls() const { return calls_; }

private:
    std::size_t calls_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto directory = one_tenant();
    static const auto observer = base::make_silent_observer();
    const base::TenantId tenant = directory->tenants().front().id;
    const base::FixedClock clock({1'795'359'616'000'000});
    edgvoip::live::Board board(clock, [] { return directory; });
    edgvoip::live::FreeswitchFeed feed("fuzz", board, *observer);
    feed.channel_list("{\"row_count\": 0}");
    const auto listener = std::make_shared<Listener>();
    base::check(board.listen(tenant, {}, listener).has_value(), "the link is up");
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        if (line.find("\"row_count\"") != std::string_view::npos) {
            feed.channel_list(line);
        } else {
            feed.event(line);
        }
    }
    base::check(board.calls(tenant)->size() == listener->calls(), "what was told adds up");
    // The PBX has nothing any more: nothing may stay.
    feed.channel_list("{\"row_count\": 0}");
    feed.channel_list("{\"row_count\": 0}");
    base::check(listener->calls() == 0 && board.figures().channels == 0, "no ghost stays");
    return 0;
}
