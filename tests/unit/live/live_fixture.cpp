#include "live_fixture.hpp"

#include "recorded_calls.hpp"

#include <gtest/gtest.h>

namespace edgvoip::tests {

std::shared_ptr<const directory::Directory> fixture_directory() {
    return directory::Directory::parse(scenario::fixture("directory.json")).value();
}

base::TenantId tenant_of(std::string_view letter) {
    static const auto directory = fixture_directory();
    return directory->by_domain("demo-" + std::string(letter) + ".edgvoip.test")->id;
}

void Follower::snapshot(const live::Calls& all, std::string_view at_place, base::Instant) {
    calls.clear();
    for (const live::CallPointer& call : all)
        calls[call->call.id.text] = *call;
    told.push_back("snapshot " + std::to_string(all.size()));
    place = at_place;
}

void Follower::resumed(std::string_view at_place, base::Instant) {
    told.emplace_back("resumed");
    place = at_place;
}

void Follower::changed(const live::Change& change) {
    place = change.place;
    if (change.before) {
        const std::string& id = change.before->call.id.text;
        EXPECT_EQ(calls[id], *change.before) << "what it was before was told";
        if (!change.after) {
            told.push_back("- " + id);
            calls.erase(id);
            return;
        }
    }
    const std::string& id = change.after->call.id.text;
    EXPECT_EQ(calls.contains(id), change.before != nullptr);
    told.push_back((change.before ? "= " : "+ ") + id);
    calls[id] = *change.after;
}

void Follower::link_down(base::Instant) {
    told.emplace_back("down");
    calls.clear();
}

LiveFixture::LiveFixture()
    : clock({1'795'359'616'000'000}),
      board(clock, [this] { return directory; }),
      feed("live", board, *observer) {}

std::map<std::string, live::LiveCall> LiveFixture::calls(std::string_view letter) const {
    std::map<std::string, live::LiveCall> out;
    const auto all = board.calls(tenant_of(letter));
    EXPECT_TRUE(all.has_value());
    if (!all) return out;
    for (const live::CallPointer& call : *all)
        out[call->call.id.text] = *call;
    return out;
}

std::string described(const live::LiveCall& live) {
    std::string text(call::to_string(live.call.direction));
    text.append(" ").append(live::to_string(live.state));
    if (!live.call.remote_number.empty()) text += " " + live.call.remote_number;
    if (!live.queue.empty()) text += " queue:" + live.queue;
    for (const live::Engaged& engaged : live.engaged) {
        text += " " + engaged.ext + ":" + std::string(live::to_string(engaged.state));
    }
    return text;
}

}  // namespace edgvoip::tests
