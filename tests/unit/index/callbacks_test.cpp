#include "edgvoip/index/callbacks.hpp"

#include "base/error.hpp"
#include "edgvoip/index/tenant_writer.hpp"
#include "kpi_oracle.hpp"
#include "random_entries.hpp"

#include <gmock/gmock.h>

#include <limits>
#include <ostream>

namespace edgvoip::index {

void PrintTo(const MissedCall& miss, std::ostream* out) {
    *out << miss.id.text << " at " << miss.start.us << " status " << static_cast<int>(miss.status)
         << " contact " << (miss.contact ? miss.contact->id.text : "none") << " attempts "
         << miss.callback_attempts << "/" << miss.attempts << " from " << miss.first_missed.us
         << " to " << miss.last_missed.us;
}

namespace {

using call::CallFilter;

CallFilter everything() {
    CallFilter filter;
    filter.from = {std::numeric_limits<std::int64_t>::min()};
    filter.to = {std::numeric_limits<std::int64_t>::max()};
    return filter;
}

MissedQuestion random_question(RandomEntries& random) {
    MissedQuestion question;
    question.filter = random.one_in(3) ? everything() : random.filter();
    if (random.one_in(3)) question.filter.from = {RandomEntries::first.us + 1'000'000'000};
    question.only_unique = random.one_in(2);
    if (!random.one_in(3)) question.status = static_cast<CallbackStatus>(random.between(0, 2));
    question.offset = random.one_in(2) ? 0 : random.between(0, 30);
    question.limit = random.one_in(2) ? 1'000'000 : random.between(0, 20);
    return question;
}

void expect_like_plain_loops(const TenantIndex& index, const Oracle& oracle,
                             MissedQuestion question, std::int32_t contact_min_sec) {
    ASSERT_EQ(missed_calls(index, question),
              plain::missed_calls(oracle, question, contact_min_sec));
    question.only_unique = true;
    question.status = CallbackStatus::due;
    EXPECT_EQ(callbacks_due(index, question.filter),
              plain::missed_calls(oracle, question, contact_min_sec).total);
    std::int64_t with_store = 0;
    for (const StoreDue& due : callbacks_due_by_store(index, question.filter)) {
        MissedQuestion of_store = question;
        EXPECT_GT(due.callers, 0);
        if (due.store && question.filter.store) {
            EXPECT_EQ(due.store, question.filter.store);
        }
        of_store.filter.store = due.store;
        of_store.filter.without_store = !due.store;
        EXPECT_EQ(due.callers, plain::missed_calls(oracle, of_store, contact_min_sec).total);
        with_store += due.callers;
    }
    EXPECT_GE(with_store, callbacks_due(index, question.filter)) << "no store is left out";
}

void expect_like_plain_loops(const TenantIndex& index, const Oracle& oracle, RandomEntries& random,
                             std::int32_t contact_min_sec, int questions) {
    ASSERT_EQ(index.contact_min_sec(), contact_min_sec);
    for (int n = 0; n < questions; ++n) {
        expect_like_plain_loops(index, oracle, random_question(random), contact_min_sec);
        if (testing::Test::HasFailure()) return;
    }
}

/// New calls at the end, late ones, changed, moved and removed ones.
std::vector<Change> random_changes(RandomEntries& random, const Oracle& oracle) {
    const std::vector<Entry> known = oracle.sorted();
    std::vector<Change> changes;
    for (std::int64_t n = random.one_in(4) ? random.between(20, 200) : random.between(0, 4); n > 0;
         --n) {
        const std::int64_t kind = random.between(0, 9);
        if (known.empty() || kind <= 2) {
            changes.push_back(put(random.entry_from(RandomEntries::span_seconds)));
        } else if (kind <= 4) {
            changes.push_back(put(random.entry()));
        } else if (kind <= 7) {
            changes.push_back(put(random.again(random.any_of(known))));
        } else {
            changes.push_back(removal(random.any_of(known).id));
        }
    }
    return changes;
}

Entry call_at(std::int64_t second, const std::string& id, call::Disposition disposition) {
    Entry entry;
    entry.id = {id};
    entry.start = {RandomEntries::first.us + second * base::us_per_second};
    entry.direction = call::Direction::in;
    entry.disposition = disposition;
    entry.remote_number = "+390612345678";
    if (disposition == call::Disposition::answered) {
        entry.billsec = 10;
    } else {
        entry.missed_reason = call::MissedReason::no_answer;
    }
    return entry;
}

TEST(CallbacksTest, OfTwoContactsThatStartTogetherTheSmallerIdIsTheFirst) {
    const std::vector<std::string> ids = {"00000000-0000-4000-8000-00000000000b",
                                          "00000000-0000-4000-8000-00000000000a",
                                          "00000000-0000-4000-8000-00000000000c"};
    TenantWriter writer;
    writer.finish_loading(0);
    std::vector<Change> changes = {
        put(call_at(0, "00000000-0000-4000-8000-000000000001", call::Disposition::no_answer))};
    for (const std::string& id : ids)
        changes.push_back(put(call_at(60, id, call::Disposition::answered)));
    // What starts with the miss is no contact, whatever its id.
    changes.push_back(
        put(call_at(0, ids.front().substr(0, 35) + "f", call::Disposition::answered)));
    const auto index = writer.apply(changes, 1);
    MissedQuestion question;
    question.filter = everything();
    question.limit = 10;
    const MissedList list = missed_calls(*index, question);
    ASSERT_EQ(list.total, 1);
    EXPECT_EQ(list.calls.front().status, CallbackStatus::returned);
    ASSERT_TRUE(list.calls.front().contact);
    EXPECT_EQ(list.calls.front().contact->id.text, ids[1]);
    const std::vector<Change> gone = {removal(base::CallId{ids[1]})};
    const auto next = writer.apply(gone, 2);
    EXPECT_EQ(missed_calls(*next, question).calls.front().contact->id.text, ids[0]);
}

TEST(CallbacksTest, AnswersLikePlainLoopsWhileCallsChange) {
    for (const std::uint32_t seed : {32'001U, 32'002U, 32'003U}) {
        RandomEntries random(seed);
        std::int32_t contact_min_sec = seed % 2 == 0 ? 0 : 5;
        Oracle oracle;
        for (std::int64_t n = seed == 32'001U ? 0 : 400; n > 0; --n)
            oracle.apply(put(random.entry()));
        TenantWriter writer(contact_min_sec);
        for (const Entry& entry : oracle.sorted())
            writer.load(entry);
        writer.finish_loading(0);
        for (int batch = 1; batch <= times(20); ++batch) {
            SCOPED_TRACE(testing::Message() << "seed " << seed << " batch " << batch);
            const auto changes = random_changes(random, oracle);
            for (const Change& change : changes)
                oracle.apply(change);
            writer.apply(changes, batch);
            if (random.one_in(10)) {
                contact_min_sec = static_cast<std::int32_t>(random.between(0, 9));
                writer.set_contact_min_sec(contact_min_sec);
                EXPECT_EQ(writer.current()->change_seq(), batch);
            }
            expect_like_plain_loops(*writer.current(), oracle, random, contact_min_sec, 4);
            if (testing::Test::HasFailure()) return;
        }
    }
}

TEST(CallbacksTest, AnswersLikePlainLoopsForEveryFilter) {
    RandomEntries random(32'010);
    Oracle oracle;
    for (int n = 0; n < 1'500; ++n)
        oracle.apply(put(random.entry()));
    TenantWriter writer(3);
    for (const Entry& entry : oracle.sorted())
        writer.load(entry);
    expect_like_plain_loops(*writer.finish_loading(0), oracle, random, 3,
                            static_cast<int>(times(40)));
}

/// What a version says is due, kept changing one by one, is what it would say if it were new.
TEST(CallbacksTest, DueMissesThatFollowedAreThoseOfANewIndex) {
    RandomEntries random(32'020);
    Oracle oracle;
    TenantWriter writer;
    writer.finish_loading(0);
    const auto rows_of = [](const TenantIndex& index) {
        std::vector<std::string> rows;
        for (const auto& slice : index.due_misses().slices(everything().from, everything().to)) {
            for (std::size_t row = slice.first; row < slice.last; ++row) {
                Row values = slice.chunk->row(row);
                const std::uint32_t ext = values[Column::ext];
                rows.push_back(text_of(values.key.id) + " " + std::to_string(values.key.start_us) +
                               " " + std::to_string(values.traits) + " " +
                               (ext == 0 ? "" : std::string(index.exts().text(ext))));
            }
        }
        return rows;
    };
    for (int batch = 1; batch <= times(80); ++batch) {
        const auto changes = random_changes(random, oracle);
        for (const Change& change : changes)
            oracle.apply(change);
        const auto index = writer.apply(changes, batch);
        TenantWriter fresh;
        for (const Entry& entry : oracle.sorted())
            fresh.load(entry);
        ASSERT_EQ(rows_of(*index), rows_of(*fresh.finish_loading(0))) << "batch " << batch;
    }
}

TEST(CallbacksTest, AVersionKeepsItsRuleAndItsCallersWhileOthersFollow) {
    RandomEntries random(32'030);
    Oracle oracle;
    for (int n = 0; n < 500; ++n)
        oracle.apply(put(random.entry()));
    TenantWriter writer;
    for (const Entry& entry : oracle.sorted())
        writer.load(entry);
    const auto before = writer.finish_loading(4);
    MissedQuestion question;
    question.filter = everything();
    question.limit = 1'000;
    const MissedList list = missed_calls(*before, question);
    writer.set_contact_min_sec(30);
    EXPECT_EQ(writer.current()->contact_min_sec(), 30);
    EXPECT_EQ(writer.current()->change_seq(), 4);
    EXPECT_EQ(missed_calls(*writer.current(), question), plain::missed_calls(oracle, question, 30));
    EXPECT_NE(missed_calls(*writer.current(), question), list);
    writer.apply(random_changes(random, oracle), 5);
    EXPECT_EQ(before->contact_min_sec(), 0);
    EXPECT_EQ(missed_calls(*before, question), list);
}

TEST(CallbacksTest, RefusesAPageAndARuleThatAreNone) {
    TenantWriter writer;
    const auto index = writer.finish_loading(0);
    MissedQuestion question;
    question.offset = -1;
    EXPECT_THROW(missed_calls(*index, question), base::Bug);
    question.offset = 0;
    question.limit = -1;
    EXPECT_THROW(missed_calls(*index, question), base::Bug);
    EXPECT_THROW(TenantWriter(-1), base::Bug);
    EXPECT_THROW(writer.set_contact_min_sec(-1), base::Bug);
}

}  // namespace
}  // namespace edgvoip::index
