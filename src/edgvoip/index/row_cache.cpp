#include "edgvoip/index/row_cache.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <functional>

namespace edgvoip::index {
namespace {

constexpr std::size_t bucket_size = 4;
constexpr std::size_t bytes_a_row = 512;  ///< rows are a little larger: there are slots enough

/// Whose row it is: tenant, form and call.
class KeyMaker {
public:
    KeyMaker(base::TenantId tenant, char form) {
        const auto& bytes = tenant.uuid.bytes;
        key_.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        key_ += form;
        start_ = key_.size();
    }

    std::string_view key(std::string_view call_id) {
        key_.resize(start_);
        key_ += call_id;
        return key_;
    }

private:
    std::string key_;
    std::size_t start_ = 0;
};

constexpr std::string_view forms = "lmdM";

char letter_of(const RowForm& form) {
    return forms[(form.masked ? 1U : 0U) + (form.whole ? 2U : 0U)];
}

std::uint64_t hash_of(std::string_view key) {
    return std::hash<std::string_view>{}(key);
}

}  // namespace

RowCache::RowCache(std::size_t ring_bytes) : ring_bytes_(ring_bytes) {
    if (keeps_nothing()) return;
    // Not made zero: bytes that nothing was written to are no memory yet.
    ring_.reset(new char[ring_bytes]);
    slots_.resize(bucket_size * std::bit_ceil(ring_bytes / bytes_a_row / bucket_size + 1));
}

/// The caller holds the lock, here and below.
void RowCache::use(const RowForm& form) {
    if (form.directory == directory_) return;
    directory_ = form.directory;
    directory_begin_ = written_;
}

std::span<RowCache::Slot> RowCache::bucket_of(std::uint64_t hash) {
    const std::size_t buckets = slots_.size() / bucket_size;
    return std::span(slots_).subspan((hash & (buckets - 1)) * bucket_size, bucket_size);
}

/// The row of a slot, when it still is the one of that key, written from `begin` on; else null.
const char* RowCache::found_at(const Slot& slot, std::string_view key, std::uint64_t begin,
                               Head& head) const {
    if (slot.at == 0) return nullptr;
    const std::uint64_t at = slot.at - 1;
    if (at < begin || written_ > at + ring_bytes_) return nullptr;  // another round is over it
    const char* const place = ring_.get() + at % ring_bytes_;
    std::memcpy(&head, place, sizeof head);
    if (std::string_view(place + sizeof head, head.key_size) != key) return nullptr;
    return place + sizeof head + head.key_size;
}

ReadyRows RowCache::find(base::TenantId tenant, const RowForm& form,
                         std::span<const std::string_view> call_ids, std::int64_t change_seq) {
    ReadyRows ready;
    ready.places.resize(call_ids.size());
    if (keeps_nothing()) return ready;
    KeyMaker maker(tenant, letter_of(form));
    const std::scoped_lock lock(mutex_);
    use(form);
    const std::uint64_t begin = std::max(directory_begin_, tenants_[tenant].begin);
    for (std::size_t i = 0; i < call_ids.size(); ++i) {
        const std::string_view key = maker.key(call_ids[i]);
        const std::uint64_t hash = hash_of(key);
        for (const Slot& slot : bucket_of(hash)) {
            if (slot.hash != hash) continue;
            Head head{};
            const char* const row = found_at(slot, key, begin, head);
            if (row == nullptr || head.changed > change_seq) continue;
            ready.places[i] = {ready.texts.size(), head.row_size};
            ready.texts.append(row, head.row_size);
            break;
        }
        ++(ready.places[i].size > 0 ? found_ : missed_);
    }
    return ready;
}

void RowCache::write(std::uint64_t hash, std::string_view key, const Made& made) {
    const Head head{.changed = made.changed,
                    .key_size = static_cast<std::uint32_t>(key.size()),
                    .row_size = static_cast<std::uint32_t>(made.row.size())};
    const std::size_t size = sizeof head + key.size() + made.row.size();
    if (size > ring_bytes_) return;
    const std::size_t rest = ring_bytes_ - written_ % ring_bytes_;
    if (size > rest) written_ += rest;  // a row does not go round the end
    char* const place = ring_.get() + written_ % ring_bytes_;
    std::memcpy(place, &head, sizeof head);
    std::memcpy(place + sizeof head, key.data(), key.size());
    std::memcpy(place + sizeof head + key.size(), made.row.data(), made.row.size());
    const auto bucket = bucket_of(hash);
    auto slot = std::find_if(bucket.begin(), bucket.end(),
                             [hash](const Slot& one) { return one.hash == hash; });
    if (slot == bucket.end()) {
        slot = std::min_element(bucket.begin(), bucket.end(),
                                [](const Slot& a, const Slot& b) { return a.at < b.at; });
    }
    *slot = {.hash = hash, .at = written_ + 1};
    written_ += size;
}

void RowCache::keep(base::TenantId tenant, const RowForm& form, std::span<const Made> rows,
                    std::int64_t change_seq) {
    if (keeps_nothing() || rows.empty()) return;
    KeyMaker maker(tenant, letter_of(form));
    const std::scoped_lock lock(mutex_);
    const auto state = tenants_.find(tenant);
    if (state == tenants_.end() || state->second.newest != change_seq) return;
    use(form);
    for (const Made& made : rows) {
        const std::string_view key = maker.key(made.call_id);
        write(hash_of(key), key, made);
    }
}

void RowCache::drop(base::TenantId tenant, std::span<const base::CallId> changed,
                    std::int64_t change_seq) {
    if (keeps_nothing()) return;
    const std::scoped_lock lock(mutex_);
    tenants_[tenant].newest = change_seq;
    for (const char form : forms) {
        KeyMaker maker(tenant, form);
        for (const base::CallId& id : changed) {
            const std::uint64_t hash = hash_of(maker.key(id.text));
            for (Slot& slot : bucket_of(hash)) {
                if (slot.hash == hash) slot = {};
            }
        }
    }
}

void RowCache::restart(base::TenantId tenant, std::int64_t change_seq) {
    if (keeps_nothing()) return;
    const std::scoped_lock lock(mutex_);
    tenants_[tenant] = {.newest = change_seq, .begin = written_};
}

RowCache::Figures RowCache::figures() const {
    const std::scoped_lock lock(mutex_);
    return {.bytes = static_cast<std::size_t>(std::min<std::uint64_t>(written_, ring_bytes_)),
            .found = found_,
            .missed = missed_};
}

}  // namespace edgvoip::index
