#include "edgvoip/index/packed_id.hpp"

#include "random_entries.hpp"

#include <gmock/gmock.h>

#include <random>
#include <set>
#include <string>
#include <vector>

namespace edgvoip::index {
namespace {

const std::vector<std::string> ids = {"3f2504e0-4f89-11d3-9a0c-0305e82c3301",
                                      "3f2504e0-4f89-11d3-9a0c-0305e82c3302",
                                      "3f2504e0-4f89-11d3-9a0c-0305e82c330",
                                      "3f2504e0-4f89-11d3-9a0c-0305e82c33011",
                                      "3F2504E0-4F89-11D3-9A0C-0305E82C3301",
                                      "3f2504e004f89-11d3-9a0c-0305e82c3301",
                                      "3f2504e0-4f89-11d3-9a0c-0305e82c330g",
                                      "ffffffff-ffff-ffff-ffff-ffffffffffff",
                                      "00000000-0000-0000-0000-000000000000",
                                      "pbx1-1760000000.17",
                                      "3",
                                      "3f",
                                      "zebra",
                                      "ünicode",
                                      std::string("a\0b", 3)};

TEST(PackedIdTest, GivesEveryIdBack) {
    for (const std::string& id : ids)
        EXPECT_EQ(text_of(IdView::of(id)), id);
}

TEST(PackedIdTest, OnlyAUuidInLowerCaseIsPacked) {
    const std::set<std::size_t> uuids = {0, 1, 7, 8};
    for (std::size_t i = 0; i < ids.size(); ++i)
        EXPECT_EQ(IdView::of(ids[i]).is_uuid, uuids.contains(i)) << ids[i];
}

TEST(PackedIdTest, OrdersAsTheTextsDo) {
    std::vector<std::string> all = ids;
    std::mt19937_64 engine(3);
    for (int i = 0; i < 100; ++i)
        all.push_back(random_uuid(engine));
    for (const std::string& a : all) {
        for (const std::string& b : all) {
            EXPECT_EQ(compare(IdView::of(a), IdView::of(b)), a <=> b) << a << " and " << b;
            const auto starts = text_start(IdView::of(a)) <=> text_start(IdView::of(b));
            if (starts != 0) {
                EXPECT_EQ(starts, a <=> b) << a << " and " << b;
            }
        }
    }
}

TEST(PackedIdTest, DifferentIdsHashDifferently) {
    std::set<std::uint64_t> hashes;
    for (const std::string& id : ids)
        hashes.insert(hash_of(IdView::of(id)));
    EXPECT_EQ(hashes.size(), ids.size());
}

}  // namespace
}  // namespace edgvoip::index
