#include "edgvoip/live/board.hpp"

#include "base/limits.hpp"

#include <algorithm>
#include <charconv>
#include <tuple>
#include <utility>

namespace edgvoip::live {
namespace {

constexpr char place_separator = '-';

base::Error link_is_down_error() {
    return base::unavailable("the link to the PBX is down: which calls go on is not known");
}

bool is_newer(const CallPointer& a, const CallPointer& b) {
    const auto key = [](const CallPointer& each) {
        return std::tie(each->call.start, each->call.id);
    };
    return key(b) < key(a);
}

}  // namespace

void Board::TenantBoard::forget_who_left() {
    std::erase_if(listeners, [](const auto& each) { return each->is_over(); });
}

Board::Board(const base::Clock& clock, DirectoryInForce directory)
    : clock_(clock),
      directory_in_force_(std::move(directory)),
      run_(base::Uuid::random().text().substr(0, 8)),
      directory_(directory_in_force_()) {}

void Board::take_list(source::freeswitch::ChannelList list) {
    const std::lock_guard lock(mutex_);
    const Channels::Families touched = channels_.correct(std::move(list), clock_.now());
    if (!is_up_) return begin_anew();
    for (const std::string& family : touched)
        publish(family);
    follow_directory();
}

void Board::begin_anew() {
    directory_ = directory_in_force_();
    publish_all();
    is_up_ = true;
    const base::Instant moment = next_moment();
    for (auto& [tenant, board] : tenants_) {
        board.history.clear();
        board.forgotten_us = moment.us;
        const Calls calls = sorted(board);
        board.forget_who_left();
        for (const auto& listener : board.listeners)
            listener->snapshot(calls, place_of(moment), moment);
    }
}

void Board::take_event(source::freeswitch::ChannelEvent event) {
    const std::lock_guard lock(mutex_);
    if (!is_up_) return;
    for (const std::string& family : channels_.apply(std::move(event)))
        publish(family);
}

void Board::link_is_down() {
    const std::lock_guard lock(mutex_);
    if (!std::exchange(is_up_, false)) return;
    channels_.clear();
    shown_.clear();
    of_nobody_.clear();
    const base::Instant moment = next_moment();
    for (auto& [tenant, board] : tenants_) {
        board.calls.clear();
        board.history.clear();
        board.forgotten_us = moment.us;
        board.forget_who_left();
        for (const auto& listener : board.listeners)
            listener->link_down(moment);
    }
}

base::Result<Calls> Board::calls(base::TenantId tenant) const {
    const std::lock_guard lock(mutex_);
    if (!is_up_) return link_is_down_error();
    const auto board = tenants_.find(tenant);
    return board == tenants_.end() ? Calls() : sorted(board->second);
}

base::Result<void> Board::listen(base::TenantId tenant, std::string_view place,
                                 std::shared_ptr<Listener> listener) {
    const std::lock_guard lock(mutex_);
    if (!is_up_) return link_is_down_error();
    TenantBoard& board = tenants_[tenant];
    board.forget_who_left();
    const auto known = moment_of(place);
    if (known && *known >= board.forgotten_us && *known <= last_moment_us_) {
        listener->resumed(place, clock_.now());
        for (const Change& change : board.history) {
            if (change.at.us > *known) listener->changed(change);
        }
    } else {
        const base::Instant moment = next_moment();
        listener->snapshot(sorted(board), place_of(moment), moment);
    }
    board.listeners.push_back(std::move(listener));
    return {};
}

BoardFigures Board::figures() const {
    const std::lock_guard lock(mutex_);
    BoardFigures figures;
    figures.is_up = is_up_;
    figures.channels = channels_.up();
    figures.calls = shown_.size();
    figures.calls_of_nobody = of_nobody_.size();
    for (const auto& [tenant, board] : tenants_)
        figures.listeners += board.listeners.size();
    figures.changes = changes_;
    return figures;
}

void Board::publish_all() {
    for (const std::string& family : channels_.families())
        publish(family);
}

/// A directory that was read again may give calls to other tenants and stores.
void Board::follow_directory() {
    auto now = directory_in_force_();
    if (now == directory_) return;
    directory_ = std::move(now);
    publish_all();
}

CallPointer Board::call_of(const std::string& family) {
    of_nobody_.erase(family);
    const auto channels = channels_.of(family);
    if (channels.empty()) return nullptr;
    auto call = live_call_of(channels, channels_.partners_of(family), *directory_, clock_.now());
    if (call) return std::make_shared<const LiveCall>(std::move(*call));
    if (call.error().detail.starts_with("no_tenant")) of_nobody_.insert(family);
    return nullptr;
}

void Board::publish(const std::string& family) {
    CallPointer after = call_of(family);
    CallPointer before;
    const auto shown = shown_.find(family);
    if (shown != shown_.end()) {
        TenantBoard& board = tenants_[shown->second];
        before = board.calls[family];
        if (!after || after->call.tenant != shown->second) {
            tell(board, family, std::exchange(before, nullptr), nullptr);
            shown_.erase(shown);
        }
    }
    if (!after || (before && *before == *after)) return;
    shown_[family] = after->call.tenant;
    TenantBoard& board = tenants_[after->call.tenant];
    tell(board, family, std::move(before), std::move(after));
}

void Board::tell(TenantBoard& board, const std::string& family, CallPointer before,
                 CallPointer after) {
    if (after) {
        board.calls[family] = after;
    } else {
        board.calls.erase(family);
    }
    if (!is_up_) return;
    const base::Instant moment = next_moment();
    ++changes_;
    const Change& change = board.history.emplace_back(
        Change{place_of(moment), moment, std::move(before), std::move(after)});
    board.forget_who_left();
    for (const auto& listener : board.listeners)
        listener->changed(change);
    if (board.history.size() <= base::limits::live_changes_max) return;
    board.forgotten_us = board.history.front().at.us;
    board.history.pop_front();
}

/// Now, and later than every moment before.
base::Instant Board::next_moment() {
    last_moment_us_ = std::max(clock_.now().us, last_moment_us_ + 1);
    return {last_moment_us_};
}

std::string Board::place_of(base::Instant moment) const {
    return run_ + place_separator + std::to_string(moment.us);
}

std::optional<std::int64_t> Board::moment_of(std::string_view place) const {
    if (!place.starts_with(run_ + place_separator)) return std::nullopt;
    place.remove_prefix(run_.size() + 1);
    std::int64_t us = 0;
    const auto [stop, error] = std::from_chars(place.data(), place.data() + place.size(), us);
    if (error != std::errc() || stop != place.data() + place.size()) return std::nullopt;
    return us;
}

Calls Board::sorted(const TenantBoard& board) const {
    Calls calls;
    calls.reserve(board.calls.size());
    for (const auto& [family, call] : board.calls)
        calls.push_back(call);
    std::ranges::sort(calls, is_newer);
    return calls;
}

}  // namespace edgvoip::live
