#include "edgvoip/query/kpi_version.hpp"

#include <algorithm>

namespace edgvoip::query {
namespace {

std::int64_t start_us(const index::TenantIndex& version, std::int64_t position) {
    const index::TenantIndex::Slice row = version.at(position);
    return row.chunk->starts()[row.first];
}

}  // namespace

base::Result<index::Version> kpi_version(const Sources& sources, const directory::Tenant& tenant) {
    index::Version version = sources.indexes.current(tenant.id);
    if (version == nullptr) return base::unavailable("the tenant's calls are being loaded");
    if (const auto checked = check_contacts(*version, tenant); !checked) return checked.error();
    return version;
}

base::Result<void> check_contacts(const index::TenantIndex& version,
                                  const directory::Tenant& tenant) {
    if (version.contact_min_sec() == tenant.settings.contact_min_sec) return {};
    return base::unavailable("the tenant's contacts are being counted anew");
}

std::optional<Interval> span_of_calls(const index::TenantIndex& version, const Interval& interval) {
    if (version.size() == 0) return std::nullopt;
    const Interval span{
        .from = std::max(interval.from, base::Instant{start_us(version, 0)}),
        .to = std::min(interval.to, base::Instant{start_us(version, version.size() - 1) + 1})};
    if (span.from >= span.to) return std::nullopt;
    return span;
}

}  // namespace edgvoip::query
