#include "edgvoip/query/missed_calls.hpp"

#include "edgvoip/query/kpi_version.hpp"
#include "edgvoip/query/one_moment.hpp"

#include <array>
#include <utility>

namespace edgvoip::query {
namespace {

constexpr std::array<std::pair<std::string_view, CallbackStatus>, 3> words = {{
    {"due", CallbackStatus::due},
    {"returned", CallbackStatus::returned},
    {"unreachable", CallbackStatus::unreachable},
}};

using FoundPage = base::Result<std::optional<MissedPage>>;

/// Nothing when the store has come further than the version.
FoundPage ask(const Sources& sources, const directory::Tenant& tenant, const Sight& sight,
              const MissedQuestion& question, const index::TenantIndex& version) {
    index::MissedList list = index::missed_calls(version, {.filter = question.kpi.filter,
                                                           .only_unique = question.only_unique,
                                                           .status = question.status,
                                                           .offset = question.page.offset(),
                                                           .limit = question.page.page_size});
    std::vector<store::CallPlace> places;
    places.reserve(list.calls.size());
    for (const MissedCall& missed : list.calls)
        places.push_back({missed.start, missed.id});
    auto rows = sources.reader.calls_at(tenant.id, places, version.change_seq());
    if (!rows) return rows.error();
    if (!*rows) return std::optional<MissedPage>();

    MissedPage page;
    page.total = list.total;
    page.change_seq = version.change_seq();
    page.items.reserve(list.calls.size());
    auto row = (*rows)->begin();
    for (MissedCall& missed : list.calls) {
        call::Call& call = (row++)->call;
        base::check(call.tenant == tenant.id, "a list holds the tenant's own calls only");
        const bool is_seen =
            missed.contact && sight.sees(missed.contact->store, missed.contact->ext);
        page.items.push_back(
            {.call = std::move(call), .missed = std::move(missed), .contact_is_seen = is_seen});
    }
    return std::optional<MissedPage>(std::move(page));
}

}  // namespace

std::string_view to_string(CallbackStatus status) {
    return words[static_cast<std::size_t>(status)].first;
}

std::optional<CallbackStatus> read_callback_status(const std::optional<std::string>& word,
                                                   ParameterFaults& faults) {
    if (!word || *word == "all") return std::nullopt;
    for (const auto& [known, status] : words) {
        if (known == *word) return status;
    }
    faults.push_back({"status", "is not `due`, `returned`, `unreachable` or `all`"});
    return std::nullopt;
}

base::Result<MissedPage> list_missed(const Sources& sources, const directory::Tenant& tenant,
                                     const Sight& sight, const MissedQuestion& question) {
    return at_one_moment<MissedPage>(
        sources, tenant.id, [&](const index::TenantIndex& version) -> FoundPage {
            if (const auto checked = check_contacts(version, tenant); !checked)
                return checked.error();
            return ask(sources, tenant, sight, question, version);
        });
}

}  // namespace edgvoip::query
