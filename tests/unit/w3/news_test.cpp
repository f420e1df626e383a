#include "w3/api/news.hpp"

#include "w3/people/limits.hpp"

#include <gtest/gtest.h>

namespace w3::api {
namespace {

class NewsTest : public testing::Test {
protected:
    News news_;
    const base::TenantId tenant_{base::Uuid::random()};
    const base::TenantId other_tenant_{base::Uuid::random()};
    const people::PersonId anna_{base::Uuid::random()};
};

TEST_F(NewsTest, reach_all_pages_of_the_tenant_and_no_others) {
    const auto anna = news_.listen(tenant_, anna_);
    const auto bruno = news_.listen(tenant_, {base::Uuid::random()});
    const auto other = news_.listen(other_tenant_, anna_);
    news_.tell(tenant_, "callbacks");
    EXPECT_EQ(anna->take(), "event: callbacks\ndata: {}\n\n");
    EXPECT_EQ(bruno->take(), "event: callbacks\ndata: {}\n\n");
    EXPECT_EQ(other->take(), "");
    news_.tell(tenant_, "callbacks");
    EXPECT_EQ(anna->take(), "event: callbacks\ndata: {}\n\n");
}

TEST_F(NewsTest, the_oldest_page_of_a_person_who_has_too_many_ends) {
    const auto oldest = news_.listen(tenant_, anna_);
    const auto bruno = news_.listen(tenant_, {base::Uuid::random()});
    std::vector<std::shared_ptr<http::EventStream>> others;
    while (others.size() + 1 < limits::listeners_per_person_max)
        others.push_back(news_.listen(tenant_, anna_));
    EXPECT_FALSE(oldest->is_over());
    others.push_back(news_.listen(tenant_, anna_));
    EXPECT_TRUE(oldest->is_over());
    EXPECT_FALSE(bruno->is_over());
    for (const auto& each : others)
        EXPECT_FALSE(each->is_over());
}

TEST_F(NewsTest, as_many_listen_as_may_and_one_that_is_over_makes_room) {
    std::vector<std::shared_ptr<http::EventStream>> all;
    for (std::size_t i = 0; i < limits::listeners_max; ++i) {
        all.push_back(news_.listen(tenant_, {base::Uuid::random()}));
        ASSERT_NE(all.back(), nullptr);
    }
    EXPECT_EQ(news_.listen(tenant_, anna_), nullptr);
    all.front()->end();
    news_.tell(tenant_, "callbacks");
    EXPECT_NE(news_.listen(tenant_, anna_), nullptr);
}

TEST_F(NewsTest, end_when_they_stop) {
    const auto anna = news_.listen(tenant_, anna_);
    news_.stop();
    EXPECT_TRUE(anna->is_over());
    EXPECT_EQ(news_.listen(tenant_, anna_), nullptr);
    news_.tell(tenant_, "callbacks");
    news_.stop();
}

}  // namespace
}  // namespace w3::api
