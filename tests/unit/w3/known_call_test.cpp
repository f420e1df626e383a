#include "w3/callbacks/known_call.hpp"

#include "made_call.hpp"

#include <gtest/gtest.h>

namespace w3::callbacks {
namespace {

constexpr base::Instant since{1'790'000'000 * base::us_per_second};
const std::string number = "+390612345678";

Call missed(const std::string& reason = "no_answer", std::int64_t ring_sec = 25) {
    Call call = missed_call("a", number, since);
    call.missed_reason = reason;
    call.ring_sec = ring_sec;
    return call;
}

Refusal refusal(const Call& call) {
    const auto known = judged(call, {}, since);
    EXPECT_EQ(known->kind == CallKind::refused, known->refusal != Refusal::none);
    return known->refusal;
}

TEST(KnownCall, a_missed_call_is_a_miss) {
    const auto known = judged(missed(), {}, since);
    EXPECT_EQ(known->kind, CallKind::miss);
    EXPECT_EQ(known->refusal, Refusal::none);
    EXPECT_EQ(known->scope, base::Uuid());
    EXPECT_EQ(known->call.call_id, "a");
    for (const char* const disposition : {"NO_ANSWER", "BUSY", "FAILED", "CANCEL"}) {
        Call call = missed();
        call.disposition = disposition;
        EXPECT_EQ(judged(call, {}, since)->kind, CallKind::miss) << disposition;
    }
}

TEST(KnownCall, who_cannot_be_called_back_is_refused) {
    Call call = missed();
    call.number.clear();
    EXPECT_EQ(refusal(call), Refusal::withheld);
    for (const char* const text : {"0612345678", "anonymous", "1001"}) {
        call.number = text;
        EXPECT_EQ(refusal(call), Refusal::no_number) << text;
    }
}

TEST(KnownCall, who_gave_up_at_once_is_refused_and_who_found_nobody_is_not) {
    for (const char* const reason :
         {"short_abandoned", "abandoned", "abandoned_in_queue", "abandoned_in_ivr"}) {
        EXPECT_EQ(refusal(missed(reason, 5)), Refusal::brief) << reason;
        EXPECT_EQ(refusal(missed(reason, 6)), Refusal::none) << reason;
    }
    for (const char* const reason : {"busy", "failed", "no_agent", "no_answer", "voicemail", ""})
        EXPECT_EQ(refusal(missed(reason, 0)), Refusal::none) << reason;
    Rules patient;
    patient.settings.null_sec = 30;
    EXPECT_EQ(judged(missed("abandoned", 29), patient, since)->refusal, Refusal::brief);
}

TEST(KnownCall, what_was_missed_before_following_began_is_refused) {
    Call call = missed();
    call.start = {since.us - 1};
    EXPECT_EQ(refusal(call), Refusal::old);
    call.start = since;
    EXPECT_EQ(refusal(call), Refusal::none);
}

TEST(KnownCall, a_miss_is_on_the_list_of_its_store_or_of_the_chain) {
    const base::StoreId shop{base::Uuid::random()};
    Call call = missed();
    call.store_id = shop;
    EXPECT_EQ(judged(call, {}, since)->scope, shop.uuid);
    Rules rules;
    rules.settings.is_one_list = true;
    EXPECT_EQ(judged(call, rules, since)->scope, base::Uuid());
}

TEST(KnownCall, people_make_the_tasks_where_the_store_or_the_tenant_has_it_so) {
    const base::StoreId shop{base::Uuid::random()};
    Call call = missed();
    call.store_id = shop;
    Rules rules;
    rules.stores[shop].is_automatic = false;
    EXPECT_EQ(judged(call, rules, since)->kind, CallKind::by_hand);
    EXPECT_EQ(judged(missed(), rules, since)->kind, CallKind::miss);
    rules.settings.is_automatic = false;
    rules.stores[shop].is_automatic = true;
    EXPECT_EQ(judged(call, rules, since)->kind, CallKind::miss);
    rules.stores[shop].is_automatic.reset();
    EXPECT_EQ(judged(call, rules, since)->kind, CallKind::by_hand);
    call.number.clear();
    EXPECT_EQ(judged(call, rules, since)->kind, CallKind::refused);
}

TEST(KnownCall, a_call_out_is_a_contact_when_they_talked_long_enough_else_an_attempt) {
    EXPECT_EQ(judged(call_out("a", number, since, 20), {}, since)->kind, CallKind::contact);
    EXPECT_EQ(judged(call_out("a", number, since, 19), {}, since)->kind, CallKind::attempt);
    EXPECT_EQ(judged(call_out("a", number, since, 0), {}, since)->kind, CallKind::attempt);
    Call busy = call_out("a", number, since, 0);
    busy.billsec = 60;
    EXPECT_EQ(judged(busy, {}, since)->kind, CallKind::attempt) << "nobody answered";
    Rules rules;
    rules.settings.contact_min_sec = 5;
    EXPECT_EQ(judged(call_out("a", number, since, 5), rules, since)->kind, CallKind::contact);
}

TEST(KnownCall, an_answered_call_is_a_contact_when_they_talked_long_enough_else_nothing) {
    EXPECT_EQ(judged(answered_call("a", number, since, 20), {}, since)->kind, CallKind::contact);
    EXPECT_FALSE(judged(answered_call("a", number, since, 19), {}, since));
}

TEST(KnownCall, a_contact_counts_whenever_it_was_and_on_every_list) {
    Call call = call_out("a", number, {since.us - base::us_per_day}, 60);
    call.store_id = base::StoreId{base::Uuid::random()};
    const auto known = judged(call, {}, since);
    EXPECT_EQ(known->kind, CallKind::contact);
    EXPECT_EQ(known->scope, base::Uuid());
}

TEST(KnownCall, what_concerns_nobody_outside_is_of_no_use) {
    Call internal = call_out("a", number, since, 60);
    internal.direction = "internal";
    EXPECT_FALSE(judged(internal, {}, since));
    EXPECT_FALSE(judged(call_out("a", "112", since, 60), {}, since));
    EXPECT_FALSE(judged(answered_call("a", "", since, 60), {}, since));
}

TEST(KnownCall, every_kind_and_refusal_has_a_name_that_leads_back) {
    for (const auto& [kind, name] : {std::pair(CallKind::miss, "miss"),
                                     {CallKind::by_hand, "by_hand"},
                                     {CallKind::refused, "refused"},
                                     {CallKind::attempt, "attempt"},
                                     {CallKind::contact, "contact"}}) {
        EXPECT_EQ(to_string(kind), name);
        EXPECT_EQ(call_kind_of(name), kind);
    }
    for (const auto& [refusal, name] : {std::pair(Refusal::none, "none"),
                                        {Refusal::withheld, "withheld"},
                                        {Refusal::no_number, "no_number"},
                                        {Refusal::brief, "brief"},
                                        {Refusal::old, "old"}}) {
        EXPECT_EQ(to_string(refusal), name);
        EXPECT_EQ(refusal_of(name), refusal);
    }
    EXPECT_EQ(call_kind_of("old"), std::nullopt);
    EXPECT_EQ(refusal_of("miss"), std::nullopt);
}

}  // namespace
}  // namespace w3::callbacks
