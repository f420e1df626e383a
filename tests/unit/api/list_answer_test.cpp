#include "edgvoip/api/list_answer.hpp"

#include <gtest/gtest.h>

namespace edgvoip::api {
namespace {

TEST(ReadPage, HasTheContractsDefaultsAndLimits) {
    http::QueryParameters none("");
    EXPECT_EQ(read_page(none), (query::PageRequest{1, 50}));
    http::QueryParameters most("page=1000000000&page_size=500");
    EXPECT_EQ(read_page(most), (query::PageRequest{1'000'000'000, 500}));
    EXPECT_TRUE(most.errors().empty());
    http::QueryParameters beyond("page=1000000001&page_size=501");
    read_page(beyond);
    EXPECT_EQ(beyond.errors().size(), 2U);
}

TEST(RejectAll, PutsFaultsBesideTheOthers) {
    http::QueryParameters parameters("from=x&nope=1");
    EXPECT_EQ(parameters.text("from"), "x");
    reject_all(parameters, {{"from", "is bad"}});
    const std::vector<http::ParameterError> expected = {
        {"from", "is bad"}, {"nope", "is not a parameter of this endpoint"}};
    EXPECT_EQ(parameters.errors(), expected);
}

TEST(ListAnswer, FramesItemsInTheContractsOrder) {
    http::Request request;
    request.path = "/api/x";
    const auto write = [](http::JsonWriter& json) {
        json.integer(1);
        json.integer(2);
    };
    const http::Answer answer = list_answer(page_frame(request, {2, 3}, 4), write);
    EXPECT_EQ(answer.body,
              R"({"items":[1,2],"page":2,"page_size":3,"total":4,"next_cursor":null})");
    const http::Headers expected = {
        {"Cache-Control", "private, no-cache"},
        {"Link",
         "</api/x?page=1>; rel=\"first\", </api/x?page=1>; rel=\"prev\", "
         "</api/x?page=2>; rel=\"last\""}};
    EXPECT_EQ(answer.headers, expected);
}

TEST(ListAnswer, ByCursorLinksToTheFirstPageAndTheNext) {
    ListFrame frame{.path = "/api/x",
                    .query = "q=a<b",
                    .page = {3, 2},
                    .total = 9,
                    .next_cursor = "abc",
                    .is_by_cursor = true};
    http::Answer answer = list_answer(frame, [](http::JsonWriter&) {});
    EXPECT_EQ(answer.body, R"({"items":[],"page":3,"page_size":2,"total":9,"next_cursor":"abc"})");
    EXPECT_EQ(answer.headers.back().second,
              "</api/x?q=a%3Cb&page=1>; rel=\"first\", </api/x?cursor=abc>; rel=\"next\"");
    frame.next_cursor.reset();
    answer = list_answer(frame, [](http::JsonWriter&) {});
    EXPECT_EQ(answer.headers.back().second, "</api/x?q=a%3Cb&page=1>; rel=\"first\"");
}

TEST(PiecesOf, KeepsOrDropsByTheDecodedName) {
    constexpr std::array<std::string_view, 2> names = {"page", "a b"};
    EXPECT_EQ(pieces_of("x=1&p%61ge=2&a+b=3&a%20b&y", names, false), "x=1&y");
    EXPECT_EQ(pieces_of("x=1&p%61ge=2&a+b=3&a%20b&y", names, true), "p%61ge=2&a+b=3&a%20b");
    EXPECT_EQ(pieces_of("", names, false), "");
    EXPECT_EQ(pieces_of("&&x&&", names, false), "x");
}

}  // namespace
}  // namespace edgvoip::api
