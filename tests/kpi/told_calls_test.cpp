#include "collected.hpp"
#include "edgvoip/enrich/assemble.hpp"
#include "edgvoip/ingest/import.hpp"
#include "edgvoip/simulate/tenant_calls.hpp"
#include "interview.hpp"
#include "recorded_calls.hpp"
#include "times.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

/// The same questions about calls that were not made up here.
namespace edgvoip::oracle {
namespace {

constexpr std::size_t commit_calls = 700;

std::vector<call::Call> calls_of(const std::vector<call::Call>& calls, base::TenantId tenant) {
    std::vector<call::Call> own;
    for (const call::Call& call : calls) {
        if (call.tenant == tenant) own.push_back(call);
    }
    return own;
}

void interview_about(Server& server, const directory::Tenant& tenant, std::vector<call::Call> calls,
                     std::int64_t questions) {
    Chance chance(7);
    const Realm realm = realm_around(chance, tenant, calls);
    const Records records(tenant, std::move(calls));
    const auto askers = askers_of(chance, realm, server.clock().now());
    EXPECT_EQ(interview(chance, server, realm, records, askers, questions), "");
}

TEST(KpiAnswers, of_a_real_pbxs_recorded_calls_are_those_of_the_definitions) {
    const auto directory = ingest::recorded_directory();
    Server server(directory, base::utc_midnight({2026, 12, 1}));
    const ingest::TemporaryFolder folder;
    ingest::Intake intake(server.writer(), directory, server.clock(), &server.feed());
    ingest::import_freeswitch(
        {.paths = {ingest::recorded_folder()}, .source = "import", .progress = {}}, intake,
        ingest::Quarantine(folder.path("quarantine"), server.clock()))
        .value();
    const std::vector<call::Call> calls = ingest::all_calls(server.store(), *directory);
    ASSERT_GT(calls.size(), 50U);
    for (const directory::Tenant& tenant : directory->tenants())
        interview_about(server, tenant, calls_of(calls, tenant.id), times(300));
}

/// What a chain's PBX tells between two instants, as the calls that are kept of it.
std::vector<call::Call> told_calls(const simulate::Chain& chain,
                                   const directory::Directory& directory, std::string_view from,
                                   std::string_view to) {
    auto told = simulate::TenantCalls::begin(chain, 0, simulate::at(from), simulate::at(to), "pbx1")
                    .value();
    std::vector<call::Call> calls;
    for (auto legs = told.next(); !legs.empty(); legs = told.next())
        calls.push_back(enrich::assemble(std::move(legs), directory).value());
    return calls;
}

/// Takes calls in as they were told, then asks about them.
void interview_about_chain(int stores, std::string_view from, std::string_view to,
                           std::int64_t questions) {
    constexpr std::size_t index_part_calls = 4096;
    simulate::ChainOptions options;
    options.tenants = 1;
    options.stores_per_tenant_max = stores;
    const simulate::Chain chain = simulate::chain_of(options);
    const auto directory = directory::Directory::parse(simulate::directory_json(chain)).value();
    Server server(directory, simulate::at("2026-11-08T09:30:00.5Z"));
    std::vector<call::Call> calls = told_calls(chain, *directory, from, to);
    ASSERT_GT(calls.size(), index_part_calls) << "more than one part of the index";
    for (std::size_t first = 0; first < calls.size(); first += commit_calls) {
        Commit commit;
        for (std::size_t i = first; i < std::min(first + commit_calls, calls.size()); ++i)
            commit.put.push_back(calls[i]);
        server.apply(commit);
    }
    interview_about(server, directory->tenants().front(), std::move(calls), questions);
}

TEST(KpiAnswers, of_a_simulated_month_are_those_of_the_definitions) {
    interview_about_chain(6, "2026-10-05T00:00:00Z", "2026-11-05T00:00:00Z", times(300));
}

TEST(KpiAnswers, of_a_simulated_year_are_those_of_the_definitions) {
    interview_about_chain(2, "2025-11-05T00:00:00Z", "2026-11-05T00:00:00Z", times(100));
}

}  // namespace
}  // namespace edgvoip::oracle
