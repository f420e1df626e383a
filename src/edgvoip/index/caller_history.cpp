#include "edgvoip/index/caller_history.hpp"

#include "edgvoip/index/bound_filter.hpp"
#include "edgvoip/index/callers.hpp"
#include "edgvoip/index/store_ids.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <tuple>

namespace edgvoip::index {
namespace {

/// One caller's calls, met from the newest on.
class CallerHistory {
public:
    /// `misses` are the caller's, the newest first.
    CallerHistory(const TenantIndex& index, const call::CallFilter& filter,
                  const BoundFilter& bound, std::span<MissedCall* const> misses)
        : index_(index), filter_(filter), bound_(bound), misses_(misses) {}

    /// False when no older call matters.
    bool meet(const Chunk& chunk, std::size_t row) {
        const base::Instant start{chunk.starts()[row]};
        // What has been met by now is just what started later than the misses from here on.
        while (told_ < misses_.size() && misses_[told_]->start >= start)
            tell(*misses_[told_++]);
        if (told_ == misses_.size() && start < filter_.from) return false;
        const Traits traits = chunk.traits()[row];
        if (is_contact(chunk, row, index_.contact_min_sec())) contact_ = {&chunk, row};
        if (direction_field.of(traits) == static_cast<unsigned>(call::Direction::out)) ++calls_out_;
        if (is_missed(traits) && is_meant(chunk, row)) {
            if (attempts_++ == 0) last_missed_ = start;
            first_missed_ = start;
        }
        return true;
    }

    void end() const {
        for (MissedCall* const miss : misses_) {
            miss->attempts = attempts_;
            miss->first_missed = first_missed_;
            miss->last_missed = last_missed_;
        }
    }

private:
    bool is_meant(const Chunk& chunk, std::size_t row) const {
        const std::int64_t start_us = chunk.starts()[row];
        if (start_us < filter_.from.us || start_us >= filter_.to.us) return false;
        std::array<std::uint8_t, 1> chosen{};
        bound_.choose({.chunk = &chunk, .first = row, .last = row + 1}, chosen);
        return chosen.front() != 0;
    }

    void tell(MissedCall& miss) const {
        miss.callback_attempts = calls_out_;
        if (contact_.chunk == nullptr) return;
        const Key key = contact_.chunk->key(contact_.row);
        const std::uint32_t ext = contact_.chunk->column(Column::ext)[contact_.row];
        const std::uint32_t store = contact_.chunk->column(Column::store)[contact_.row];
        miss.status = CallbackStatus::returned;
        miss.contact = Contact{
            .start = {key.start_us},
            .id = {text_of(key.id)},
            .ext = ext == 0 ? std::string() : std::string(index_.exts().text(ext)),
            .store = store_at(index_.stores(), store),
        };
    }

    const TenantIndex& index_;
    const call::CallFilter& filter_;
    const BoundFilter& bound_;
    std::span<MissedCall* const> misses_;
    std::size_t told_ = 0;  ///< of the misses
    MissedRow contact_{nullptr, 0};
    std::int64_t calls_out_ = 0;
    std::int64_t attempts_ = 0;
    base::Instant first_missed_{};
    base::Instant last_missed_{};
};

}  // namespace

std::vector<MissedCall> with_history(const TenantIndex& index, const call::CallFilter& filter,
                                     std::span<const MissedRow> misses) {
    struct OfCaller {
        PackedNumber number;
        MissedCall* miss;
    };
    std::vector<MissedCall> calls;
    calls.reserve(misses.size());
    std::vector<OfCaller> reachable;
    for (const MissedRow& miss : misses) {
        const Key key = miss.chunk->key(miss.row);
        const base::Instant start{key.start_us};
        MissedCall& call = calls.emplace_back();
        call.start = start;
        call.id = {text_of(key.id)};
        call.first_missed = start;
        call.last_missed = start;
        const PackedNumber number = miss.chunk->numbers()[miss.row];
        if (is_reachable(number, index.listed_numbers())) {
            reachable.push_back({number, &call});
        } else {
            call.status = CallbackStatus::unreachable;
        }
    }
    // A caller's misses stay the newest first.
    std::sort(reachable.begin(), reachable.end(), [](const OfCaller& a, const OfCaller& b) {
        return std::tie(a.number, a.miss) < std::tie(b.number, b.miss);
    });
    constexpr std::int64_t ever = std::numeric_limits<std::int64_t>::min();
    const BoundFilter bound(index, filter);
    std::vector<MissedCall*> of_one;
    for (std::size_t at = 0; at < reachable.size(); at += of_one.size()) {
        const PackedNumber number = reachable[at].number;
        of_one.clear();
        for (std::size_t next = at; next < reachable.size() && reachable[next].number == number;
             ++next) {
            of_one.push_back(reachable[next].miss);
        }
        CallerHistory history(index, filter, bound, of_one);
        each_call_back(index, number, ever, [&history](const Chunk& chunk, std::size_t row) {
            return history.meet(chunk, row);
        });
        history.end();
    }
    return calls;
}

}  // namespace edgvoip::index
