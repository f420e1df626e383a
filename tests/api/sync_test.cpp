#include "seed.hpp"
#include "server_under_test.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <functional>
#include <stdexcept>

namespace edgvoip::tests {
namespace {

namespace json = boost::json;

class Sync : public testing::Test {
protected:
    http::Answer ask(const std::string& token, const std::string& since,
                     const std::string& more = "") const {
        return server.get("/api/cdr?updated_since=" + since + more, server.bearer(token));
    }
    json::value page(const std::string& token, const std::string& since,
                     const std::string& more = "") const {
        const auto answer = ask(token, since, more);
        EXPECT_EQ(answer.status, 200) << answer.body;
        return json::parse(answer.body);
    }
    static std::string next_of(const json::value& page) {
        return std::string(page.at("next_token").as_string());
    }
    std::string begun(const std::string& token) const { return next_of(page(token, "start")); }

    void change(const std::function<void(store::CallWriter&)>& work) const {
        const auto writer = server.store().writer().value();
        writer->begin().value();
        work(*writer);
        writer->commit().value();
    }
    static call::Call seeded(std::string_view id) {
        for (const call::Call& call : seed_calls()) {
            if (call.id.text == id) return call;
        }
        throw std::runtime_error("no such call");
    }
    static store::CallKey key_of(const call::Call& call) {
        return {call.tenant, call.start, call.id};
    }

    void expect_bad(const std::string& token, const std::string& since) const {
        const auto answer = ask(token, since);
        EXPECT_EQ(answer.status, 400) << answer.body;
        EXPECT_NE(answer.body.find(R"("parameter":"updated_since")"), std::string::npos);
    }
    void expect_gone(const std::string& token, const std::string& since) const {
        const auto answer = ask(token, since);
        EXPECT_EQ(answer.status, 410) << answer.body;
        EXPECT_EQ(answer.content_type, "application/problem+json");
        EXPECT_NE(answer.body.find("/problems/sync-token-expired"), std::string::npos);
        EXPECT_NE(answer.body.find("updated_since=start"), std::string::npos);
        EXPECT_EQ(header_of(answer, "Cache-Control"), "no-store");
    }
    /// The text of a genuine token with its last words replaced.
    std::string resealed(const std::string& token, const std::string& last_words) const {
        std::string text = *server.seal().unseal("sync", token);
        for (int i = 0; i < 3; ++i)
            text.resize(text.rfind(' '));
        return server.seal().seal("sync", text + " " + last_words);
    }

    ServerUnderTest server;
};

TEST_F(Sync, GoesOnWithWhatChangedAndWhatIsGone) {
    const std::string first = begun("a");
    const json::value nothing = page("a", first);
    EXPECT_TRUE(nothing.at("items").as_array().empty());
    EXPECT_FALSE(nothing.at("more").as_bool());
    call::Call renamed = seeded("a3");
    renamed.from_name = "Bianchi";
    change([&](store::CallWriter& writer) { writer.put(renamed, {}).value(); });
    change(
        [&](store::CallWriter& writer) { writer.remove(key_of(seeded("a5")), "moved").value(); });
    for (const std::string& since : {first, next_of(nothing)}) {
        const json::value changed = page("a", since, "&page_size=1");
        ASSERT_EQ(changed.at("items").as_array().size(), 1U);
        EXPECT_EQ(changed.at("items").at(0).at("call_id").as_string(), "a3");
        EXPECT_EQ(changed.at("items").at(0).at("from_name").as_string(), "Bianchi");
        EXPECT_TRUE(changed.at("removed").as_array().empty());
        EXPECT_TRUE(changed.at("more").as_bool());
        const json::value last = page("a", next_of(changed), "&page_size=1");
        EXPECT_TRUE(last.at("items").as_array().empty());
        EXPECT_EQ(last.at("removed"), json::parse(R"([{"call_id":"a5","reason":"moved"}])"));
        EXPECT_FALSE(last.at("more").as_bool());
    }
    const json::value theirs = page("b", begun("b"));
    EXPECT_TRUE(theirs.at("items").as_array().empty());
    EXPECT_TRUE(theirs.at("removed").as_array().empty());
}

TEST_F(Sync, ItemsAreExactlyThoseOfTheList) {
    for (const char* token : {"a", "b", "b-full", "a-roma", "a-1001"}) {
        const json::value synced = page(token, "start");
        const auto list = json::parse(
            server.get("/api/cdr?sort=start_ts&page_size=500", server.bearer(token)).body);
        EXPECT_EQ(synced.at("items"), list.at("items")) << token;
    }
}

TEST_F(Sync, ACallThatLeavesTheScopeIsRemovedThereAndHeardOfNowhereElse) {
    const std::string roma = begun("a-roma"), ext = begun("a-1001"), other = begun("a-1002");
    call::Call moved = seeded("a1");
    moved.store = base::StoreId{*base::Uuid::parse(store_milano)};
    change([&](store::CallWriter& writer) { writer.put(moved, {}).value(); });
    const json::value gone = page("a-roma", roma);
    EXPECT_EQ(gone.at("removed"), json::parse(R"([{"call_id":"a1","reason":"out_of_scope"}])"));
    EXPECT_TRUE(gone.at("items").as_array().empty());
    const json::value still = page("a-1001", ext);
    EXPECT_EQ(still.at("items").as_array().size(), 1U);
    EXPECT_TRUE(still.at("removed").as_array().empty());
    EXPECT_EQ(ask("a-1002", other).body.find("a1\""), std::string::npos);
}

TEST_F(Sync, AForeignTokenIsBadAsAMadeUpOneIs) {
    expect_bad("b-full", begun("a"));
    expect_bad("a", begun("b-full"));
    EXPECT_EQ(ask("a", begun("b-full")).body, ask("a", "abc").body);
}

TEST_F(Sync, ATokenOfAnotherSightIsGone) {
    expect_gone("a-roma", begun("a"));
    expect_gone("a", begun("a-roma"));
    expect_gone("a-1001", begun("a-1002"));
    expect_gone("a-no-store", begun("a-no-ext"));
    expect_gone("b-full", begun("b"));
    expect_gone("b", begun("b-full"));
}

TEST_F(Sync, AChangedTokenIsBad) {
    const std::string token = begun("a");
    for (std::size_t i = 0; i < token.size(); ++i) {
        std::string changed = token;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        expect_bad("a", changed);
        if (i > 0) expect_bad("a", token.substr(0, i));
    }
    expect_bad("a", token + "A");
    expect_bad("a", server.seal().seal("page", *server.seal().unseal("sync", token)));
    const auto other_key = auth::Seal::of(base::Secret(std::string(32, 'o'))).value();
    expect_bad("a", other_key.seal("sync", *server.seal().unseal("sync", token)));
}

TEST_F(Sync, AnOldTokenIsGone) {
    constexpr std::int64_t days_90_us = 90 * 24 * 3600 * base::us_per_second;
    const std::string token = begun("a");
    const std::int64_t oldest = seed_now().us - days_90_us;
    EXPECT_EQ(ask("a", resealed(token, "1 1 " + std::to_string(oldest))).status, 200);
    expect_gone("a", resealed(token, "1 1 " + std::to_string(oldest - 1)));
}

TEST_F(Sync, ATokenOfAnotherStateOfTheStoreIsGone) {
    const std::string now = std::to_string(seed_now().us);
    const std::string token = begun("a");
    EXPECT_EQ(ask("a", resealed(token, "1 1 " + now)).status, 200);
    expect_gone("a", resealed(token, "2 1 " + now));
    expect_gone("a", resealed(token, "1 2 " + now));
}

TEST_F(Sync, ATokenOutlivesTheProgram) {
    const auto again = auth::Seal::of(server.store().sealing_key().value()).value();
    EXPECT_TRUE(again.unseal("sync", begun("a")).has_value());
}

TEST_F(Sync, TokensAreOpaqueAndFitIntoATarget) {
    const std::string token = begun("a");
    EXPECT_LT(token.size(), 300U);
    EXPECT_EQ(token.find_first_of("+/=%& "), std::string::npos);
}

}  // namespace
}  // namespace edgvoip::tests
