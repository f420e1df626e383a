#include "edgvoip/index/comparison.hpp"

#include "edgvoip/index/tenant_writer.hpp"
#include "oracle.hpp"
#include "random_entries.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

namespace edgvoip::index {
namespace {

using Version = std::shared_ptr<const TenantIndex>;

bool is_before(const Entry& a, const Entry& b) {
    return a.start != b.start ? a.start < b.start : a.id < b.id;
}

/// An index of these calls, loaded at once.
Version loaded(std::vector<Entry> entries, std::int64_t change_seq = 0,
               std::int32_t contact_min_sec = 0) {
    std::sort(entries.begin(), entries.end(), is_before);
    TenantWriter writer(contact_min_sec);
    for (const Entry& entry : entries)
        writer.load(entry);
    return writer.finish_loading(change_seq);
}

std::string told(const Comparison& comparison) {
    std::string text;
    for (const Difference& difference : comparison.examples) {
        text += std::string(to_string(difference.part)) + " " + difference.call_id + " " +
                difference.words + "\n";
    }
    return text;
}

/// A call of a reachable number that nobody answered.
Entry miss(std::string id, std::int64_t second) {
    Entry entry;
    entry.id = {std::move(id)};
    entry.start = {RandomEntries::first.us + second * base::us_per_second};
    entry.disposition = call::Disposition::no_answer;
    entry.missed_reason = call::MissedReason::no_answer;
    entry.remote_number = "+393331234567";
    return entry;
}

std::vector<Entry> some_calls() {
    RandomEntries random(3);
    std::vector<Entry> entries;
    entries.reserve(3000);
    for (int i = 0; i < 3000; ++i)
        entries.push_back(random.entry());
    return entries;
}

TEST(Comparison, IndexesOfTheSameCallsAgreeHoweverTheyWereMade) {
    for (std::uint32_t seed = 1; seed <= 4; ++seed) {
        RandomEntries random(seed);
        Oracle oracle;
        TenantWriter writer(3);
        writer.finish_loading(0);
        for (std::int64_t batch = 1; batch <= times(20); ++batch) {
            std::vector<Change> changes;
            const std::vector<Entry> known = oracle.sorted();
            for (std::int64_t n = random.between(0, 900); n > 0; --n) {
                if (known.empty() || random.one_in(2)) {
                    changes.push_back(put(random.entry()));
                } else if (random.one_in(3)) {
                    changes.push_back(removal(random.any_of(known).id));
                } else {
                    changes.push_back(put(random.again(random.any_of(known))));
                }
                oracle.apply(changes.back());
            }
            writer.apply(changes, batch);
            if (batch % 5 != 0) continue;
            const Version anew = loaded(oracle.sorted(), batch, 3);
            const Comparison comparison = compare(*writer.current(), *anew);
            ASSERT_EQ(comparison.differences(), 0) << seed << " " << batch << told(comparison);
            ASSERT_TRUE(comparison.examples.empty());
            ASSERT_EQ(compare(*anew, *writer.current()).differences(), 0);
        }
    }
}

TEST(Comparison, EmptyIndexesAgree) {
    EXPECT_EQ(compare(*loaded({}), *loaded({})).differences(), 0);
}

struct Alteration {
    const char* column;
    std::function<void(Entry&)> alter;
};

/// What makes a call another in one column.
std::vector<Alteration> alterations() {
    using call::Direction;
    using call::Disposition;
    return {
        {"direction", [](Entry& e) { e.direction = Direction::internal; }},
        {"disposition", [](Entry& e) { e.disposition = Disposition::busy; }},
        {"missed_reason", [](Entry& e) { e.missed_reason = call::MissedReason::voicemail; }},
        {"recorded", [](Entry& e) { e.recorded = true; }},
        {"quality_status", [](Entry& e) { e.quality_status = call::QualityStatus::no_rtp; }},
        {"mos_source", [](Entry& e) { e.mos_source = call::MosSource::pbx; }},
        {"number", [](Entry& e) { e.remote_number = "+39 06"; }},
        {"number", [](Entry& e) { e.remote_number = "+393331234568"; }},
        {"number", [](Entry& e) { e.remote_number.clear(); }},
        {"store", [](Entry& e) { e.store.emplace(); }},
        {"ext", [](Entry& e) { e.ext_number = "77"; }},
        {"did", [](Entry& e) { e.did_e164 = "+39069"; }},
        {"name", [](Entry& e) { e.name_folded = "peru"; }},
        {"billsec", [](Entry& e) { e.billsec = 70'000; }},
        {"ring_sec", [](Entry& e) { e.ring_sec = 63; }},
        {"mos", [](Entry& e) { e.mos_centi = 0; }},
        {"jitter", [](Entry& e) { e.jitter_tenth_ms = 0; }},
        {"loss", [](Entry& e) { e.loss_centi_pct = 0; }},
    };
}

TEST(Comparison, ACallThatDiffersInAColumnIsNamedWithIt) {
    std::vector<Entry> entries = some_calls();
    entries.push_back(miss("the call", RandomEntries::span_seconds / 2));
    const Version right = loaded(entries);
    for (const Alteration& alteration : alterations()) {
        std::vector<Entry> altered = entries;
        alteration.alter(altered.back());
        const Comparison comparison = compare(*loaded(altered), *right);
        EXPECT_EQ(comparison.of(IndexPart::calls), 1) << alteration.column;
        ASSERT_FALSE(comparison.examples.empty()) << alteration.column;
        const Difference& first = comparison.examples.front();
        EXPECT_EQ(first.part, IndexPart::calls);
        EXPECT_EQ(first.call_id, "the call");
        EXPECT_EQ(first.words, std::string("differs in ") + alteration.column);
        EXPECT_EQ(comparison.of(IndexPart::id_map) + comparison.of(IndexPart::number_map), 0);
    }
}

TEST(Comparison, TextsThatAreListedOtherwiseAreTheSame) {
    Entry first = miss("a", 1);
    first.ext_number = "1001";
    first.remote_number = "+39 06 1";
    Entry second = miss("b", 2);
    second.ext_number = "1002";
    second.remote_number = "+39 06 2";
    TenantWriter writer;
    writer.finish_loading(0);
    writer.apply(std::vector{put(second)}, 1);
    const Version running = writer.apply(std::vector{put(first)}, 2);
    const Version rebuilt = loaded({first, second}, 2);
    ASSERT_NE(running->exts().text(1), rebuilt->exts().text(1));
    EXPECT_EQ(compare(*running, *rebuilt).differences(), 0);
}

TEST(Comparison, AMissingCallAndOneTooManyAreNamed) {
    const std::vector<Entry> entries = some_calls();
    std::vector<Entry> more = entries;
    more.push_back(miss("the call", RandomEntries::span_seconds / 2));

    const Comparison missing = compare(*loaded(entries), *loaded(more));
    EXPECT_EQ(missing.of(IndexPart::calls), 1);
    EXPECT_EQ(missing.examples.front().call_id, "the call");
    EXPECT_EQ(missing.examples.front().words, "is missing in the running index");

    const Comparison too_many = compare(*loaded(more), *loaded(entries));
    EXPECT_EQ(too_many.of(IndexPart::calls), 1);
    EXPECT_EQ(too_many.examples.front().call_id, "the call");
    EXPECT_EQ(too_many.examples.front().words, "is in the running index only");
}

TEST(Comparison, ACallWithAnotherStartIsMissingAndTooMany) {
    const Comparison comparison = compare(*loaded({miss("a", 1)}), *loaded({miss("a", 2)}));
    EXPECT_EQ(comparison.of(IndexPart::calls), 2);
}

/// What a longer ring is counted in and what it is not.
TEST(Comparison, SumsAndGroupsDifferFromTheCallOn) {
    std::vector<Entry> entries = some_calls();
    Entry last = miss("the call", RandomEntries::span_seconds * 2);
    last.disposition = call::Disposition::answered;
    last.missed_reason.reset();
    last.ext_number = "77";
    entries.push_back(last);
    const Version right = loaded(entries);
    entries.back().ring_sec = 1;
    const Comparison comparison = compare(*loaded(entries), *right);
    EXPECT_EQ(comparison.of(IndexPart::sums), 1) << "at the end only";
    EXPECT_EQ(comparison.of(IndexPart::groups), 2) << "of its store and of its extension";
    EXPECT_THAT(told(comparison), testing::HasSubstr("of extension '77'"));
    EXPECT_THAT(told(comparison), testing::HasSubstr("of store none"));
    EXPECT_EQ(comparison.of(IndexPart::due_misses), 0);
}

TEST(Comparison, ADueMissThatIsNoneIsNamed) {
    std::vector<Entry> entries = {miss("a", 1), miss("b", 2)};
    Entry contact = miss("c", 3);
    contact.disposition = call::Disposition::answered;
    contact.missed_reason.reset();
    entries.push_back(contact);
    const Version right = loaded(entries);
    ASSERT_EQ(right->due_misses().size(), 0);
    entries.back().direction = call::Direction::out;
    entries.back().disposition = call::Disposition::busy;
    const Comparison comparison = compare(*loaded(entries), *right);
    EXPECT_EQ(comparison.of(IndexPart::due_misses), 2);
    EXPECT_GT(comparison.of(IndexPart::callbacks_due), 0);
    EXPECT_THAT(told(comparison), testing::HasSubstr("due_misses a is in the running index only"));
    const Comparison other_way = compare(*right, *loaded(entries));
    EXPECT_THAT(told(other_way),
                testing::HasSubstr("due_misses b is missing in the running index"));
}

TEST(Comparison, AllDifferencesAreCountedAndTwentyTold) {
    std::vector<Entry> entries;
    entries.reserve(50);
    for (int i = 0; i < 50; ++i)
        entries.push_back(miss("call " + std::to_string(i), i));
    const Comparison comparison = compare(*loaded({}), *loaded(entries));
    EXPECT_EQ(comparison.of(IndexPart::calls), 50);
    EXPECT_EQ(comparison.of(IndexPart::due_misses), 50);
    EXPECT_GE(comparison.differences(), 100);
    EXPECT_EQ(comparison.examples.size(), Comparison::examples_max);
}

TEST(Comparison, RefusesVersionsThatCannotBeCompared) {
    EXPECT_THROW(compare(*loaded({}, 1), *loaded({}, 2)), base::Bug);
    EXPECT_THROW(compare(*loaded({}, 1, 0), *loaded({}, 1, 5)), base::Bug);
}

TEST(Comparison, EveryPartHasAName) {
    std::vector<std::string_view> names;
    names.reserve(index_parts_count);
    for (std::size_t at = 0; at < index_parts_count; ++at)
        names.push_back(to_string(static_cast<IndexPart>(at)));
    EXPECT_THAT(names, testing::ElementsAre("calls", "sums", "groups", "due_misses",
                                            "callbacks_due", "id_map", "number_map"));
}

}  // namespace
}  // namespace edgvoip::index
