#include "edgvoip/index/tenant_writer.hpp"

#include "base/error.hpp"
#include "edgvoip/index/callers.hpp"
#include "edgvoip/index/chunk_merge.hpp"
#include "edgvoip/index/due_misses.hpp"
#include "edgvoip/index/store_ids.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace edgvoip::index {
namespace {

/// A map from hashes to starts is made anew when more than one in so many of its entries leads
/// nowhere.
constexpr std::size_t stale_share = 8;
constexpr std::size_t stale_min = 1024;

std::uint32_t unsigned_of(std::int32_t value) {
    base::check(value >= 0, "seconds and quality figures are not negative");
    return static_cast<std::uint32_t>(value);
}

/// One more than the value, 0 for none.
std::uint32_t shifted(const std::optional<std::int32_t>& value) {
    return value ? unsigned_of(*value) + 1 : 0;
}

Key key_of(const Entry& entry) {
    return {.start_us = entry.start.us, .id = IdView::of(entry.id.text)};
}

HashedStarts::Entry id_entry(const Key& key) {
    return {.hash = hash_of(key.id), .start_us = key.start_us};
}

HashedStarts::Entry caller_entry(PackedNumber number, std::int64_t start_us) {
    return {.hash = hash_of_number(number), .start_us = start_us};
}

std::vector<HashedStarts::Entry> id_entries(const ChunkList& calls) {
    std::vector<HashedStarts::Entry> entries;
    entries.reserve(static_cast<std::size_t>(calls.size()));
    for (const auto& chunk : calls.chunks()) {
        for (std::size_t row = 0; row < chunk->size(); ++row)
            entries.push_back(id_entry(chunk->key(row)));
    }
    return entries;
}

std::vector<HashedStarts::Entry> caller_entries(const ChunkList& calls, const TextList& listed) {
    std::vector<HashedStarts::Entry> entries;
    entries.reserve(static_cast<std::size_t>(calls.size()));
    for (const auto& chunk : calls.chunks()) {
        for (std::size_t row = 0; row < chunk->size(); ++row) {
            const PackedNumber number = chunk->numbers()[row];
            if (!is_reachable(number, listed)) continue;
            entries.push_back(caller_entry(number, chunk->starts()[row]));
        }
    }
    return entries;
}

}  // namespace

/// What changes come to.
struct TenantWriter::Batch {
    std::vector<MergeStep> steps;
    std::vector<TouchedCaller> touched;
    // Entries that the two maps do not have yet, and how many of theirs lead nowhere now.
    std::vector<HashedStarts::Entry> ids, callers;
    std::size_t stale_ids = 0, stale_callers = 0;
};

TenantWriter::TenantWriter(std::int32_t contact_min_sec) : contact_min_sec_(contact_min_sec) {
    base::check(contact_min_sec >= 0, "a contact lasts some time");
}

Row TenantWriter::row_of(const Entry& entry) {
    base::check(entry.mos_centi.value_or(0) <= call::mos_centi_max, "a MOS is at most 5.00");
    Row row{.key = key_of(entry), .traits = traits_of(entry), .number = no_number, .values = {}};
    if (!entry.remote_number.empty()) {
        const auto packed = pack_number(entry.remote_number);
        row.number = packed ? *packed : listed_number(numbers_.place_of(entry.remote_number));
    }
    row[Column::store] = entry.store ? stores_.place_of(bytes_of(*entry.store)) : 0;
    row[Column::ext] = exts_.place_of(entry.ext_number);
    row[Column::did] = dids_.place_of(entry.did_e164);
    row[Column::name] = names_.place_of(entry.name_folded);
    row[Column::billsec] = unsigned_of(entry.billsec);
    row[Column::ring_sec] = unsigned_of(entry.ring_sec);
    row[Column::mos_centi] = shifted(entry.mos_centi);
    row[Column::jitter_tenth_ms] = shifted(entry.jitter_tenth_ms);
    row[Column::loss_centi_pct] = shifted(entry.loss_centi_pct);
    return row;
}

void TenantWriter::load(const Entry& entry) {
    base::check(current_ == nullptr, "calls are loaded before the first version");
    const Row row = row_of(entry);
    if (builder_.size() == Chunk::rows_max) loaded_chunks_.push_back(builder_.finish());
    if (builder_.size() == 0 && !loaded_chunks_.empty()) {
        const Chunk& last = *loaded_chunks_.back();
        base::check(compare(last.key(last.size() - 1), row.key) < 0, "calls are loaded in order");
    }
    builder_.add(row);
}

std::shared_ptr<const TenantIndex> TenantWriter::finish_loading(std::int64_t change_seq) {
    base::check(current_ == nullptr, "loading ends once");
    if (builder_.size() > 0) loaded_chunks_.push_back(builder_.finish());
    // Not make_shared: the constructor is the writer's alone.
    std::shared_ptr<TenantIndex> first(new TenantIndex());
    loaded_chunks_.shrink_to_fit();
    first->calls_ = ChunkList(std::exchange(loaded_chunks_, {}));
    const TextList listed = numbers_.list();
    first->ids_ = HashedStarts().with(id_entries(first->calls_));
    first->starts_by_number_ = HashedStarts().with(caller_entries(first->calls_, listed));
    first->sums_ = PrefixSums(first->calls_, ChunkList(), PrefixSums());
    first->due_misses_ = due_misses_of(first->calls_, listed, contact_min_sec_, builder_);
    first->next_due_ = NextDue(first->due_misses_);
    return publish(std::move(first), change_seq);
}

std::shared_ptr<const TenantIndex> TenantWriter::publish(std::shared_ptr<TenantIndex> next,
                                                         std::int64_t change_seq) {
    next->change_seq_ = change_seq;
    next->contact_min_sec_ = contact_min_sec_;
    next->stores_ = stores_.list();
    next->exts_ = exts_.list();
    next->dids_ = dids_.list();
    next->names_ = names_.list();
    next->numbers_ = numbers_.list();
    current_ = std::move(next);
    return current_;
}

void TenantWriter::add(const Outcome& outcome, Batch& batch) {
    if (outcome.is_nothing()) return;
    const bool stays = outcome.stays();
    PackedNumber reachable_before = no_number;
    if (outcome.before) {
        const Key key = outcome.key_before();
        if (!stays) {
            batch.steps.push_back({.key = key, .row = std::nullopt});
            ++batch.stale_ids;
        }
        const PackedNumber number = outcome.before->chunk->numbers()[outcome.before->first];
        if (is_reachable(number, current_->listed_numbers())) {
            reachable_before = number;
            batch.touched.push_back({.number = number, .first_us = key.start_us});
        }
    }
    PackedNumber reachable_after = no_number;
    if (outcome.after != nullptr) {
        const Row row = row_of(*outcome.after);
        batch.steps.push_back({.key = row.key, .row = row});
        if (!stays) batch.ids.push_back(id_entry(row.key));
        if (is_reachable(outcome.after->remote_number)) {
            reachable_after = row.number;
            batch.touched.push_back({.number = row.number, .first_us = row.key.start_us});
        }
    }
    if (stays && reachable_before == reachable_after) return;
    if (reachable_before != no_number) ++batch.stale_callers;
    if (reachable_after != no_number) {
        batch.callers.push_back(caller_entry(reachable_after, outcome.start_us));
    }
}

std::shared_ptr<const TenantIndex> TenantWriter::apply(std::span<const Change> changes,
                                                       std::int64_t change_seq) {
    base::check(current_ != nullptr, "the first version comes before changes");
    base::check(change_seq >= current_->change_seq(), "versions go forward");
    Batch batch;
    for (const Outcome& outcome : outcomes_of(*current_, changes))
        add(outcome, batch);
    std::sort(batch.steps.begin(), batch.steps.end(),
              [](const MergeStep& a, const MergeStep& b) { return compare(a.key, b.key) < 0; });
    std::shared_ptr<TenantIndex> next(new TenantIndex());
    next->contact_min_sec_ = contact_min_sec_;
    next->calls_ = merged(current_->calls_, batch.steps, builder_);
    next->sums_ = PrefixSums(next->calls_, current_->calls_, current_->sums_);
    follow_starts(*next, batch);
    next->due_misses_ = due_misses_after(*current_, *next, batch.steps, batch.touched, builder_);
    const bool same_due = next->due_misses_.chunks() == current_->due_misses_.chunks();
    next->next_due_ = same_due ? current_->next_due_ : NextDue(next->due_misses_);
    return publish(std::move(next), change_seq);
}

void TenantWriter::follow_starts(TenantIndex& next, const Batch& batch) {
    const std::size_t stale_max = stale_min + static_cast<std::size_t>(next.size()) / stale_share;
    stale_ids_ += batch.stale_ids;
    if (stale_ids_ > stale_max) {
        next.ids_ = HashedStarts().with(id_entries(next.calls_));
        stale_ids_ = 0;
    } else {
        next.ids_ = current_->ids_.with(batch.ids);
    }
    stale_callers_ += batch.stale_callers;
    if (stale_callers_ > stale_max) {
        next.starts_by_number_ = HashedStarts().with(caller_entries(next.calls_, numbers_.list()));
        stale_callers_ = 0;
    } else {
        next.starts_by_number_ = current_->starts_by_number_.with(batch.callers);
    }
}

void TenantWriter::set_contact_min_sec(std::int32_t seconds) {
    base::check(seconds >= 0, "a contact lasts some time");
    if (current_ == nullptr || current_->contact_min_sec() == seconds) {
        contact_min_sec_ = seconds;
        return;
    }
    std::shared_ptr<TenantIndex> next(new TenantIndex(*current_));
    next->due_misses_ = due_misses_of(next->calls_, next->listed_numbers(), seconds, builder_);
    next->next_due_ = NextDue(next->due_misses_);
    contact_min_sec_ = seconds;
    publish(std::move(next), current_->change_seq());
}

std::size_t TenantWriter::interning_bytes() const {
    std::size_t sum = 0;
    for (const TextListWriter* const list : {&stores_, &exts_, &dids_, &names_, &numbers_})
        sum += list->bytes();
    return sum;
}

}  // namespace edgvoip::index
