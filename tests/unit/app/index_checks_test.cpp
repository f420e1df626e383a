#include "edgvoip/app/index_checks.hpp"

#include "edgvoip/app/index_report.hpp"
#include "edgvoip/index/tenant_writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <stdexcept>

namespace edgvoip::app {
namespace {

using testing::HasSubstr;

constexpr const char* tenant_a = "a0000000-0000-4000-8000-00000000000a";

std::shared_ptr<const directory::Directory> one_tenant() {
    return directory::Directory::parse(R"({"tenants":[
{"tenant_id":"a0000000-0000-4000-8000-00000000000a","sip_domain":"a.example","name":"A",
 "timezone":"Europe/Rome","country":"IT","pbx_contexts":["a"],"account_codes":[],
 "stores":[],"extensions":[],"dids":[]}]})")
        .value();
}

index::Version with_calls(int count) {
    index::TenantWriter writer;
    for (int i = 0; i < count; ++i) {
        index::Entry entry;
        entry.id = {"call " + std::to_string(i)};
        entry.start = {i};
        writer.load(entry);
    }
    return writer.finish_loading(9);
}

class IndexChecksTest : public testing::Test {
protected:
    IndexChecks checks_with(IndexChecks::Rebuild rebuild) {
        return {[this] { return directory; }, std::move(rebuild), *observer};
    }
    static std::future<http::Answer> ask(IndexChecks& checks, const std::string& query,
                                         http::Method method = http::Method::get) {
        http::Request request;
        request.method = method;
        request.path = "/index/check";
        request.query = query;
        auto answer = std::make_shared<std::promise<http::Answer>>();
        checks.answer(request,
                      [answer](http::Answer given) { answer->set_value(std::move(given)); });
        return answer->get_future();
    }

    std::shared_ptr<const directory::Directory> directory = one_tenant();
    std::unique_ptr<base::Observer> observer = base::make_silent_observer();
};

TEST_F(IndexChecksTest, SaysThatBothAgree) {
    IndexChecks checks = checks_with([](base::TenantId tenant) -> base::Result<ingest::IndexPair> {
        EXPECT_EQ(tenant.uuid.text(), tenant_a);
        return ingest::IndexPair{with_calls(3), with_calls(3)};
    });
    const http::Answer answer = ask(checks, "sip_domain=A.example").get();
    EXPECT_EQ(answer.status, 200);
    const IndexReport report = parse_index_report(answer.body).value();
    EXPECT_EQ(report.tenant_id, tenant_a);
    EXPECT_EQ(report.sip_domain, "a.example");
    EXPECT_EQ(report.change_seq, 9);
    EXPECT_EQ(report.calls, 3);
    EXPECT_EQ(report.differences, 0);
    EXPECT_EQ(report.parts.size(), index::index_parts_count);
    EXPECT_EQ(to_text(report), "a.example: 3 calls at change 9, index and store agree");
}

TEST_F(IndexChecksTest, SaysWhatDiffers) {
    IndexChecks checks = checks_with([](base::TenantId) -> base::Result<ingest::IndexPair> {
        return ingest::IndexPair{with_calls(3), with_calls(4)};
    });
    const http::Answer answer = ask(checks, "sip_domain=a.example").get();
    EXPECT_EQ(answer.status, 200);
    const IndexReport report = parse_index_report(answer.body).value();
    EXPECT_GT(report.differences, 0);
    ASSERT_FALSE(report.examples.empty());
    const IndexReport::Example missing{"calls", "call 3", "is missing in the running index"};
    EXPECT_EQ(report.examples.front(), missing);
    EXPECT_EQ(to_json(report), answer.body);
    EXPECT_THAT(to_text(report), HasSubstr("index and store differ, calls: 1, sums: "));
    EXPECT_THAT(to_text(report), HasSubstr("\n  calls: call 3 is missing in the running index\n"));
}

TEST_F(IndexChecksTest, WhatIsAskedWronglyIsToldAtOnce) {
    IndexChecks checks = checks_with([](base::TenantId) -> base::Result<ingest::IndexPair> {
        ADD_FAILURE() << "nothing is to be made anew";
        return base::unavailable("");
    });
    EXPECT_EQ(ask(checks, "").get().status, 400);
    EXPECT_EQ(ask(checks, "sip_domain=").get().status, 404);
    EXPECT_EQ(ask(checks, "sip_domain=b.example").get().status, 404);
    EXPECT_EQ(ask(checks, "sip_domain=a.example&deep=true").get().status, 400);
    const http::Answer refused = ask(checks, "sip_domain=a.example", http::Method::post).get();
    EXPECT_EQ(refused.status, 405);
    EXPECT_THAT(refused.headers, testing::Contains(testing::Pair("Allow", "GET")));
}

TEST_F(IndexChecksTest, FailuresAreAnswered) {
    base::Error error;
    IndexChecks checks = checks_with([&](base::TenantId) -> base::Result<ingest::IndexPair> {
        if (error.detail == "thrown") throw std::runtime_error("a secret path");
        return error;
    });
    const auto answer_to = [&](base::Error given) {
        error = std::move(given);
        return ask(checks, "sip_domain=a.example").get();
    };
    const http::Answer loading = answer_to(base::unavailable("still loading"));
    EXPECT_EQ(loading.status, 503);
    EXPECT_THAT(loading.headers, testing::Contains(testing::Pair("Retry-After", "1")));
    EXPECT_THAT(loading.body, HasSubstr("still loading"));
    EXPECT_EQ(answer_to({base::Fault::not_found, "gone"}).status, 404);
    const http::Answer corrupt = answer_to(base::corrupt("a secret path"));
    EXPECT_EQ(corrupt.status, 500);
    EXPECT_THAT(corrupt.body, Not(HasSubstr("secret")));
    EXPECT_EQ(answer_to({base::Fault::corrupt, "thrown"}).status, 500);
    EXPECT_EQ(answer_to(base::unavailable("again")).status, 503) << "it goes on";
}

TEST_F(IndexChecksTest, OneAtATimeAndTheEndWaitsForIt) {
    std::promise<void> begun;
    std::promise<void> may_end;
    IndexChecks checks = checks_with([&](base::TenantId) -> base::Result<ingest::IndexPair> {
        begun.set_value();
        may_end.get_future().wait();
        return ingest::IndexPair{with_calls(1), with_calls(1)};
    });
    auto first = ask(checks, "sip_domain=a.example");
    begun.get_future().wait();
    const http::Answer second = ask(checks, "sip_domain=a.example").get();
    EXPECT_EQ(second.status, 503);
    EXPECT_THAT(second.headers, testing::Contains(testing::Pair("Retry-After", "1")));
    std::thread ending([&checks] { checks.stop(); });
    may_end.set_value();
    ending.join();
    ASSERT_EQ(first.wait_for(std::chrono::seconds(0)), std::future_status::ready);
    EXPECT_EQ(first.get().status, 200);
    EXPECT_EQ(ask(checks, "sip_domain=a.example").get().status, 503) << "after the end";
    checks.stop();
}

TEST(IndexReport, LargeNumbersAreReadable) {
    IndexReport report;
    report.sip_domain = "a.example";
    for (const auto& [calls, text] : std::vector<std::pair<std::int64_t, std::string>>{
             {0, "0"}, {999, "999"}, {1000, "1,000"}, {1234567, "1,234,567"}}) {
        report.calls = calls;
        EXPECT_EQ(to_text(report),
                  "a.example: " + text + " calls at change 0, index and store agree");
    }
}

TEST(IndexReport, WhatIsNoReportIsRefused) {
    for (const char* text : {"", "[]", "{}", "{\"tenant_id\":1}", "no JSON"}) {
        const auto report = parse_index_report(text);
        ASSERT_FALSE(report) << text;
        EXPECT_EQ(report.error().fault, base::Fault::unsupported);
    }
}

}  // namespace
}  // namespace edgvoip::app
