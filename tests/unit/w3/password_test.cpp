#include "w3/people/password.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace w3::people {
namespace {

TEST(Password, a_hash_is_of_one_password_and_argon2id) {
    const std::string hash = hash_password(base::Secret("quattro parole"));
    EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=65536,t=2,p=1$")) << hash;
    EXPECT_TRUE(is_password(hash, base::Secret("quattro parole")));
    EXPECT_FALSE(is_password(hash, base::Secret("quattro parol")));
    EXPECT_FALSE(is_password(hash, base::Secret("Quattro parole")));
    EXPECT_FALSE(is_password(hash, base::Secret()));
}

TEST(Password, two_hashes_of_one_password_differ) {
    EXPECT_NE(hash_password(base::Secret("quattro parole")),
              hash_password(base::Secret("quattro parole")));
}

TEST(Password, what_is_no_hash_is_nobodys) {
    EXPECT_FALSE(is_password("", base::Secret("")));
    EXPECT_FALSE(is_password("$argon2id$", base::Secret("x")));
}

TEST(Password, a_hash_of_other_parameters_is_outdated) {
    EXPECT_FALSE(is_outdated(hash_password(base::Secret("quattro parole"))));
    EXPECT_TRUE(
        is_outdated("$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$"
                    "9sTbSlTio3Biev89thdrlKKiCaYsjjYVJxGAL3swxpQ"));
}

TEST(Password, what_everybody_tries_is_not_taken) {
    const std::string email = "anna.rossi@catena.it";
    for (const char* const bad :
         {"", "elevenchars", "aaaaaaaaaaaaaaa", "abababababab", "123456789012", "abcdefghijklmn",
          "098765432109", "Password1234", "PasswordPassword", "anna.rossi1!x", "xxANNA.ROSSIxx",
          "quattro parole\xff"}) {
        EXPECT_TRUE(password_fault(bad, email)) << bad;
    }
    EXPECT_EQ(password_fault(std::string(513, 'x') + "abcdefgh", email), PasswordFault::too_long);
    EXPECT_EQ(password_fault("elevenchars", email), PasswordFault::too_short);
    EXPECT_EQ(password_fault("Password1234", email), PasswordFault::too_common);
    EXPECT_EQ(password_fault("xxANNA.ROSSIxx", email), PasswordFault::has_address);
    EXPECT_EQ(password_fault("quattro parole\xff", email), PasswordFault::not_utf8);
}

TEST(Password, what_is_long_and_ones_own_is_taken) {
    const std::string email = "anna@catena.it";
    for (const char* const good :
         {"quattro parole", "perché no, così", "correct horse battery", "t7#kQz!m2pLw"}) {
        EXPECT_FALSE(password_fault(good, email)) << good;
    }
}

TEST(Password, twelve_characters_may_be_of_several_bytes) {
    EXPECT_FALSE(password_fault("àèìòùéçñßøåü", "x@y.it"));
    EXPECT_TRUE(password_fault("àèìòùéçñßøå", "x@y.it"));
}

TEST(Password, a_new_one_is_random_and_would_be_taken) {
    std::set<std::string> seen;
    for (int i = 0; i < 100; ++i) {
        const std::string made(new_password().reveal());
        EXPECT_EQ(made.size(), 19u);
        EXPECT_TRUE(seen.insert(made).second);
        EXPECT_FALSE(password_fault(made, "x@y.it")) << made;
    }
}

}  // namespace
}  // namespace w3::people
