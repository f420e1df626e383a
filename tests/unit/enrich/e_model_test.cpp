#include "edgvoip/enrich/e_model.hpp"

#include <gtest/gtest.h>

namespace edgvoip::enrich {
namespace {

TEST(EModel, MapsRatingsAsAnnexBDoes) {
    EXPECT_NEAR(mos_of_rating(93.2), 4.409, 0.001);
    EXPECT_NEAR(mos_of_rating(90), 4.339, 0.001);
    EXPECT_NEAR(mos_of_rating(80), 4.024, 0.001);
    EXPECT_NEAR(mos_of_rating(70), 3.597, 0.001);
    EXPECT_NEAR(mos_of_rating(60), 3.10, 0.001);
    EXPECT_NEAR(mos_of_rating(50), 2.575, 0.001);
}

TEST(EModel, StaysBetweenItsEnds) {
    EXPECT_EQ(mos_of_rating(-20), 1);
    EXPECT_EQ(mos_of_rating(0), 1);
    EXPECT_EQ(mos_of_rating(3), 1) << "the cubic dips below 1 there";
    EXPECT_EQ(mos_of_rating(100), 4.5);
    EXPECT_EQ(mos_of_rating(250), 4.5);
}

TEST(EModel, NeverGetsBetterWithMoreLoss) {
    for (const char* codec : {"PCMA", "G729"}) {
        std::int32_t last = 450;
        for (std::int32_t loss = 0; loss <= 10'000; loss += 25) {
            const auto mos = mos_centi(codec, loss);
            ASSERT_TRUE(mos);
            EXPECT_LE(*mos, last) << codec << " at " << loss;
            EXPECT_GE(*mos, 100);
            last = *mos;
        }
    }
}

TEST(EModel, GivesTheWorkedValues) {
    EXPECT_EQ(mos_centi("PCMA", 0), 441);
    EXPECT_EQ(mos_centi("PCMU", 0), 441);
    EXPECT_EQ(mos_centi("G729", 0), 410);
    // Without a delay these are a little above the published table, which has 30 ms.
    EXPECT_NEAR(*mos_centi("PCMA", 100), 431, 3);
    EXPECT_NEAR(*mos_centi("PCMA", 300), 411, 4);
    EXPECT_NEAR(*mos_centi("PCMA", 500), 389, 4);
    EXPECT_NEAR(*mos_centi("PCMA", 1000), 338, 4);
    EXPECT_NEAR(*mos_centi("PCMA", 2000), 259, 5);
    EXPECT_NEAR(*mos_centi("G729", 300), 360, 4);
}

TEST(EModel, KnowsNothingOfOtherCodecs) {
    for (const char* codec : {"opus", "G722", "GSM", ""})
        EXPECT_FALSE(mos_centi(codec, 0));
    EXPECT_EQ(mos_centi("pcma", 0), mos_centi("PCMA", 0));
    EXPECT_EQ(mos_centi("PCMA", -5), mos_centi("PCMA", 0));
    EXPECT_EQ(mos_centi("PCMA", 20'000), mos_centi("PCMA", 10'000));
}

}  // namespace
}  // namespace edgvoip::enrich
