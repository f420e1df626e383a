#include "edgvoip/query/answer.hpp"

#include "edgvoip/index/tenant_writer.hpp"
#include "small_tenant.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <deque>
#include <functional>
#include <thread>

namespace edgvoip::query {
namespace {

using testing::ElementsAre;

/// Gives what it is told to, and remembers what it was asked.
class FixedReader final : public store::CallReader {
public:
    using Rows = base::Result<std::optional<std::vector<store::StoredRow>>>;

    Rows calls_at(base::TenantId tenant, std::span<const store::CallPlace> places,
                  std::int64_t change_seq) override {
        asked_tenant = tenant;
        asked_places.assign(places.begin(), places.end());
        asked_change_seqs.push_back(change_seq);
        if (before_answer) before_answer();
        if (given_error) return *given_error;
        if (misses > 0) {
            --misses;
            return std::optional<std::vector<store::StoredRow>>();
        }
        std::vector<store::StoredRow> rows;
        for (const store::CallPlace& place : places) {
            store::StoredRow row{given_call, 1, given_moves[place.id.text]};
            row.call.start = place.start;
            row.call.id = place.id;
            rows.push_back(row);
        }
        return std::optional(rows);
    }
    base::Result<std::optional<store::StoredRow>> call_at(base::TenantId tenant,
                                                          const store::CallPlace& place,
                                                          std::int64_t change_seq) override {
        auto rows = calls_at(tenant, {&place, 1}, change_seq);
        if (!rows) return rows.error();
        if (!*rows) return std::optional<store::StoredRow>();
        return std::optional((*rows)->front());
    }
    base::Result<std::int64_t> outlines(base::TenantId, const OnOutline&) override { return 0; }
    base::Result<std::optional<store::ChangePage>> changes(
        base::TenantId tenant, const store::ChangeQuestion& question) override {
        asked_tenant = tenant;
        asked_changes = question;
        return given_changes;
    }

    call::Call given_call;
    std::map<std::string, store::KeyMoves> given_moves;
    std::optional<base::Error> given_error;
    int misses = 0;  ///< so many times a row is newer
    std::function<void()> before_answer;
    base::Result<std::optional<store::ChangePage>> given_changes =
        std::optional<store::ChangePage>();
    store::ChangeQuestion asked_changes;
    base::TenantId asked_tenant;
    std::vector<store::CallPlace> asked_places;
    std::vector<std::int64_t> asked_change_seqs;
};

class AnswerTest : public testing::Test {
protected:
    AnswerTest() {
        reader.given_call = own_call();
        indexes.expect(tenant.id);
        for (int i = 1; i <= 10; ++i)
            writer.load(outline(i));
        indexes.publish(tenant.id, writer.finish_loading(5));
        question.filter.to = {1'000'000'000};
    }

    static call::Outline outline(int number) {
        call::Outline one;
        one.id = {"c" + std::to_string(number)};
        one.start = {number * base::us_per_second};
        one.billsec = number;
        return one;
    }

    call::Call own_call() const {
        call::Call call;
        call.tenant = tenant.id;
        call.ext_number = "1001";
        call.store = store_id(store_one);
        call.legs.resize(3);
        call.legs[1].ext = "1001";
        call.legs[2].ext = "1002";
        return call;
    }

    /// One more change of the tenant, published.
    void publish_next() {
        const index::Change change = index::put(outline(11 + static_cast<int>(extra_++)));
        const std::int64_t next = writer.current()->change_seq() + 1;
        indexes.publish(tenant.id, writer.apply({&change, 1}, next));
    }

    static std::vector<std::string> ids(const CallPage& page) {
        std::vector<std::string> all;
        for (std::size_t i = 0; i < page.calls.size(); ++i) {
            const auto& call = page.calls[i].call;
            all.emplace_back(call ? std::string_view(call->id.text) : page.ready.row(i));
        }
        return all;
    }

    std::shared_ptr<const directory::Directory> directory = small_directory();
    const directory::Tenant& tenant = directory->tenants().front();
    FixedReader reader;
    index::Indexes indexes;
    index::TenantWriter writer;
    Sources sources{indexes, reader};
    CallQuestion question;
    std::int64_t extra_ = 0;
};

TEST_F(AnswerTest, AsksForTheRowsOfThePage) {
    question.order = call::CallOrder::longest_first;
    question.page = {2, 4};
    const auto page = list_calls(sources, tenant, question);
    ASSERT_TRUE(page);
    EXPECT_EQ(page->total, 10);
    EXPECT_EQ(page->offset, 4);
    EXPECT_EQ(page->change_seq, 5);
    EXPECT_THAT(ids(*page), ElementsAre("c6", "c5", "c4", "c3"));
    EXPECT_EQ(page->last, (index::SortPlace{3, {"c3"}}));
    EXPECT_EQ(reader.asked_tenant, tenant.id);
    EXPECT_THAT(reader.asked_change_seqs, ElementsAre(5));
}

TEST_F(AnswerTest, TheLastPageHasNothingBehindIt) {
    question.page = {3, 4};
    const auto page = list_calls(sources, tenant, question);
    ASSERT_TRUE(page);
    EXPECT_THAT(ids(*page), ElementsAre("c2", "c1"));
    EXPECT_FALSE(page->last);
}

TEST_F(AnswerTest, AWalkLeavesOutWhatMovedSinceItBegan) {
    reader.given_moves["c7"] = {6, 0, 0};
    reader.given_moves["c6"] = {0, 6, 6};
    reader.given_moves["c4"] = {5, 5, 5};
    question.page = {1, 3};
    question.place = ListPlace{{9 * base::us_per_second, {"c9"}}, 5};
    auto page = list_calls(sources, tenant, question);
    ASSERT_TRUE(page);
    EXPECT_THAT(ids(*page), ElementsAre("c8", "c6", "c5")) << "what is missing is filled up";
    EXPECT_EQ(page->offset, 2);
    EXPECT_EQ(page->last, (index::SortPlace{5 * base::us_per_second, {"c5"}}));
    question.order = call::CallOrder::longest_first;
    question.place = ListPlace{{9, {"c9"}}, 5};
    page = list_calls(sources, tenant, question);
    ASSERT_TRUE(page);
    EXPECT_THAT(ids(*page), ElementsAre("c8", "c5", "c4"));
    question.place = ListPlace{{9, {"c9"}}, 6};
    page = list_calls(sources, tenant, question);
    ASSERT_TRUE(page);
    EXPECT_THAT(ids(*page), ElementsAre("c8", "c7", "c6")) << "it began after they moved";
}

TEST_F(AnswerTest, APageByItsNumberLeavesNothingOut) {
    reader.given_moves["c10"] = {9, 9, 9};
    question.page = {1, 2};
    const auto page = list_calls(sources, tenant, question);
    ASSERT_TRUE(page);
    EXPECT_THAT(ids(*page), ElementsAre("c10", "c9"));
}

TEST_F(AnswerTest, RowsThatAreReadyAreNotReadAgain) {
    index::Indexes with_room(1'000'000);
    with_room.expect(tenant.id);
    with_room.publish(tenant.id, writer.current());
    const Sources cached{with_room, reader};
    const RowForm form{"directory", false};
    question.page = {1, 3};
    const auto first = list_calls(cached, tenant, question, form);
    ASSERT_TRUE(first);
    const MadeRow made{"c9", 1, "ready c9"};
    keep_rows(cached, tenant, form, first->change_seq, {&made, 1});
    const auto second = list_calls(cached, tenant, question, form);
    ASSERT_TRUE(second);
    EXPECT_THAT(ids(*second), ElementsAre("c10", "ready c9", "c8"));
    EXPECT_EQ(reader.asked_places.size(), 2U);
    EXPECT_EQ(second->last, first->last);
    EXPECT_THAT(ids(*list_calls(cached, tenant, question)), ElementsAre("c10", "c9", "c8"))
        << "without a form";
    question.place = ListPlace{{10 * base::us_per_second, {"c10"}}, 5};
    EXPECT_THAT(ids(*list_calls(cached, tenant, question, form)), ElementsAre("c9", "c8", "c7"))
        << "on a walk";
}

TEST_F(AnswerTest, ADetailThatIsReadyIsNotReadAgain) {
    index::Indexes with_room(1'000'000);
    with_room.expect(tenant.id);
    with_room.publish(tenant.id, writer.current());
    const Sources cached{with_room, reader};
    const RowForm form{"directory", false, true};
    const auto first = find_call(cached, tenant, {}, {"c3"}, form);
    ASSERT_TRUE(first && first->call);
    EXPECT_EQ(first->changed, 1);
    const MadeRow made{"c3", first->changed, "ready c3"};
    keep_rows(cached, tenant, form, first->change_seq, {&made, 1});
    const auto second = find_call(cached, tenant, {}, {"c3"}, form);
    ASSERT_TRUE(second);
    EXPECT_FALSE(second->call);
    EXPECT_EQ(second->ready, "ready c3");
    EXPECT_EQ(reader.asked_change_seqs.size(), 1U);
    EXPECT_TRUE(find_call(cached, tenant, {}, {"c3"})->call) << "without a form";
    Sight sight;
    sight.exts = {{"1001"}};
    EXPECT_THROW((void)find_call(cached, tenant, sight, {"c3"}, form), base::Bug)
        << "who does not see everything sees other legs";
}

TEST_F(AnswerTest, ARowThatIsNewerSendsTheQuestionToTheNextVersion) {
    reader.misses = 2;
    reader.before_answer = [this] {
        if (reader.misses > 0) publish_next();
    };
    question.page = {1, 1};
    const auto page = list_calls(sources, tenant, question);
    ASSERT_TRUE(page);
    EXPECT_THAT(reader.asked_change_seqs, ElementsAre(5, 6, 7));
    EXPECT_EQ(page->change_seq, 7);
    EXPECT_EQ(page->total, 12);
    EXPECT_THAT(ids(*page), ElementsAre("c12"));
}

TEST_F(AnswerTest, TheLastTimeNothingOfOursCanComeInBetween) {
    reader.misses = 2;
    std::vector<bool> held;
    reader.before_answer = [&] {
        // From another thread: whoever commits would wait now.
        bool is_free = false;
        std::thread([&] {
            auto still = indexes.still(std::try_to_lock);
            is_free = still.owns_lock();
        }).join();
        held.push_back(!is_free);
        if (reader.misses > 0) publish_next();
    };
    ASSERT_TRUE(list_calls(sources, tenant, question));
    EXPECT_THAT(held, ElementsAre(false, false, true));
    EXPECT_TRUE(indexes.still(std::try_to_lock).owns_lock()) << "it is let go";
}

TEST_F(AnswerTest, AStoreThatIsAlwaysAheadIsUnavailable) {
    reader.misses = 1000;
    reader.before_answer = [this] { publish_next(); };
    const auto page = list_calls(sources, tenant, question);
    ASSERT_FALSE(page);
    EXPECT_EQ(page.error().fault, base::Fault::unavailable);
    EXPECT_EQ(reader.asked_change_seqs.size(), 3U);
    const auto found = find_call(sources, tenant, {}, {"c1"});
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().fault, base::Fault::unavailable);
}

TEST_F(AnswerTest, ATenantThatIsBeingLoadedIsUnavailable) {
    indexes.forget(tenant.id);
    EXPECT_FALSE(newest_change(sources, tenant));
    indexes.expect(tenant.id);
    EXPECT_FALSE(newest_change(sources, tenant));
    EXPECT_EQ(list_calls(sources, tenant, question).error().fault, base::Fault::unavailable);
    EXPECT_EQ(find_call(sources, tenant, {}, {"c1"}).error().fault, base::Fault::unavailable);
    indexes.publish(tenant.id, writer.current());
    EXPECT_EQ(newest_change(sources, tenant), 5);
    EXPECT_TRUE(list_calls(sources, tenant, question));
}

TEST_F(AnswerTest, AsksForChangesBehindThePlaceWithinTheSight) {
    store::ChangePage page;
    page.calls = {own_call()};
    page.removed = {{{"gone"}, "moved"}};
    page.through = 9;
    reader.given_changes = std::optional(page);
    Sight sight;
    sight.stores = {{store_id(store_one)}};
    sight.exts = {{"1001"}};
    const auto changes = list_changes(reader, tenant, sight, {7, 5}, 25);
    ASSERT_TRUE(changes && *changes);
    EXPECT_EQ((*changes)->calls.size(), 1U);
    EXPECT_EQ((*changes)->removed, page.removed);
    EXPECT_EQ((*changes)->through, 9);
    EXPECT_EQ(reader.asked_tenant, tenant.id);
    EXPECT_EQ(reader.asked_changes.after, 7);
    EXPECT_EQ(reader.asked_changes.removals_after, 5);
    EXPECT_EQ(reader.asked_changes.limit, 25);
    EXPECT_EQ(reader.asked_changes.scope_stores, sight.stores);
    EXPECT_EQ(reader.asked_changes.scope_exts, sight.exts);
    reader.given_changes = std::optional<store::ChangePage>();
    EXPECT_FALSE(list_changes(reader, tenant, sight, {}, 1).value().has_value());
}

TEST_F(AnswerTest, AChangedCallThatIsForeignOrOutOfSightEndsTheRequest) {
    store::ChangePage page;
    page.calls = {own_call()};
    reader.given_changes = std::optional(page);
    Sight other;
    other.exts = {{"1002"}};
    EXPECT_THROW((void)list_changes(reader, tenant, other, {}, 1), base::Bug);
    page.calls[0].tenant = {base::Uuid::random()};
    reader.given_changes = std::optional(page);
    EXPECT_THROW((void)list_changes(reader, tenant, {}, {}, 1), base::Bug);
}

TEST_F(AnswerTest, ARowOfAnotherTenantEndsTheRequest) {
    reader.given_call.tenant = {base::Uuid::random()};
    EXPECT_THROW((void)list_calls(sources, tenant, question), base::Bug);
    EXPECT_THROW((void)find_call(sources, tenant, {}, {"c1"}), base::Bug);
}

TEST_F(AnswerTest, FindsACallWithTheLegsThatAreSeen) {
    const auto whole = find_call(sources, tenant, {}, {"c3"});
    ASSERT_TRUE(whole && whole->call);
    EXPECT_EQ(whole->call->legs.size(), 3U);
    EXPECT_EQ(whole->change_seq, 5);
    EXPECT_THAT(reader.asked_places,
                ElementsAre(store::CallPlace{{3 * base::us_per_second}, {"c3"}}));
    Sight sight;
    sight.exts = {{"1001"}};
    const auto narrow = find_call(sources, tenant, sight, {"c3"});
    ASSERT_TRUE(narrow && narrow->call);
    ASSERT_EQ(narrow->call->legs.size(), 2U);
    EXPECT_EQ(narrow->call->legs[1].ext, "1001");
}

TEST_F(AnswerTest, ACallThatIsUnknownOrOutOfSightIsNotThere) {
    Sight sight;
    sight.exts = {{"1002"}};
    const auto hidden = find_call(sources, tenant, sight, {"c1"});
    ASSERT_TRUE(hidden);
    EXPECT_FALSE(hidden->call);
    const auto unknown = find_call(sources, tenant, {}, {"c99"});
    ASSERT_TRUE(unknown);
    EXPECT_FALSE(unknown->call);
}

TEST_F(AnswerTest, PassesTheReadersErrorsOn) {
    reader.given_error = base::corrupt("row 5");
    EXPECT_EQ(list_calls(sources, tenant, question).error(), base::corrupt("row 5"));
    EXPECT_EQ(find_call(sources, tenant, {}, {"c1"}).error(), base::corrupt("row 5"));
}

}  // namespace
}  // namespace edgvoip::query
