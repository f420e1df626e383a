#include "edgvoip/query/answer.hpp"

#include "small_tenant.hpp"

#include <gtest/gtest.h>

namespace edgvoip::query {
namespace {

/// Gives what it is told to, and remembers what it was asked.
class FixedReader final : public store::CallReader {
public:
    base::Result<store::CallPage> page(base::TenantId tenant, const store::CallFilter&,
                                       store::CallOrder order, std::int64_t offset,
                                       std::int64_t limit) override {
        asked_tenant = tenant;
        asked_order = order;
        asked_offset = offset;
        asked_limit = limit;
        return given_page;
    }
    base::Result<std::optional<call::Call>> find(base::TenantId tenant,
                                                 const base::CallId& id) override {
        asked_tenant = tenant;
        asked_id = id;
        return given_call;
    }
    base::Result<std::optional<store::ChangePage>> changes(
        base::TenantId tenant, const store::ChangeQuestion& question) override {
        asked_tenant = tenant;
        asked_changes = question;
        return given_changes;
    }

    base::Result<store::CallPage> given_page = store::CallPage{};
    base::Result<std::optional<call::Call>> given_call = std::optional<call::Call>();
    base::Result<std::optional<store::ChangePage>> given_changes =
        std::optional<store::ChangePage>();
    store::ChangeQuestion asked_changes;
    base::TenantId asked_tenant;
    store::CallOrder asked_order{};
    std::int64_t asked_offset = -1;
    std::int64_t asked_limit = -1;
    base::CallId asked_id;
};

class AnswerTest : public testing::Test {
protected:
    call::Call own_call() const {
        call::Call call;
        call.tenant = tenant.id;
        call.id = {"c1"};
        call.ext_number = "1001";
        call.store = store_id(store_one);
        call.legs.resize(3);
        call.legs[1].ext = "1001";
        call.legs[2].ext = "1002";
        return call;
    }

    std::shared_ptr<const directory::Directory> directory = small_directory();
    const directory::Tenant& tenant = directory->tenants().front();
    FixedReader reader;
};

TEST_F(AnswerTest, AsksForThePageOfTheQuestion) {
    CallQuestion question;
    question.order = store::CallOrder::longest_first;
    question.page = {4, 25};
    reader.given_page = store::CallPage{{own_call()}, 77};
    const auto page = list_calls(reader, tenant, question);
    ASSERT_TRUE(page);
    EXPECT_EQ(page->total, 77);
    EXPECT_EQ(page->calls.size(), 1U);
    EXPECT_EQ(reader.asked_tenant, tenant.id);
    EXPECT_EQ(reader.asked_order, store::CallOrder::longest_first);
    EXPECT_EQ(reader.asked_offset, 75);
    EXPECT_EQ(reader.asked_limit, 25);
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
    call::Call foreign = own_call();
    foreign.tenant = {base::Uuid::random()};
    reader.given_page = store::CallPage{{own_call(), foreign}, 2};
    EXPECT_THROW((void)list_calls(reader, tenant, {}), base::Bug);
    reader.given_call = std::optional(foreign);
    EXPECT_THROW((void)find_call(reader, tenant, {}, {"c1"}), base::Bug);
}

TEST_F(AnswerTest, FindsACallWithTheLegsThatAreSeen) {
    reader.given_call = std::optional(own_call());
    const auto whole = find_call(reader, tenant, {}, {"c1"});
    ASSERT_TRUE(whole && *whole);
    EXPECT_EQ((*whole)->legs.size(), 3U);
    EXPECT_EQ(reader.asked_id.text, "c1");
    Sight sight;
    sight.exts = {{"1001"}};
    const auto narrow = find_call(reader, tenant, sight, {"c1"});
    ASSERT_TRUE(narrow && *narrow);
    ASSERT_EQ((*narrow)->legs.size(), 2U);
    EXPECT_EQ((*narrow)->legs[1].ext, "1001");
}

TEST_F(AnswerTest, ACallOutOfSightIsNotThere) {
    reader.given_call = std::optional(own_call());
    Sight sight;
    sight.exts = {{"1002"}};
    const auto found = find_call(reader, tenant, sight, {"c1"});
    ASSERT_TRUE(found);
    EXPECT_FALSE(*found);
}

TEST_F(AnswerTest, PassesTheReadersErrorsOn) {
    reader.given_page = base::unavailable("locked");
    reader.given_call = base::corrupt("row 5");
    EXPECT_EQ(list_calls(reader, tenant, {}).error(), base::unavailable("locked"));
    EXPECT_EQ(find_call(reader, tenant, {}, {"c1"}).error(), base::corrupt("row 5"));
}

}  // namespace
}  // namespace edgvoip::query
