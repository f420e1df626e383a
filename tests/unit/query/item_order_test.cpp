#include "edgvoip/query/item_order.hpp"

#include "small_tenant.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace edgvoip::query {
namespace {

TEST(StoreOrder, IsTheDirectorysThenByIdThenNone) {
    const auto directory = small_directory();
    const StoreOrder is_before(directory->tenants().front());
    const base::StoreId low = store_id("00000000-0000-4000-8000-000000000001");
    const base::StoreId high = store_id("ff000000-0000-4000-8000-000000000001");
    using Store = std::optional<base::StoreId>;
    std::vector<Store> stores = {Store(), high, store_id(store_two), low, store_id(store_one)};
    std::sort(stores.begin(), stores.end(), is_before);
    // The directory has them by name: One, Two.
    EXPECT_THAT(stores,
                testing::ElementsAre(store_id(store_one), store_id(store_two), low, high, Store()));
    EXPECT_FALSE(is_before(Store(), Store()));
    EXPECT_FALSE(is_before(low, low));
}

TEST(ExtOrder, IsByLengthThenTextThenNone) {
    std::vector<std::string> exts = {"", "1001", "200", "1000", "99", "30"};
    std::sort(exts.begin(), exts.end(), ext_before);
    EXPECT_THAT(exts, testing::ElementsAre("30", "99", "200", "1000", "1001", ""));
    EXPECT_FALSE(ext_before("", ""));
}

}  // namespace
}  // namespace edgvoip::query
