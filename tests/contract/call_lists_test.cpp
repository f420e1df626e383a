#include "base/observer.hpp"
#include "calls_oracle.hpp"
#include "edgvoip/index/indexes.hpp"
#include "edgvoip/ingest/index_feed.hpp"
#include "edgvoip/query/answer.hpp"
#include "random_calls.hpp"
#include "store_fixture.hpp"
#include "two_tenants.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <set>

namespace edgvoip::store {
namespace {

using call::CallFilter;
using call::CallOrder;
using testing::IsEmpty;

const std::vector<CallOrder> orders = {CallOrder::newest_first, CallOrder::oldest_first,
                                       CallOrder::longest_first, CallOrder::shortest_first,
                                       CallOrder::worst_mos_first};

/// Lists as clients get them: from the index and the rows together.
class CallLists : public StoreContract {
protected:
    /// Loads what is there.
    void serve() {
        feed = ingest::IndexFeed::start(*store, indexes, {{tenant.id, 0}, {neighbour.id, 0}},
                                        *observer)
                   .value();
        for (const base::TenantId id : {tenant.id, neighbour.id})
            ASSERT_NE(indexes.wait_beyond(id, -1, std::chrono::minutes(10)), nullptr);
        reader = store->reader().value();
        writer = store->writer().value();
    }

    /// The calls of a page.
    struct Page {
        std::vector<call::Call> calls;
        std::int64_t total = 0;
        std::int64_t offset = 0;
        std::optional<index::SortPlace> last;
        std::int64_t change_seq = 0;
    };
    static Page with_calls(query::CallPage page) {
        Page all{{}, page.total, page.offset, page.last, page.change_seq};
        for (query::ListedCall& listed : page.calls)
            all.calls.push_back(std::move(*listed.call));
        return all;
    }

    Page page(const CallFilter& filter, CallOrder order, std::int64_t number = 1,
              std::int64_t size = 500) {
        query::CallQuestion question;
        question.filter = filter;
        question.order = order;
        question.page = {number, size};
        return with_calls(query::list_calls({indexes, *reader}, tenant, question).value());
    }
    std::int64_t total(const CallFilter& filter) {
        return page(filter, CallOrder::newest_first).total;
    }

    Page page_behind(const CallFilter& filter, CallOrder order, std::int64_t size,
                     const query::ListPlace& place) {
        query::CallQuestion question;
        question.filter = filter;
        question.order = order;
        question.page = {1, size};
        question.place = place;
        return with_calls(query::list_calls({indexes, *reader}, tenant, question).value());
    }

    /// One commit that is published.
    void change(const std::vector<call::Call>& calls, const std::vector<call::Call>& removed = {}) {
        ingest::TenantChanges changes;
        writer->begin().value();
        for (const call::Call& call : removed) {
            writer->remove({call.tenant, call.start, call.id}, "moved").value();
            changes[call.tenant].push_back(index::removal(call.id, call.start));
        }
        for (const call::Call& call : calls) {
            writer->put(call, {}).value();
            changes[call.tenant].push_back(index::put(call::outline_of(call)));
        }
        feed->commit(*writer, changes).value();
    }

    const std::shared_ptr<const directory::Directory> directory = two_tenants();
    const directory::Tenant& tenant = directory->tenants()[0];
    const directory::Tenant& neighbour = directory->tenants()[1];
    index::Indexes indexes;
    std::unique_ptr<base::Observer> observer = base::make_silent_observer();
    std::unique_ptr<ingest::IndexFeed> feed;
    std::unique_ptr<CallReader> reader;
    std::unique_ptr<CallWriter> writer;
};

INSTANTIATE_TEST_SUITE_P(, CallLists, testing::ValuesIn(store_kinds()), name_of_kind);

TEST_P(CallLists, AnswerAsTheOracleDoes) {
    RandomCalls random(20'251'030);
    std::vector<call::Call> calls;
    for (int i = 0; i < 700; ++i)
        calls.push_back(random.call(tenant.id));
    std::vector<call::Call> all = calls;
    for (int i = 0; i < 300; ++i)
        all.push_back(random.call(neighbour.id));
    put(all);
    serve();
    int not_empty = 0;
    int narrowed = 0;
    for (int question = 0; question < 2000; ++question) {
        const CallFilter filter = random.filter();
        const CallOrder order = random.any_of(orders);
        const std::int64_t size = random.between(1, 60);
        const std::int64_t number = random.between(1, 3);
        const std::vector<call::Call> expected = answer_of(calls, filter, order);
        const Page found = page(filter, order, number, size);
        const auto count = static_cast<std::int64_t>(expected.size());
        ASSERT_EQ(found.total, count) << question;
        const auto first = std::min((number - 1) * size, count);
        const auto last = std::min(number * size, count);
        ASSERT_EQ(found.calls,
                  std::vector<call::Call>(expected.begin() + first, expected.begin() + last))
            << question;
        ASSERT_EQ(found.last.has_value(), first < last && last < count);
        not_empty += found.total > 0 ? 1 : 0;
        narrowed += found.total < 700 ? 1 : 0;
    }
    EXPECT_GT(not_empty, 500) << "questions that find something";
    EXPECT_GT(narrowed, 500) << "questions that leave something out";
}

TEST_P(CallLists, AreTheSameByPagesAndByCursor) {
    RandomCalls random(7);
    std::vector<call::Call> calls;
    for (int i = 0; i < 230; ++i)
        calls.push_back(random.call(tenant.id));
    put(calls);
    serve();
    for (const CallOrder order : orders) {
        std::vector<call::Call> by_pages;
        for (std::int64_t number = 1; number <= 5; ++number) {
            const Page found = page(everything(), order, number, 50);
            EXPECT_EQ(found.total, 230);
            by_pages.insert(by_pages.end(), found.calls.begin(), found.calls.end());
        }
        EXPECT_EQ(by_pages, answer_of(calls, everything(), order));
        Page found = page(everything(), order, 1, 7);
        std::vector<call::Call> by_cursor = found.calls;
        while (found.last) {
            found = page_behind(everything(), order, 7, {*found.last, 1});
            EXPECT_EQ(found.total, 230);
            EXPECT_EQ(found.offset, static_cast<std::int64_t>(by_cursor.size()));
            by_cursor.insert(by_cursor.end(), found.calls.begin(), found.calls.end());
        }
        EXPECT_EQ(by_cursor, by_pages);
    }
}

TEST_P(CallLists, APageBeyondTheEndIsEmptyWithTheTrueTotal) {
    RandomCalls random(8);
    put({random.call(tenant.id), random.call(tenant.id)});
    serve();
    const Page found = page(everything(), CallOrder::newest_first, 1'000'000'000, 500);
    EXPECT_EQ(found.total, 2);
    EXPECT_THAT(found.calls, IsEmpty());
    EXPECT_FALSE(found.last);
}

TEST_P(CallLists, TheIntervalIsHalfOpen) {
    RandomCalls random(9);
    const call::Call call = random.call(tenant.id);
    put({call});
    serve();
    const auto count = [&](std::int64_t from, std::int64_t to) {
        CallFilter filter;
        filter.from = {call.start.us + from};
        filter.to = {call.start.us + to};
        return total(filter);
    };
    EXPECT_EQ(count(0, 1), 1);
    EXPECT_EQ(count(-1, 0), 0);
    EXPECT_EQ(count(1, 2), 0);
    EXPECT_EQ(count(0, 0), 0);
    EXPECT_EQ(count(1, 0), 0);
}

TEST_P(CallLists, AnEmptyScopeSeesNothing) {
    RandomCalls random(10);
    std::vector<call::Call> calls;
    for (int i = 0; i < 50; ++i)
        calls.push_back(random.call(tenant.id));
    put(calls);
    serve();
    CallFilter filter = everything();
    filter.scope_stores.emplace();
    EXPECT_EQ(total(filter), 0);
    filter.scope_stores.reset();
    filter.scope_exts.emplace();
    EXPECT_EQ(total(filter), 0);
    filter.scope_exts->emplace_back("");
    EXPECT_EQ(total(filter), 0) << "a call without an extension is about no extension";
}

TEST_P(CallLists, AMaskedNumberIsFoundByWhatIsShownOnly) {
    RandomCalls random(11);
    call::Call call = random.call(tenant.id);
    call.direction = call::Direction::out;
    call.missed_reason.reset();
    call.remote_number = "+390612345678";
    call.did_e164 = "+390698765432";
    call.from_name.clear();
    put({call});
    serve();
    const auto found = [&](auto change_filter) {
        CallFilter filter = everything();
        filter.masked = true;
        change_filter(filter);
        return total(filter) == 1;
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

/// Another state of a call that there is: other seconds, another quality, at times another start.
call::Call again(RandomCalls& random, const call::Call& call, bool& has_moved) {
    call::Call other = random.call(call.tenant);
    other.id = call.id;
    has_moved = random.one_in(4);
    if (!has_moved) {
        const std::int64_t shift = call.start.us - other.start.us;
        other.start = call.start;
        other.end.us += shift;
        if (other.answer) other.answer->us += shift;
    }
    return other;
}

/// Somebody walks through a list while calls arrive, change, move and go.
TEST_P(CallLists, AWalkMeetsEveryCallThatStaysOnceAndNoneTwice) {
    RandomCalls random(12);
    std::map<std::string, call::Call> calls;
    std::vector<call::Call> first;
    for (int i = 0; i < 120; ++i) {
        first.push_back(random.call(tenant.id));
        calls.emplace(first.back().id.text, first.back());
    }
    put(first);
    serve();
    const auto any_call = [&] {
        auto at = calls.begin();
        std::advance(at, random.between(0, static_cast<std::int64_t>(calls.size()) - 1));
        return at->second;
    };
    const auto change_something = [&] {
        const std::int64_t kind = random.between(1, 4);
        if (kind == 1 || calls.size() < 20) {
            const call::Call call = random.call(tenant.id);
            calls.emplace(call.id.text, call);
            change({call});
        } else if (kind == 2) {
            const call::Call gone = any_call();
            calls.erase(gone.id.text);
            change({}, {gone});
        } else {
            const call::Call before = any_call();
            bool has_moved = false;
            const call::Call after = again(random, before, has_moved);
            calls[after.id.text] = after;
            change({after}, has_moved ? std::vector{before} : std::vector<call::Call>());
        }
    };
    std::size_t stayed = 0;
    std::size_t differed = 0;
    for (int walk = 0; walk < 60; ++walk) {
        const CallOrder order = orders[static_cast<std::size_t>(walk) % orders.size()];
        CallFilter filter = everything();
        if (random.one_in(2)) filter.direction = call::Direction::in;
        const std::map<std::string, call::Call> before = calls;
        // A call that differs at any time differs, be it as before in the end.
        std::set<std::string> touched;
        Page found = page(filter, order, 1, 5);
        const std::int64_t begun_at = found.change_seq;
        std::vector<std::string> met;
        const auto meet = [&] {
            for (const call::Call& call : found.calls)
                met.push_back(call.id.text);
        };
        meet();
        while (found.last) {
            for (std::int64_t i = random.between(0, 3); i > 0; --i)
                change_something();
            for (const auto& [id, call] : before) {
                const auto now = calls.find(id);
                if (now == calls.end() || now->second != call) touched.insert(id);
            }
            found = page_behind(filter, order, 5, {*found.last, begun_at});
            meet();
        }
        const std::set<std::string> different(met.begin(), met.end());
        ASSERT_EQ(different.size(), met.size()) << "walk " << walk << " met a call twice";
        for (const auto& [id, call] : before) {
            if (touched.contains(id) || answer_of({call}, filter, order).empty()) continue;
            ASSERT_TRUE(different.contains(id)) << "walk " << walk << " missed " << id;
            ++stayed;
        }
        differed += touched.size();
    }
    EXPECT_GT(stayed, 1000U);
    EXPECT_GT(differed, 200U);
}

/// What is not sorted or filtered by may change without the walk losing the call.
TEST_P(CallLists, AWalkKeepsACallThatChangesOnlyElsewhere) {
    RandomCalls random(13);
    std::vector<call::Call> calls;
    for (int i = 0; i < 30; ++i)
        calls.push_back(random.call(tenant.id));
    put(calls);
    serve();
    for (const CallOrder order : orders) {
        Page found = page(everything(), order, 1, 10);
        const std::int64_t begun_at = found.change_seq;
        std::size_t met = found.calls.size();
        while (found.last) {
            for (call::Call& call : calls)
                call.hangup_cause += "x";
            change(calls);
            found = page_behind(everything(), order, 10, {*found.last, begun_at});
            met += found.calls.size();
        }
        EXPECT_EQ(met, calls.size());
    }
}

}  // namespace
}  // namespace edgvoip::store
