#include "edgvoip/api/audit_line.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

namespace edgvoip::api {
namespace {

namespace json = boost::json;

class AuditLineTest : public testing::Test {
protected:
    AuditLineTest() {
        request.path = "/api/cdr";
        request.request_id = "r-1";
        request.client_address = "192.0.2.7";
        request.received = base::utc_midnight({2026, 11, 28});
        claims.subject = "u-17";
        claims.issuer = "https://w3.example";
        answer.items = 50;
    }

    std::string line() const {
        const http::QueryParameters parameters(request.query);
        return audit_line(seal, {request, "/api/cdr", parameters, claims, tenant, answer});
    }
    json::object parsed() const { return json::parse(line()).as_object(); }
    std::string question() const { return json::serialize(parsed().at("question")); }

    const auth::Seal seal = auth::Seal::of(base::Secret(std::string(32, 'k'))).value();
    std::shared_ptr<const directory::Directory> directory =
        directory::Directory::parse(R"({"tenants":[
{"tenant_id":"a0000000-0000-4000-8000-00000000000a","sip_domain":"a.example","name":"A",
 "timezone":"Europe/Rome","country":"IT","pbx_contexts":[],"account_codes":[],"stores":[],
 "extensions":[],"dids":[]}]})")
            .value();
    const directory::Tenant& tenant = directory->tenants().front();
    http::Request request;
    auth::Claims claims;
    http::Answer answer;
};

TEST_F(AuditLineTest, SaysWhoAskedWhatWhenAndHowManyRowsThereWere) {
    request.query = "from=2026-11-01&direction=in&page_size=50";
    EXPECT_EQ(line(), R"({"at":"2026-11-28T00:00:00Z","sip_domain":"a.example",)"
                      R"("issuer":"https://w3.example","subject":"u-17","client":"192.0.2.7",)"
                      R"("request_id":"r-1","route":"/api/cdr",)"
                      R"("question":{"from":"2026-11-01","direction":"in","page_size":"50"},)"
                      R"("number_hashes":[],"status":200,"rows":50})");
}

TEST_F(AuditLineTest, HidesNumbersAndLetsWhoKnowsOneFindIt) {
    for (const std::string name : {"number", "q", "did_e164"}) {
        request.query = name + "=%2B393331234567";
        EXPECT_EQ(question(), "{\"" + name + "\":\"+393331234***\"}");
        EXPECT_EQ(line().find("234567"), std::string::npos);
        const json::array hashes = parsed().at("number_hashes").as_array();
        ASSERT_EQ(hashes.size(), 1U);
        for (const std::string_view written : {"+393331234567", "333 1234567", "00393331234567"})
            EXPECT_EQ(hashes[0].as_string(), audited_number(seal, written, "IT")) << written;
        EXPECT_NE(hashes[0].as_string(), audited_number(seal, "+393331234568", "IT"));
    }
    const auth::Seal other = auth::Seal::of(base::Secret(std::string(32, 'x'))).value();
    EXPECT_NE(audited_number(seal, "+393331234567", "IT"),
              audited_number(other, "+393331234567", "IT"))
        << "without the key nobody can try all numbers";
}

TEST_F(AuditLineTest, ShowsNoCursorSinceItHoldsAQuestion) {
    request.query = "cursor=eyJudW1iZXIiOiIrMzkzMzMxMjM0NTY3In0&updated_since=abc";
    EXPECT_EQ(question(), R"({"cursor":"…","updated_since":"…"})");
}

TEST_F(AuditLineTest, LeavesOutWhatWasNotUnderstood) {
    request.query = "nmber=%2B393331234567&from=3331234567&%zz=1";
    request.path_values = {{"call_id", "+393331234567"}};
    answer.status = 400;
    answer.items.reset();
    EXPECT_EQ(question(), "{}");
    EXPECT_EQ(line().find("1234"), std::string::npos);
    EXPECT_TRUE(parsed().at("rows").is_null());
    EXPECT_EQ(parsed().at("status").as_int64(), 400);
}

TEST_F(AuditLineTest, NamesTheCallThatWasShown) {
    request.path_values = {{"call_id", "9b7e0f6a"}};
    EXPECT_EQ(question(), R"({"call_id":"9b7e0f6a"})");
}

TEST_F(AuditLineTest, SaysNothingOfAnIssuerOrSubjectThatATokenDoesNotHave) {
    claims = {};
    EXPECT_TRUE(parsed().at("issuer").is_null());
    EXPECT_TRUE(parsed().at("subject").is_null());
}

}  // namespace
}  // namespace edgvoip::api
