#include "base/ids.hpp"

#include <gtest/gtest.h>

#include <set>
#include <unordered_set>

namespace base {
namespace {

constexpr const char* sample = "6f9619ff-8b86-d011-b42d-00cf4fc964ff";

TEST(Uuid, ReadsAndWritesItsText) {
    const Uuid uuid = Uuid::parse(sample).value();
    EXPECT_EQ(uuid.text(), sample);
    EXPECT_EQ(uuid.bytes[0], 0x6f);
    EXPECT_EQ(uuid.bytes[15], 0xff);
    EXPECT_EQ(Uuid::parse("6F9619FF-8B86-D011-B42D-00CF4FC964FF").value(), uuid);
    EXPECT_EQ(Uuid{}.text(), "00000000-0000-0000-0000-000000000000");
}

TEST(Uuid, RefusesEveryOtherText) {
    for (const char* const text :
         {"", "6f9619ff", "6f9619ff-8b86-d011-b42d-00cf4fc964f",
          "6f9619ff-8b86-d011-b42d-00cf4fc964fff", "6f9619ff08b86-d011-b42d-00cf4fc964ff",
          "6f9619ff-8b86-d011-b42d-00cf4fc964fg", "{f9619ff-8b86-d011-b42d-00cf4fc964f}",
          "6f9619ff8b86d011b42d00cf4fc964ff", "6f9619f-f8b86-d011-b42d-00cf4fc964ff",
          "6f9619ff-8b86-d011-b42d-00cf4fc964f ", "------------------------------------"}) {
        const auto parsed = Uuid::parse(text);
        ASSERT_FALSE(parsed.has_value()) << text;
        EXPECT_EQ(parsed.error().fault, Fault::invalid) << text;
    }
}

TEST(Uuid, RandomOnesAreOfVersion4AndDiffer) {
    std::set<Uuid> seen;
    for (int i = 0; i < 1000; ++i) {
        const Uuid uuid = Uuid::random();
        EXPECT_EQ(uuid.bytes[6] >> 4, 4);
        EXPECT_EQ(uuid.bytes[8] >> 6, 2);
        seen.insert(uuid);
    }
    EXPECT_EQ(seen.size(), 1000U);
}

TEST(Uuid, ComparesAsItsText) {
    for (int i = 0; i < 100; ++i) {
        const Uuid a = Uuid::random();
        const Uuid b = Uuid::random();
        EXPECT_EQ(a < b, a.text() < b.text());
    }
}

TEST(Ids, HashAsTheyCompare) {
    const Uuid a = Uuid::parse(sample).value();
    EXPECT_EQ(std::hash<TenantId>{}({a}), std::hash<TenantId>{}({Uuid::parse(sample).value()}));
    std::unordered_set<StoreId> stores{{a}, {a}, {Uuid::random()}};
    EXPECT_EQ(stores.size(), 2U);
    std::unordered_set<CallId> calls{{"a"}, {"b"}, {"a"}};
    EXPECT_EQ(calls.size(), 2U);
}

TEST(Ids, HexIsLowerCase) {
    EXPECT_EQ(to_hex(std::string("\0\x0f\xab\xff", 4)), "000fabff");
    EXPECT_EQ(to_hex(""), "");
}

}  // namespace
}  // namespace base
