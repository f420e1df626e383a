#include "base/error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace base {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

TEST(Error, FaultsHaveTheNamesOfTheLogs) {
    EXPECT_EQ(to_string(Fault::invalid), "invalid");
    EXPECT_EQ(to_string(Fault::not_found), "not_found");
    EXPECT_EQ(to_string(Fault::conflict), "conflict");
    EXPECT_EQ(to_string(Fault::unavailable), "unavailable");
    EXPECT_EQ(to_string(Fault::corrupt), "corrupt");
    EXPECT_EQ(to_string(Fault::unsupported), "unsupported");
    EXPECT_EQ(to_string(Fault::exhausted), "exhausted");
}

TEST(Error, IsMadeByItsKind) {
    EXPECT_EQ(invalid("a"), (Error{Fault::invalid, "a"}));
    EXPECT_EQ(unavailable("b"), (Error{Fault::unavailable, "b"}));
    EXPECT_EQ(corrupt("c"), (Error{Fault::corrupt, "c"}));
    EXPECT_EQ(within("the file 'x'", corrupt("is cut")),
              (Error{Fault::corrupt, "the file 'x': is cut"}));
}

TEST(Error, AResultIsAValueOrAnError) {
    const Result<int> good = 5;
    EXPECT_EQ(good.value(), 5);
    const Result<int> bad = invalid("is no number");
    ASSERT_FALSE(bad.has_value());
    EXPECT_EQ(bad.error().detail, "is no number");
    EXPECT_THAT([&bad] { static_cast<void>(bad.value()); },
                ThrowsMessage<std::runtime_error>("is no number"));
}

TEST(Error, ACheckThrowsABugThatNamesThePlace) {
    EXPECT_NO_THROW(check(true, "holds"));
    EXPECT_THAT(
        [] { check(false, "pigs fly"); },
        ThrowsMessage<Bug>(testing::AllOf(HasSubstr("error_test.cpp:"), HasSubstr(": pigs fly"))));
}

}  // namespace
}  // namespace base
