#include "w3/api/reasons.hpp"

#include "http/message.hpp"
#include "w3/api/problems.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <set>

namespace w3::api {
namespace {

TEST(Reasons, each_has_a_code_of_its_own_in_the_order_of_the_enum) {
    std::set<std::string_view> codes;
    std::size_t place = 0;
    for (const ReasonCode& each : reason_codes()) {
        EXPECT_EQ(static_cast<std::size_t>(each.reason), place++);
        EXPECT_TRUE(codes.insert(each.code).second) << each.code;
        EXPECT_EQ(wrong("a", each.reason, "is so").code, each.code);
    }
    EXPECT_EQ(place, static_cast<std::size_t>(Reason::no_missed_call) + 1);
}

TEST(Reasons, are_said_beside_their_text) {
    http::Request request;
    const http::Answer answer = refused_values(
        {wrong("email", Reason::address_taken, "belongs to somebody already")}, request);
    const auto error = boost::json::parse(answer.body).at("errors").at(0);
    EXPECT_EQ(error.at("parameter").as_string(), "email");
    EXPECT_EQ(error.at("reason").as_string(), "belongs to somebody already");
    EXPECT_EQ(error.at("code").as_string(), "address_taken");
}

}  // namespace
}  // namespace w3::api
