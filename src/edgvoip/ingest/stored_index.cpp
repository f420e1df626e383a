#include "edgvoip/ingest/stored_index.hpp"

#include "base/limits.hpp"

#include <optional>
#include <utility>

namespace edgvoip::ingest {
namespace {

constexpr std::int64_t follow_page = base::limits::change_calls_max;

}  // namespace

base::Result<index::TenantWriter> load_stored(base::TenantId tenant, std::int32_t contact_min_sec,
                                              store::CallReader& reader) {
    index::TenantWriter fresh(contact_min_sec);
    const auto change_seq =
        reader.outlines(tenant, [&fresh](const call::Outline& outline) { fresh.load(outline); });
    if (!change_seq) return change_seq.error();
    fresh.finish_loading(*change_seq);
    return fresh;
}

base::Result<std::vector<base::CallId>> catch_up(base::TenantId tenant, index::TenantWriter& writer,
                                                 store::CallReader& reader) {
    const std::int64_t begun = writer.current()->change_seq();
    std::vector<index::Change> changes;
    std::int64_t through = begun;
    for (bool more = true; more;) {
        auto page = reader.changes(tenant, {.after = through,
                                            .removals_after = begun,
                                            .limit = follow_page,
                                            .scope_stores = std::nullopt,
                                            .scope_exts = std::nullopt});
        if (!page) return page.error();
        if (!*page) return base::corrupt("its changes cannot be told any more");
        // A call that is told as removed is not there now; one that came back is told afterwards.
        for (store::RemovedCall& removed : (*page)->removed)
            changes.push_back(index::removal(std::move(removed.id)));
        for (const call::Call& call : (*page)->calls)
            changes.push_back(index::put(call::outline_of(call)));
        through = (*page)->through;
        more = (*page)->more;
    }
    if (through > begun) writer.apply(changes, through);
    return ids_of(changes);
}

std::vector<base::CallId> ids_of(const std::vector<index::Change>& changes) {
    std::vector<base::CallId> ids;
    ids.reserve(changes.size());
    for (const index::Change& change : changes)
        ids.push_back(change.id);
    return ids;
}

}  // namespace edgvoip::ingest
