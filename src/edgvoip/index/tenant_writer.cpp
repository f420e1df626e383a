#include "edgvoip/index/tenant_writer.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace edgvoip::index {
namespace {

/// The id map is made anew when more than one in so many of its entries leads nowhere.
constexpr std::size_t stale_share = 8;
constexpr std::size_t stale_min = 1024;

/// A chunk that shrank below this takes the next one in when that fits.
constexpr std::size_t small_chunk = Chunk::rows_max / 4;

std::uint32_t unsigned_of(std::int32_t value) {
    base::check(value >= 0, "seconds and quality figures are not negative");
    return static_cast<std::uint32_t>(value);
}

/// One more than the value, 0 for none.
std::uint32_t shifted(const std::optional<std::int32_t>& value) {
    return value ? unsigned_of(*value) + 1 : 0;
}

std::string_view bytes_of(const base::StoreId& store) {
    const auto& bytes = store.uuid.bytes;
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Key key_of(const Entry& entry) {
    return {.start_us = entry.start.us, .id = IdView::of(entry.id.text)};
}

}  // namespace

/// What happens at one key: the call there is replaced, inserted, or (no entry) removed.
struct TenantWriter::Step {
    Key key;
    const Entry* entry;
    bool is_new;  ///< no call of this id started then before
};

/// Merges a version's chunks with the steps, both in the order of keys.
class TenantWriter::Merge {
public:
    Merge(TenantWriter& writer, std::span<const Step> steps) : writer_(writer), steps_(steps) {}

    std::vector<std::shared_ptr<const Chunk>> run(
        const std::vector<std::shared_ptr<const Chunk>>& chunks,
        const std::vector<std::int64_t>& last_starts) {
        writer_.builder_.clear();  // of a batch that was given up
        chunks_.reserve(chunks.size() + 1);
        for (std::size_t at = 0; at < chunks.size(); ++at) {
            const bool is_last = at + 1 == chunks.size();
            take(chunks[at], steps_up_to(*chunks[at], last_starts[at], is_last), is_last);
        }
        for (; next_ < steps_.size(); ++next_)
            add(steps_[next_], Chunk::rows_max);
        flush();
        return std::move(chunks_);
    }

private:
    /// The next steps, up to a chunk's last key; all for the last chunk. `last_start` is that key's
    /// and spares most chunks from being read.
    std::span<const Step> steps_up_to(const Chunk& chunk, std::int64_t last_start, bool is_last) {
        std::size_t end = next_;
        if (is_last) {
            end = steps_.size();
        } else if (next_ < steps_.size() && steps_[next_].key.start_us <= last_start) {
            const Key last = chunk.key(chunk.size() - 1);
            while (end < steps_.size() && compare(steps_[end].key, last) <= 0)
                ++end;
        }
        const auto mine = steps_.subspan(next_, end - next_);
        next_ = end;
        return mine;
    }

    void take(const std::shared_ptr<const Chunk>& chunk, std::span<const Step> steps,
              bool is_last) {
        const std::size_t waiting = writer_.builder_.size();
        if (steps.empty() && (waiting == 0 || waiting + chunk->size() > Chunk::rows_max)) {
            flush();
            chunks_.push_back(chunk);
            return;
        }
        // New calls come at the end: there chunks are filled, elsewhere they are halved.
        const std::size_t most = waiting + chunk->size() + steps.size();
        const std::size_t pieces = (most + Chunk::rows_max - 1) / Chunk::rows_max;
        const std::size_t piece = is_last ? Chunk::rows_max : (most + pieces - 1) / pieces;
        std::size_t row = 0;
        for (const Step& step : steps) {
            const std::size_t next = chunk->first_not_below(step.key);
            add(*chunk, row, next, piece);
            row = next;
            if (row < chunk->size() && compare(chunk->key(row), step.key) == 0) ++row;
            add(step, piece);
        }
        add(*chunk, row, chunk->size(), piece);
        if (writer_.builder_.size() >= small_chunk) flush();
    }

    void add(const Step& step, std::size_t piece) {
        if (step.entry != nullptr) add(writer_.row_of(*step.entry), piece);
    }

    void add(const Row& row, std::size_t piece) {
        if (writer_.builder_.size() >= piece) flush();
        writer_.builder_.add(row);
    }

    void add(const Chunk& chunk, std::size_t first, std::size_t last, std::size_t piece) {
        while (first < last) {
            if (writer_.builder_.size() >= piece) flush();
            const std::size_t end = std::min(last, first + piece - writer_.builder_.size());
            writer_.builder_.add(chunk, first, end);
            first = end;
        }
    }

    void flush() {
        if (writer_.builder_.size() > 0) chunks_.push_back(writer_.builder_.finish());
    }

    TenantWriter& writer_;
    std::span<const Step> steps_;
    std::size_t next_ = 0;
    std::vector<std::shared_ptr<const Chunk>> chunks_;
};

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
    loaded_ids_.push_back({.id_hash = hash_of(row.key.id), .start_us = row.key.start_us});
}

std::shared_ptr<const TenantIndex> TenantWriter::finish_loading(std::int64_t change_seq) {
    base::check(current_ == nullptr, "loading ends once");
    if (builder_.size() > 0) loaded_chunks_.push_back(builder_.finish());
    // Not make_shared: the constructor is the writer's alone.
    std::shared_ptr<TenantIndex> first(new TenantIndex());
    loaded_chunks_.shrink_to_fit();
    first->set_chunks(std::exchange(loaded_chunks_, {}));
    first->ids_ = IdMap().with(loaded_ids_);
    std::vector<IdMap::Entry>().swap(loaded_ids_);  // gives the memory back, too
    return publish(std::move(first), change_seq);
}

std::shared_ptr<const TenantIndex> TenantWriter::publish(std::shared_ptr<TenantIndex> next,
                                                         std::int64_t change_seq) {
    next->change_seq_ = change_seq;
    next->stores_ = stores_.list();
    next->exts_ = exts_.list();
    next->dids_ = dids_.list();
    next->names_ = names_.list();
    next->numbers_ = numbers_.list();
    current_ = std::move(next);
    return current_;
}

/// What the changes come to, in the order of keys; `vanished` counts keys that are gone after.
std::vector<TenantWriter::Step> TenantWriter::steps_of(std::span<const Change> changes,
                                                       std::size_t& vanished) const {
    struct State {
        std::optional<Key> before;
        const Entry* after = nullptr;
        bool is_there = false;      ///< so far
        std::int64_t start_us = 0;  ///< when it is there
    };
    std::unordered_map<std::string_view, State> states;
    for (const Change& change : changes) {
        const auto [found, is_first] = states.try_emplace(change.id.text);
        State& state = found->second;
        if (is_first) {
            state.before = current_->find_key(IdView::of(change.id.text));
            state.is_there = state.before.has_value();
            if (state.before) state.start_us = state.before->start_us;
        }
        if (change.entry) {
            base::check(change.entry->id == change.id, "a change is of the call that it names");
            state.after = &*change.entry;
            state.is_there = true;
            state.start_us = change.entry->start.us;
        } else if (!change.removed_start || change.removed_start->us == state.start_us) {
            state.after = nullptr;
            state.is_there = false;
        }
    }
    std::vector<Step> steps;
    steps.reserve(states.size());
    for (const auto& [id, state] : states) {
        const bool stays =
            state.before && state.is_there && state.before->start_us == state.start_us;
        if (state.before && !stays) {
            steps.push_back({.key = *state.before, .entry = nullptr, .is_new = false});
            ++vanished;
        }
        if (state.after == nullptr) continue;
        steps.push_back({.key = key_of(*state.after), .entry = state.after, .is_new = !stays});
    }
    std::sort(steps.begin(), steps.end(),
              [](const Step& a, const Step& b) { return compare(a.key, b.key) < 0; });
    return steps;
}

std::shared_ptr<const TenantIndex> TenantWriter::apply(std::span<const Change> changes,
                                                       std::int64_t change_seq) {
    base::check(current_ != nullptr, "the first version comes before changes");
    base::check(change_seq >= current_->change_seq(), "versions go forward");
    std::size_t vanished = 0;
    const std::vector<Step> steps = steps_of(changes, vanished);
    std::shared_ptr<TenantIndex> next(new TenantIndex());
    next->set_chunks(Merge(*this, steps).run(current_->chunks_, current_->last_starts_));
    follow_ids(*next, steps, vanished);
    return publish(std::move(next), change_seq);
}

void TenantWriter::follow_ids(TenantIndex& next, std::span<const Step> steps,
                              std::size_t vanished) {
    stale_ids_ += vanished;
    std::vector<IdMap::Entry> added;
    const auto add = [&added](const Key& key) {
        added.push_back({.id_hash = hash_of(key.id), .start_us = key.start_us});
    };
    if (stale_ids_ > stale_min + static_cast<std::size_t>(next.size()) / stale_share) {
        added.reserve(static_cast<std::size_t>(next.size()));
        for (const auto& chunk : next.chunks_) {
            for (std::size_t row = 0; row < chunk->size(); ++row)
                add(chunk->key(row));
        }
        next.ids_ = IdMap().with(added);
        stale_ids_ = 0;
        return;
    }
    for (const Step& step : steps) {
        if (step.is_new) add(step.key);
    }
    next.ids_ = current_->ids_.with(added);
}

std::size_t TenantWriter::interning_bytes() const {
    std::size_t sum = 0;
    for (const TextListWriter* const list : {&stores_, &exts_, &dids_, &names_, &numbers_})
        sum += list->bytes();
    return sum;
}

}  // namespace edgvoip::index
