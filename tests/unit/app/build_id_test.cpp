#include "edgvoip/app/build_id.hpp"

#include <gmock/gmock.h>

namespace edgvoip::app {
namespace {

TEST(BuildId, IsWhatTheLinkerWroteIntoTheProgram) {
    constexpr std::size_t digits_of_sha1 = 40;
    const std::string id = build_id();
    EXPECT_EQ(id.size(), digits_of_sha1);
    EXPECT_EQ(id.find_first_not_of("0123456789abcdef"), std::string::npos);
    EXPECT_NE(id.find_first_not_of('0'), std::string::npos);
    EXPECT_EQ(build_id(), id);
}

}  // namespace
}  // namespace edgvoip::app
