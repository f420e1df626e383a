#include "pbx/calls.hpp"

#include <cstdio>

namespace bench {
namespace {

/// The events of a life, by the names of their files.
constexpr std::string_view life[] = {"create_a", "create_b", "answer_b", "answer_a", "bridge_a",
                                     "hold_b",   "unhold_b", "end_b",    "end_a"};
// How many of them a call has been told that…
constexpr std::size_t rings = 2;
constexpr std::size_t answered_b = 3;
constexpr std::size_t answered_a = 4;
constexpr std::size_t talks = 5;
constexpr std::size_t held = 6;
constexpr std::size_t taken_back = 7;
constexpr std::size_t over = std::size(life);

std::string leg_id(std::size_t number, char side) {
    char text[37];
    std::snprintf(text, sizeof text, "%08zx-55ea-4d7f-ab5a-68e17819%c000", number, side);
    return text;
}

}  // namespace

Calls::Calls(const std::filesystem::path& folder, std::size_t count)
    : row_a_(CallText::read(folder / "row_a")),
      row_b_(CallText::read(folder / "row_b")),
      calls_(count) {
    for (const std::string_view name : life)
        life_.push_back(CallText::read(folder / name));
    for (OneCall& call : calls_) {
        begin_another(call);
        call.told = talks;
    }
}

void Calls::hold_or_take_back(std::size_t which, std::string& event) {
    OneCall& call = calls_.at(which);
    const bool is_held = call.told == held;
    life_.at(is_held ? taken_back - 1 : held - 1).append_to(event, call.facts);
    call.told = is_held ? taken_back : held;
}

bool Calls::live_on(std::size_t which, std::string& event) {
    OneCall& call = calls_.at(which);
    if (call.told == over) begin_another(call);
    life_.at(call.told).append_to(event, call.facts);
    return ++call.told == over;
}

std::string Calls::list() const {
    std::string rows;
    std::size_t count = 0;
    const auto add = [&](const CallText& row, const OneCall& call, std::string_view state) {
        if (++count > 1) rows += ',';
        row.append_to(rows, call.facts, state);
    };
    for (const OneCall& call : calls_) {
        if (call.told == 0 || call.told == over) continue;
        add(row_a_, call, call.told < answered_a ? "RINGING" : "ACTIVE");
        if (call.told < rings || call.told > taken_back) continue;
        const std::string_view answered = call.told == held ? "HELD" : "ACTIVE";
        add(row_b_, call, call.told < answered_b ? "RINGING" : answered);
    }
    const std::string head = "{\"row_count\":" + std::to_string(count);
    return count == 0 ? head + "}\n" : head + ",\"rows\":[" + rows + "]}";
}

std::string Calls::states() const {
    std::string text = "{";
    for (const OneCall& call : calls_) {
        const std::string_view state = state_of(call);
        if (state.empty()) continue;
        if (text.size() > 1) text += ", ";
        text.append("\"").append(call.facts.a_leg).append("\": \"").append(state).append("\"");
    }
    return text + "}";
}

void Calls::begin_another(OneCall& call) {
    ++begun_;
    char number[11];
    std::snprintf(number, sizeof number, "39%08zu", begun_ % 100'000'000);
    call.facts = {leg_id(begun_, 'a'), leg_id(begun_, 'b'), number, wall_us()};
    call.told = 0;
}

std::string_view Calls::state_of(const OneCall& call) const {
    if (call.told == 0 || call.told == over) return {};
    if (call.told < talks) return "ringing";
    return call.told == held ? "held" : "answered";
}

}  // namespace bench
