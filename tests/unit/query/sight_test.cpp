#include "edgvoip/query/sight.hpp"

#include "small_tenant.hpp"

#include <gtest/gtest.h>

namespace edgvoip::query {
namespace {

call::Call call_of(const char* ext, std::optional<base::StoreId> store) {
    call::Call call;
    call.ext_number = ext;
    call.store = store;
    return call;
}

Sight sight_of(std::optional<std::vector<base::StoreId>> stores,
               std::optional<std::vector<std::string>> exts) {
    Sight sight;
    sight.stores = std::move(stores);
    sight.exts = std::move(exts);
    return sight;
}

class SightTest : public testing::Test {
protected:
    std::shared_ptr<const directory::Directory> directory = small_directory();
    const directory::Tenant& tenant = directory->tenants().front();
    const base::StoreId one = store_id(store_one);
    const base::StoreId two = store_id(store_two);
    const Sight all;
    const Sight of_one = sight_of({{one}}, {});
    const Sight of_1002 = sight_of({}, {{"1002"}});
    const Sight of_both = sight_of({{one}}, {{"1002"}});
    const Sight of_none = sight_of({{}}, {});
};

TEST_F(SightTest, ACallMustBeInEveryListThereIs) {
    EXPECT_TRUE(all.sees(call_of("", {})));
    EXPECT_TRUE(of_one.sees(call_of("", one)));
    EXPECT_FALSE(of_one.sees(call_of("", two)));
    EXPECT_FALSE(of_one.sees(call_of("1001", {})));
    EXPECT_TRUE(of_1002.sees(call_of("1002", {})));
    EXPECT_FALSE(of_1002.sees(call_of("1001", one)));
    EXPECT_FALSE(of_1002.sees(call_of("", one)));
    EXPECT_TRUE(of_both.sees(call_of("1002", one)));
    EXPECT_FALSE(of_both.sees(call_of("1002", two)));
    EXPECT_FALSE(of_both.sees(call_of("1001", one)));
    EXPECT_FALSE(of_none.sees(call_of("1001", one)));
    EXPECT_FALSE(of_none.sees(call_of("1001", {})));
}

TEST_F(SightTest, ALegOfAnOutsidePartyIsAlwaysSeen) {
    call::Leg leg;
    leg.number = "+390687654321";
    EXPECT_TRUE(of_none.sees(leg, tenant));
    leg.ext = "1001";
    EXPECT_TRUE(all.sees(leg, tenant));
    EXPECT_TRUE(of_one.sees(leg, tenant));
    EXPECT_FALSE(of_1002.sees(leg, tenant));
    EXPECT_FALSE(of_none.sees(leg, tenant));
    leg.ext = "1999";  // no longer in the directory, so of no store
    EXPECT_TRUE(all.sees(leg, tenant));
    EXPECT_FALSE(of_one.sees(leg, tenant));
}

TEST_F(SightTest, DirectoryEntriesFollow) {
    const auto count = [&](const Sight& sight) {
        std::string out;
        for (const auto& store : tenant.stores)
            out += sight.sees(store, tenant) ? "1" : "0";
        out += " ";
        for (const auto& extension : tenant.extensions)
            out += sight.sees(extension) ? "1" : "0";
        out += " ";
        for (const auto& did : tenant.dids)
            out += sight.sees(did, tenant) ? "1" : "0";
        return out;
    };
    EXPECT_EQ(count(all), "11 111 11");
    EXPECT_EQ(count(of_one), "10 100 10");
    EXPECT_EQ(count(of_1002), "01 010 00");
    EXPECT_EQ(count(of_both), "00 000 00");
    EXPECT_EQ(count(of_none), "00 000 00");
}

}  // namespace
}  // namespace edgvoip::query
