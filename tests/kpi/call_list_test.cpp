#include "history.hpp"
#include "interview.hpp"
#include "times.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

namespace edgvoip::oracle {
namespace {

namespace json = boost::json;

using Texts = std::vector<std::string>;

Texts ids_of(const Calls& calls) {
    Texts ids;
    ids.reserve(calls.size());
    for (const call::Call* call : calls)
        ids.push_back(call->id.text);
    return ids;
}

Texts listed_ids(const Server& server, const Asker& asker, const std::string& target) {
    Texts ids;
    for (int page = 1;; ++page) {
        const http::Answer answer =
            server.get(target + "&page_size=500&page=" + std::to_string(page), asker.token);
        EXPECT_EQ(answer.status, 200) << answer.body;
        const json::value body = json::parse(answer.body);
        if (body.at("items").as_array().empty()) return ids;
        for (const json::value& item : body.at("items").as_array())
            ids.emplace_back(item.at("call_id").as_string());
    }
}

/// What the oracle takes for the tenant's calls is what the server has, after every commit.
TEST(KpiHistories, are_told_to_the_server_as_to_the_oracle) {
    for (std::uint64_t seed = 1; seed <= static_cast<std::uint64_t>(times(10)); ++seed) {
        Chance chance(seed);
        const World world = make_world(chance);
        History history(chance, world, 120);
        Server server(world.directory, world.now);
        while (!history.is_over()) {
            server.apply(history.next(chance));
            for (const Realm& realm : world.realms) {
                const Records records(*realm.tenant, history.calls_of(realm.tenant->id));
                const Choice all{.from = base::utc_midnight({2010, 1, 1}),
                                 .to = base::utc_midnight({2030, 1, 1}),
                                 .store = {},
                                 .without_store = false,
                                 .direction = {},
                                 .ext = {},
                                 .did_e164 = {},
                                 .missed_reason = {}};
                for (const Asker& asker : askers_of(chance, realm, world.now)) {
                    EXPECT_EQ(listed_ids(server, asker,
                                         "/api/cdr?from=2010-01-01T00:00Z&to=2030-01-01T00:00Z"),
                              ids_of(chosen(records.calls(), all, asker)))
                        << "seed " << seed;
                }
            }
        }
    }
}

}  // namespace
}  // namespace edgvoip::oracle
