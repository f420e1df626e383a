#include "edgvoip/query/answer.hpp"

#include "edgvoip/query/one_moment.hpp"

#include <algorithm>
#include <utility>

namespace edgvoip::query {
namespace {

using call::CallOrder;
using index::CallList;
using index::TenantIndex;

/// The change in which the call came to its place in lists of this order; 0: it was always there.
std::int64_t moved_at(const store::KeyMoves& moves, CallOrder order) {
    switch (order) {
        case CallOrder::newest_first:
        case CallOrder::oldest_first:
            return moves.start;
        case CallOrder::longest_first:
        case CallOrder::shortest_first:
            return std::max(moves.start, moves.billsec);
        case CallOrder::worst_mos_first:
            return std::max(moves.start, moves.mos);
    }
    throw base::Bug("an order of calls that does not exist");
}

/// One version's answer, filled from the store.
class PageMaker {
public:
    PageMaker(const Sources& sources, const directory::Tenant& tenant, const CallQuestion& question,
              const std::optional<RowForm>& form, const TenantIndex& version)
        : sources_(sources), tenant_(tenant), question_(question), form_(form), version_(version) {}

    /// Nothing when the store has come further than the version.
    base::Result<std::optional<CallPage>> page() {
        page_.change_seq = version_.change_seq();
        const std::int64_t limit = question_.page.page_size;
        CallList list = question_.place ? behind(question_.place->behind, limit)
                                        : version_.page(question_.filter, question_.order,
                                                        question_.page.offset(), limit);
        page_.offset = list.offset;
        for (;;) {
            page_.total = list.total;
            const auto added = add(list);
            if (!added) return added.error();
            if (!*added) return std::optional<CallPage>();
            const std::int64_t missing = limit - static_cast<std::int64_t>(page_.calls.size());
            if (!page_.last || missing == 0) return std::optional<CallPage>(std::move(page_));
            list = behind(*page_.last, missing);
        }
    }

private:
    CallList behind(const index::SortPlace& place, std::int64_t limit) const {
        return version_.page_after(question_.filter, question_.order, place, limit);
    }

    /// False when the store has come further than the version.
    base::Result<bool> add(CallList& list) {
        // A walk asks for what only the store knows, and meets each call once.
        const bool may_be_ready = form_ && !question_.place;
        if (may_be_ready) page_.ready = ready_rows(list);
        const auto is_ready = [&](std::size_t call) {
            return may_be_ready && page_.ready.places[call].size > 0;
        };
        std::vector<store::CallPlace> places;
        for (std::size_t i = 0; i < list.calls.size(); ++i) {
            if (!is_ready(i)) places.push_back({list.calls[i].start, list.calls[i].place.id});
        }
        auto rows = sources_.reader.calls_at(tenant_.id, places, version_.change_seq());
        if (!rows) return rows.error();
        if (!*rows) return false;
        auto row = (*rows)->begin();
        for (std::size_t i = 0; i < list.calls.size(); ++i) {
            if (is_ready(i)) {
                page_.calls.emplace_back();
            } else {
                add(std::move(*row++));
            }
        }
        const auto shown = static_cast<std::int64_t>(list.calls.size());
        page_.last.reset();
        if (list.offset + shown < list.total && shown > 0)
            page_.last = std::move(list.calls.back().place);
        return true;
    }

    void add(store::StoredRow&& row) {
        base::check(row.call.tenant == tenant_.id, "a list holds the tenant's own calls only");
        const bool moved =
            question_.place && moved_at(row.moves, question_.order) > question_.place->begun_at;
        if (moved) return;
        page_.calls.push_back({.call = std::move(row.call), .changed = row.changed});
    }

    ReadyRows ready_rows(const CallList& list) const {
        std::vector<std::string_view> ids;
        ids.reserve(list.calls.size());
        for (const index::ListedCall& listed : list.calls)
            ids.push_back(listed.place.id.text);
        return sources_.indexes.rows().find(tenant_.id, *form_, ids, version_.change_seq());
    }

    const Sources& sources_;
    const directory::Tenant& tenant_;
    const CallQuestion& question_;
    const std::optional<RowForm>& form_;
    const TenantIndex& version_;
    CallPage page_;
};

}  // namespace

base::Result<CallPage> list_calls(const Sources& sources, const directory::Tenant& tenant,
                                  const CallQuestion& question,
                                  const std::optional<RowForm>& form) {
    return at_one_moment<CallPage>(sources, tenant.id, [&](const TenantIndex& version) {
        return PageMaker(sources, tenant, question, form, version).page();
    });
}

void keep_rows(const Sources& sources, const directory::Tenant& tenant, const RowForm& form,
               std::int64_t change_seq, std::span<const MadeRow> rows) {
    sources.indexes.rows().keep(tenant.id, form, rows, change_seq);
}

std::optional<std::int64_t> newest_change(const Sources& sources, const directory::Tenant& tenant) {
    const index::Version version = sources.indexes.current(tenant.id);
    if (version == nullptr) return std::nullopt;
    return version->change_seq();
}

base::Result<FoundCall> find_call(const Sources& sources, const directory::Tenant& tenant,
                                  const Sight& sight, const base::CallId& id,
                                  const std::optional<RowForm>& form) {
    base::check(!form || sight.is_everything(), "a row that is ready is shown to who sees all");
    const auto ask = [&](const TenantIndex& version) -> base::Result<std::optional<FoundCall>> {
        FoundCall found;
        found.change_seq = version.change_seq();
        const auto start = version.find(id.text);
        if (!start) return std::optional<FoundCall>(std::move(found));
        if (form) {
            const std::string_view text = id.text;
            const ReadyRows ready =
                sources.indexes.rows().find(tenant.id, *form, {&text, 1}, found.change_seq);
            found.ready = ready.row(0);
            if (!found.ready.empty()) return std::optional<FoundCall>(std::move(found));
        }
        auto row = sources.reader.call_at(tenant.id, {*start, id}, found.change_seq);
        if (!row) return row.error();
        if (!*row) return std::optional<FoundCall>();
        found.call = std::move((*row)->call);
        found.changed = (*row)->changed;
        return std::optional<FoundCall>(std::move(found));
    };
    auto found = at_one_moment<FoundCall>(sources, tenant.id, ask);
    if (!found || !found->call) return found;
    call::Call& call = *found->call;
    base::check(call.tenant == tenant.id, "a call found is the tenant's own");
    if (sight.sees(call)) {
        std::erase_if(call.legs, [&](const call::Leg& leg) { return !sight.sees(leg, tenant); });
    } else {
        found->call.reset();
    }
    return found;
}

base::Result<std::optional<ChangePage>> list_changes(CallReader& reader,
                                                     const directory::Tenant& tenant,
                                                     const Sight& sight, const ChangePlace& place,
                                                     std::int64_t page_size) {
    auto page = reader.changes(tenant.id, {.after = place.after,
                                           .removals_after = place.removals_after,
                                           .limit = page_size,
                                           .scope_stores = sight.stores,
                                           .scope_exts = sight.exts});
    if (!page || !*page) return page;
    for (const call::Call& call : (*page)->calls) {
        base::check(call.tenant == tenant.id && sight.sees(call),
                    "changes are of the tenant's own calls that the asker may see");
    }
    return page;
}

}  // namespace edgvoip::query
