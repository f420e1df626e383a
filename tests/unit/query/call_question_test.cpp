#include "edgvoip/query/call_question.hpp"

#include "faulty_parameters.hpp"
#include "small_tenant.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgvoip::query {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr base::Instant now{1'760'000'000 * base::us_per_second};

class CallQuestionTest : public testing::Test {
protected:
    CallQuestion read() {
        faults.clear();
        return read_call_question(words, tenant, sight, now, faults);
    }

    /// The parameters at fault.
    std::vector<std::string> refused() {
        read();
        return names_of(faults);
    }

    std::shared_ptr<const directory::Directory> directory = small_directory();
    const directory::Tenant& tenant = directory->tenants().front();
    CallWords words;
    Sight sight;
    ParameterFaults faults;
};

TEST_F(CallQuestionTest, WithoutWordsAsksForTheLast30DaysNewestFirst) {
    const CallQuestion question = read();
    EXPECT_THAT(faults, IsEmpty());
    EXPECT_EQ(question.filter.to, now);
    EXPECT_EQ(question.filter.from.us, now.us - 30 * base::us_per_day);
    EXPECT_EQ(question.order, call::CallOrder::newest_first);
    EXPECT_EQ(question.page, PageRequest{});
    EXPECT_FALSE(question.to_given);
    EXPECT_FALSE(question.filter.scope_stores);
    EXPECT_FALSE(question.filter.scope_exts);
    EXPECT_FALSE(question.filter.masked);
    EXPECT_TRUE(question.filter.name_part.empty());
}

TEST_F(CallQuestionTest, CarriesEveryWord) {
    words.to = "2025-10-01";
    words.direction = "internal";
    words.disposition = "BUSY,ANSWERED";
    words.missed_reason = "no_agent";
    words.ext = "1001";
    words.store_id = std::string(store_one);
    words.min_billsec = 1;
    words.max_billsec = 2;
    words.min_ring_sec = 3;
    words.max_ring_sec = 4;
    words.max_mos_centi = 360;
    words.has_mos = true;
    words.has_recording = false;
    words.sort = "mos";
    words.page = {7, 8};
    const CallQuestion question = read();
    EXPECT_THAT(faults, IsEmpty());
    EXPECT_TRUE(question.to_given);
    EXPECT_EQ(question.filter.direction, call::Direction::internal);
    EXPECT_THAT(question.filter.dispositions,
                ElementsAre(call::Disposition::busy, call::Disposition::answered));
    EXPECT_EQ(question.filter.missed_reason, call::MissedReason::no_agent);
    EXPECT_EQ(question.filter.ext, "1001");
    EXPECT_EQ(question.filter.store, store_id(store_one));
    EXPECT_FALSE(question.filter.without_store);
    EXPECT_EQ(question.filter.min_billsec, 1);
    EXPECT_EQ(question.filter.max_billsec, 2);
    EXPECT_EQ(question.filter.min_ring_sec, 3);
    EXPECT_EQ(question.filter.max_ring_sec, 4);
    EXPECT_EQ(question.filter.max_mos_centi, 360);
    EXPECT_EQ(question.filter.has_mos, true);
    EXPECT_EQ(question.filter.has_recording, false);
    EXPECT_EQ(question.order, call::CallOrder::worst_mos_first);
    EXPECT_EQ(question.page, (PageRequest{7, 8}));
}

TEST_F(CallQuestionTest, KnowsEveryOrder) {
    const std::pair<const char*, call::CallOrder> orders[] = {
        {"-start_ts", call::CallOrder::newest_first},
        {"start_ts", call::CallOrder::oldest_first},
        {"-billsec", call::CallOrder::longest_first},
        {"billsec", call::CallOrder::shortest_first},
        {"mos", call::CallOrder::worst_mos_first}};
    for (const auto& [word, order] : orders) {
        words.sort = word;
        EXPECT_EQ(read().order, order) << word;
        EXPECT_THAT(faults, IsEmpty());
    }
}

TEST_F(CallQuestionTest, AStoreMayBeNone) {
    words.store_id = "none";
    const CallQuestion question = read();
    EXPECT_TRUE(question.filter.without_store);
    EXPECT_FALSE(question.filter.store);
}

TEST_F(CallQuestionTest, NamesEveryWordWithoutMeaning) {
    words.from = "x";
    words.direction = "up";
    words.disposition = "BUSY,,FAILED";
    words.did_e164 = "x";
    words.number = "";
    words.ext = "";
    words.store_id = "";
    words.q = "a";
    words.missed_reason = "";
    words.sort = "+start_ts";
    EXPECT_THAT(refused(), ElementsAre("from", "direction", "did_e164", "ext", "store_id",
                                       "missed_reason", "disposition", "number", "q", "sort"));
}

TEST_F(CallQuestionTest, SearchesNamesFoldedAndDigitsInBoth) {
    words.q = " PERÙ ";
    EXPECT_EQ(read().filter.name_part, "peru");
    EXPECT_THAT(read().filter.number_prefixes, IsEmpty());
    words.q = "%_";
    EXPECT_EQ(read().filter.name_part, "%_");
    words.q = "0612";
    EXPECT_EQ(read().filter.name_part, "0612");
    EXPECT_THAT(read().filter.number_prefixes, Contains("+390612"));
}

TEST_F(CallQuestionTest, ASearchHasTwoCharactersAndSomethingToFind) {
    for (const char* q : {"", " ", "a", "  a  ", "è"}) {
        words.q = q;
        EXPECT_THAT(refused(), ElementsAre("q")) << q;
    }
    words.q = "èè";
    EXPECT_THAT(refused(), IsEmpty());
    words.q = "\u0300\u0300";
    EXPECT_THAT(refused(), ElementsAre("q"));
    words.q = std::string(128, 'x');
    EXPECT_THAT(refused(), IsEmpty());
    words.q = std::string(129, 'x');
    EXPECT_THAT(refused(), ElementsAre("q"));
}

TEST_F(CallQuestionTest, TheSightGoesIntoTheFilter) {
    sight.stores = {{store_id(store_one)}};
    sight.exts.emplace();
    const CallQuestion question = read();
    EXPECT_EQ(question.filter.scope_stores, sight.stores);
    EXPECT_EQ(question.filter.scope_exts, sight.exts);
}

TEST_F(CallQuestionTest, MaskedNumbersAreComparedByVisibleDigits) {
    sight.masked = true;
    words.number = "+390687654321";
    words.did_e164 = "390612345001";
    CallQuestion question = read();
    EXPECT_TRUE(question.filter.masked);
    EXPECT_EQ(question.filter.number, "+390687654");
    EXPECT_EQ(question.filter.did_e164, "+390612345");
    EXPECT_FALSE(question.filter.scope_stores);
    words.did_e164.reset();
    words.number = "112";  // hidden whole: nothing may be found by it
    question = read();
    ASSERT_TRUE(question.filter.scope_stores);
    EXPECT_THAT(*question.filter.scope_stores, IsEmpty());
}

}  // namespace
}  // namespace edgvoip::query
