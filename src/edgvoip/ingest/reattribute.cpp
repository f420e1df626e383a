#include "edgvoip/ingest/reattribute.hpp"

#include "base/limits.hpp"
#include "edgvoip/enrich/assemble.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace edgvoip::ingest {
namespace {

using store::CallPlace;

base::Result<std::vector<CallPlace>> places_of(const ReattributeOptions& options,
                                               store::CallReader& reader) {
    std::vector<CallPlace> places;
    const auto read = reader.outlines(options.tenant, [&](call::Outline outline) {
        if (outline.start >= options.from && outline.start < options.to)
            places.push_back({outline.start, std::move(outline.id)});
    });
    if (!read) return read.error();
    return places;
}

/// Within a transaction, so that nobody else changes what is read here.
class Group {
public:
    Group(base::TenantId tenant, const directory::Directory& directory, store::CallReader& reader,
          store::CallWriter& writer)
        : tenant_(tenant), directory_(directory), reader_(reader), writer_(writer) {}

    base::Result<void> look_at(const CallPlace& place) {
        constexpr auto newest = std::numeric_limits<std::int64_t>::max();
        const auto stored = reader_.call_at(tenant_, place, newest);
        if (!stored) return stored.error();
        if (!*stored) return {};  // it has gone or moved since the list was made
        ++counts.seen;
        const store::CallKey key{tenant_, place.start, place.id};
        auto legs = writer_.legs_of(key);
        if (!legs) return legs.error();
        const auto made = enrich::assemble(*legs, directory_);
        if (!made) {
            ++counts.kept;
            return {};
        }
        if (*made == (*stored)->call) return {};
        ++counts.changed;
        if (store::CallKey{made->tenant, made->start, made->id} != key) {
            if (auto removed = writer_.remove(key, "moved"); !removed) return removed;
        }
        return writer_.put(*made, *legs);
    }

    ReattributeCounts counts;

private:
    base::TenantId tenant_;
    const directory::Directory& directory_;
    store::CallReader& reader_;
    store::CallWriter& writer_;
};

}  // namespace

ReattributeCounts& ReattributeCounts::operator+=(const ReattributeCounts& other) {
    seen += other.seen;
    changed += other.changed;
    kept += other.kept;
    return *this;
}

base::Result<ReattributeCounts> reattribute(const ReattributeOptions& options,
                                            const directory::Directory& directory,
                                            store::CallReader& reader, store::CallWriter& writer) {
    const auto places = places_of(options, reader);
    if (!places) return places.error();
    ReattributeCounts counts;
    const auto in_transaction = [&](std::span<const CallPlace> some) -> base::Result<void> {
        if (auto begun = writer.begin(); !begun) return begun;
        Group group(options.tenant, directory, reader, writer);
        for (const CallPlace& place : some) {
            if (auto done = group.look_at(place); !done) return done;
        }
        if (auto committed = writer.commit(); !committed) return committed;
        counts += group.counts;
        return {};
    };
    const std::span<const CallPlace> all = *places;
    for (std::size_t at = 0; at < all.size();) {
        const std::size_t size = std::min(base::limits::ingest_group_records_max, all.size() - at);
        if (const auto done = in_transaction(all.subspan(at, size)); !done) {
            writer.rollback();
            return done.error();
        }
        at += size;
        if (options.progress) {
            options.progress(static_cast<std::int64_t>(at), static_cast<std::int64_t>(all.size()));
        }
    }
    return counts;
}

}  // namespace edgvoip::ingest
