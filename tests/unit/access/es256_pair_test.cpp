#include "access/es256_pair.hpp"

#include "access/jwks.hpp"

#include <gtest/gtest.h>

namespace auth {
namespace {

TEST(Es256Pair, the_public_part_verifies_what_the_private_one_signed) {
    const auto pair = es256_pair(new_es256_pem());
    ASSERT_TRUE(pair) << pair.error().detail;
    const auto known = read_jwks(pair->jwks);
    ASSERT_TRUE(known) << known.error().detail;
    ASSERT_EQ(known->size(), 1u);
    EXPECT_EQ(known->front().kid(), pair->key.kid());
    EXPECT_EQ(known->front().algorithm(), Algorithm::es256);
    EXPECT_TRUE(known->front().verifies("text", pair->key.sign("text")));
    EXPECT_FALSE(known->front().verifies("other text", pair->key.sign("text")));
}

TEST(Es256Pair, every_new_key_is_another) {
    EXPECT_NE(es256_pair(new_es256_pem())->jwks, es256_pair(new_es256_pem())->jwks);
}

TEST(Es256Pair, what_is_no_private_key_is_refused) {
    const auto pair = es256_pair(base::Secret("no key at all"));
    ASSERT_FALSE(pair);
    EXPECT_EQ(pair.error().fault, base::Fault::invalid);
}

}  // namespace
}  // namespace auth
