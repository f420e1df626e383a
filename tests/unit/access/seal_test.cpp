#include "access/seal.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace auth {
namespace {

Seal seal_of(char fill) {
    return Seal::of(base::Secret(std::string(32, fill))).value();
}

TEST(Seal, GivesBackTheTextItSealed) {
    const Seal seal = seal_of('k');
    for (const std::string& text :
         {std::string(), std::string("a b"), std::string("\0\xff", 2), std::string(3000, 'x')}) {
        const std::string sealed = seal.seal("page", text);
        EXPECT_EQ(seal.unseal("page", sealed), text);
        EXPECT_EQ(sealed.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                           "0123456789-_"),
                  std::string::npos);
    }
}

TEST(Seal, TheSameKeyIsTheSameSeal) {
    EXPECT_EQ(seal_of('k').unseal("page", seal_of('k').seal("page", "x")), "x");
    EXPECT_EQ(seal_of('k').unseal("page", seal_of('j').seal("page", "x")), std::nullopt);
}

TEST(Seal, EveryChangedCharacterBreaksIt) {
    const Seal seal = seal_of('k');
    const std::string sealed = seal.seal("page", "1 some place");
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        for (const char other : {'A', 'B', '-', '=', ' ', '\0'}) {
            std::string changed = sealed;
            if (changed[i] == other) continue;
            changed[i] = other;
            EXPECT_EQ(seal.unseal("page", changed), std::nullopt) << i << other;
        }
        EXPECT_EQ(seal.unseal("page", sealed.substr(0, i)), std::nullopt) << i;
    }
    EXPECT_EQ(seal.unseal("page", sealed + "A"), std::nullopt);
    EXPECT_EQ(seal.unseal("page", sealed + "AA"), std::nullopt);
    EXPECT_EQ(seal.unseal("page", ""), std::nullopt);
}

TEST(Seal, IsOfOneKind) {
    const Seal seal = seal_of('k');
    EXPECT_EQ(seal.unseal("sync", seal.seal("page", "x")), std::nullopt);
    EXPECT_EQ(seal.unseal("page", seal.seal("pag", "ex")), std::nullopt);
    EXPECT_THROW((void)seal.seal("", "x"), base::Bug);
    EXPECT_THROW((void)seal.seal(std::string_view("a\0b", 3), "x"), base::Bug);
}

TEST(Seal, DigestsAndTagsTellTextsApart) {
    const Seal seal = seal_of('k');
    for (const auto& of : {&Seal::digest, &Seal::tag}) {
        const std::string one = (seal.*of)("sight", "a");
        EXPECT_EQ(one.size(), 32U);
        EXPECT_EQ(one.find_first_not_of("0123456789abcdef"), std::string::npos);
        EXPECT_EQ(one, (seal_of('k').*of)("sight", "a"));
        EXPECT_NE(one, (seal.*of)("sight", "b"));
        EXPECT_NE(one, (seal.*of)("other", "a"));
        EXPECT_NE(one, (seal_of('j').*of)("sight", "a"));
    }
    EXPECT_NE(seal.tag("sight", "a"), seal.digest("sight", "a"));
}

TEST(Seal, ATagDependsOnEveryByteOfALongText) {
    const Seal seal = seal_of('k');
    const std::string text(300, 'x');
    std::set<std::string> tags = {seal.tag("etag", text)};
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string changed = text;
        changed[i] = 'y';
        tags.insert(seal.tag("etag", changed));
        tags.insert(seal.tag("etag", text.substr(0, i)));
    }
    EXPECT_EQ(tags.size(), 2 * text.size() + 1);
}

TEST(Seal, TakesAnyKeyThatIsLongEnough) {
    EXPECT_EQ(Seal::of(base::Secret(std::string(31, 'k'))).error().fault, base::Fault::invalid);
    for (const char* start : {"{\"kty\":", "-----BEGIN PUBLIC KEY-----"}) {
        std::string key = start;
        key.resize(32, '\0');
        EXPECT_TRUE(Seal::of(base::Secret(key))) << start;
    }
}

}  // namespace
}  // namespace auth
