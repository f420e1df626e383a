#include "edgvoip/query/page_request.hpp"

#include <gtest/gtest.h>

namespace edgvoip::query {
namespace {

TEST(PageRequest, CountsFromOne) {
    EXPECT_EQ((PageRequest{1, 50}.offset()), 0);
    EXPECT_EQ((PageRequest{3, 50}.offset()), 100);
    EXPECT_EQ((PageRequest{base::limits::page_max, 500}.offset()), 499'999'999'500);
}

TEST(PageRequest, TheLastPageHoldsTheLastItem) {
    const PageRequest page{1, 50};
    EXPECT_EQ(page.last_page(0), 1);
    EXPECT_EQ(page.last_page(1), 1);
    EXPECT_EQ(page.last_page(50), 1);
    EXPECT_EQ(page.last_page(51), 2);
    EXPECT_EQ(page.last_page(482), 10);
}

TEST(PageRequest, IsAPartOfAListThatMayEndBeforeIt) {
    const std::vector<int> all = {1, 2, 3, 4, 5};
    EXPECT_EQ(page_of(all, {1, 2}), (std::vector{1, 2}));
    EXPECT_EQ(page_of(all, {3, 2}), (std::vector{5}));
    EXPECT_EQ(page_of(all, {4, 2}), std::vector<int>());
    EXPECT_EQ(page_of(all, {base::limits::page_max, 500}), std::vector<int>());
    EXPECT_EQ(page_of(std::vector<int>(), {1, 2}), std::vector<int>());
}

}  // namespace
}  // namespace edgvoip::query
