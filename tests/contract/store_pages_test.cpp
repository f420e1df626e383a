#include "calls_oracle.hpp"
#include "random_calls.hpp"
#include "store_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgvoip::store {
namespace {

using testing::IsEmpty;

class StorePages : public StoreContract {
protected:
    const base::TenantId tenant{base::Uuid::random()};
    const base::TenantId neighbour{base::Uuid::random()};
};

INSTANTIATE_TEST_SUITE_P(, StorePages, testing::ValuesIn(store_kinds()), name_of_kind);

const std::vector<CallOrder> orders = {CallOrder::newest_first, CallOrder::oldest_first,
                                       CallOrder::longest_first, CallOrder::shortest_first,
                                       CallOrder::worst_mos_first};

TEST_P(StorePages, AnswerAsTheOracleDoes) {
    RandomCalls random(20'251'030);
    std::vector<call::Call> calls;
    for (int i = 0; i < 700; ++i)
        calls.push_back(random.call(tenant));
    std::vector<call::Call> all = calls;
    for (int i = 0; i < 300; ++i)
        all.push_back(random.call(neighbour));
    put(all);
    const auto reader = store->reader().value();
    int not_empty = 0;
    int narrowed = 0;
    for (int question = 0; question < 4000; ++question) {
        const CallFilter filter = random.filter();
        const CallOrder order = random.any_of(orders);
        const std::int64_t offset = random.one_in(2) ? 0 : random.between(0, 40);
        const std::int64_t limit = random.between(0, 60);
        const std::vector<call::Call> expected = answer_of(calls, filter, order);
        const CallPage page = reader->page(tenant, filter, order, offset, limit).value();
        ASSERT_EQ(page.total, static_cast<std::int64_t>(expected.size())) << question;
        const auto count = static_cast<std::int64_t>(expected.size());
        const auto first = std::min(offset, count);
        const auto last = std::min(offset + limit, count);
        ASSERT_EQ(page.calls,
                  std::vector<call::Call>(expected.begin() + first, expected.begin() + last))
            << question;
        not_empty += page.total > 0 ? 1 : 0;
        narrowed += page.total < 700 ? 1 : 0;
    }
    EXPECT_GT(not_empty, 1000) << "questions that find something";
    EXPECT_GT(narrowed, 1000) << "questions that leave something out";
}

TEST_P(StorePages, OnePageAfterTheOtherIsTheWholeList) {
    RandomCalls random(7);
    std::vector<call::Call> calls;
    for (int i = 0; i < 230; ++i)
        calls.push_back(random.call(tenant));
    put(calls);
    const auto reader = store->reader().value();
    CallFilter filter;
    filter.to = {RandomCalls::first.us * 2};
    for (const CallOrder order : orders) {
        std::vector<call::Call> walked;
        for (std::int64_t offset = 0; offset < 250; offset += 50) {
            const CallPage page = reader->page(tenant, filter, order, offset, 50).value();
            EXPECT_EQ(page.total, 230);
            walked.insert(walked.end(), page.calls.begin(), page.calls.end());
        }
        EXPECT_EQ(walked, answer_of(calls, filter, order));
    }
}

TEST_P(StorePages, APageBeyondTheEndIsEmptyWithTheTrueTotal) {
    RandomCalls random(8);
    put({random.call(tenant), random.call(tenant)});
    CallFilter filter;
    filter.to = {RandomCalls::first.us * 2};
    const auto reader = store->reader().value();
    const CallPage page =
        reader->page(tenant, filter, CallOrder::newest_first, 1'000'000'000'000, 500).value();
    EXPECT_EQ(page.total, 2);
    EXPECT_THAT(page.calls, IsEmpty());
}

TEST_P(StorePages, TheIntervalIsHalfOpen) {
    RandomCalls random(9);
    call::Call call = random.call(tenant);
    put({call});
    const auto reader = store->reader().value();
    const auto total = [&](std::int64_t from, std::int64_t to) {
        CallFilter filter;
        filter.from = {call.start.us + from};
        filter.to = {call.start.us + to};
        return reader->page(tenant, filter, CallOrder::newest_first, 0, 10).value().total;
    };
    EXPECT_EQ(total(0, 1), 1);
    EXPECT_EQ(total(-1, 0), 0);
    EXPECT_EQ(total(1, 2), 0);
    EXPECT_EQ(total(0, 0), 0);
    EXPECT_EQ(total(1, 0), 0);
}

TEST_P(StorePages, AnEmptyScopeSeesNothing) {
    RandomCalls random(10);
    std::vector<call::Call> calls;
    for (int i = 0; i < 50; ++i)
        calls.push_back(random.call(tenant));
    put(calls);
    const auto reader = store->reader().value();
    CallFilter filter;
    filter.to = {RandomCalls::first.us * 2};
    filter.scope_stores.emplace();
    EXPECT_EQ(reader->page(tenant, filter, CallOrder::newest_first, 0, 10).value().total, 0);
    filter.scope_stores.reset();
    filter.scope_exts.emplace();
    EXPECT_EQ(reader->page(tenant, filter, CallOrder::newest_first, 0, 10).value().total, 0);
    filter.scope_exts->emplace_back("");
    EXPECT_EQ(reader->page(tenant, filter, CallOrder::newest_first, 0, 10).value().total, 0)
        << "a call without an extension is about no extension";
}

TEST_P(StorePages, AMaskedNumberIsFoundByWhatIsShownOnly) {
    RandomCalls random(11);
    call::Call call = random.call(tenant);
    call.direction = call::Direction::out;
    call.missed_reason.reset();
    call.remote_number = "+390612345678";
    call.did_e164 = "+390698765432";
    call.from_name.clear();
    put({call});
    const auto reader = store->reader().value();
    const auto found = [&](auto change) {
        CallFilter filter;
        filter.to = {RandomCalls::first.us * 2};
        filter.masked = true;
        change(filter);
        return reader->page(tenant, filter, CallOrder::newest_first, 0, 10).value().total == 1;
    };
    EXPECT_TRUE(found([](CallFilter& filter) { filter.number = "+390612345"; }));
    EXPECT_FALSE(found([](CallFilter& filter) { filter.number = "+390612345678"; }));
    EXPECT_FALSE(found([](CallFilter& filter) { filter.number = "+39061234"; }));
    EXPECT_TRUE(found([](CallFilter& filter) { filter.did_e164 = "+390698765"; }));
    EXPECT_FALSE(found([](CallFilter& filter) { filter.did_e164 = "+390698765432"; }));
    EXPECT_TRUE(found([](CallFilter& filter) { filter.number_prefixes = {"+3906"}; }));
    EXPECT_TRUE(found([](CallFilter& filter) { filter.number_prefixes = {"+390612345"}; }));
    EXPECT_FALSE(found([](CallFilter& filter) { filter.number_prefixes = {"+3906123456"}; }));
}

TEST_P(StorePages, TooManyStartsOfANumberAreABug) {
    const auto reader = store->reader().value();
    CallFilter filter;
    filter.number_prefixes.assign(number_prefixes_max + 1, "+39");
    EXPECT_THROW(static_cast<void>(reader->page(tenant, filter, CallOrder::newest_first, 0, 1)),
                 base::Bug);
    EXPECT_THROW(static_cast<void>(reader->page(tenant, {}, CallOrder::newest_first, -1, 1)),
                 base::Bug);
    EXPECT_THROW(static_cast<void>(reader->page(tenant, {}, CallOrder::newest_first, 0, -1)),
                 base::Bug);
}

}  // namespace
}  // namespace edgvoip::store
