#include "http/query_parameters.hpp"

#include "base/limits.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace http {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Errors = std::vector<ParameterError>;

const char* const unknown = "is not a parameter of this endpoint";

TEST(QueryParameters, AnEmptyQueryHasNone) {
    QueryParameters query("");
    EXPECT_EQ(query.text("a"), std::nullopt);
    EXPECT_FALSE(query.given("a"));
    EXPECT_THAT(query.errors(), IsEmpty());
}

TEST(QueryParameters, GivesDecodedTexts) {
    QueryParameters query("q=Per%C3%B9+2%2B2&did_e164=+3906&%61=1=2&empty=&bare");
    EXPECT_EQ(query.text("q"), "Perù 2+2");
    EXPECT_EQ(query.text("did_e164"), " 3906");
    EXPECT_EQ(query.text("a"), "1=2");
    EXPECT_EQ(query.text("empty"), "");
    EXPECT_EQ(query.text("bare"), "");
    EXPECT_EQ(query.text("Q"), std::nullopt);
    EXPECT_TRUE(query.given("bare"));
    EXPECT_THAT(query.errors(), IsEmpty());
}

TEST(QueryParameters, NamesWhatNobodyAskedForInTheQuerysOrder) {
    QueryParameters query("z=1&known=2&a=3");
    EXPECT_EQ(query.text("known"), "2");
    EXPECT_TRUE(query.given("z"));  // asking whether is not asking for
    EXPECT_THAT(query.errors(),
                ElementsAre(ParameterError{"z", unknown}, ParameterError{"a", unknown}));
}

TEST(QueryParameters, RefusesARepeatedNameHoweverItIsWritten) {
    QueryParameters query("a=1&b=2&%61=1&a=3");
    EXPECT_EQ(query.text("a"), std::nullopt);
    EXPECT_TRUE(query.given("a"));
    EXPECT_EQ(query.text("b"), "2");
    EXPECT_THAT(query.errors(), ElementsAre(ParameterError{"a", "is given more than once"}));
}

TEST(QueryParameters, RefusesWhatCannotBeDecoded) {
    const std::vector<std::pair<std::string, Errors>> cases = {
        {"a=%zz", {{"a", "has a bad percent-encoding"}}},
        {"a=%4", {{"a", "has a bad percent-encoding"}}},
        {"a=%e8", {{"a", "is not valid UTF-8"}}},
        {"a=x%00y", {{"a", "has a control character"}}},
        {"a=%0d%0aSet-Cookie", {{"a", "has a control character"}}},
        {"a=%c2%85", {{"a", "has a control character"}}},
        {"a=%7f", {{"a", "has a control character"}}},
        {"%zz=1", {{"%zz", "has a bad percent-encoding"}}},
        {"%ff=1", {{"%ff", "is not valid UTF-8"}}},
        {"%00a", {{"%00a", "has a control character"}}},
        {"\xff%=1", {{"?%", "has a bad percent-encoding"}}},
        {"=1", {{"", "has no name"}}},
        {"&", {{"", "has no name"}}},
    };
    for (const auto& [raw, errors] : cases) {
        QueryParameters query(raw);
        EXPECT_EQ(query.text("a"), std::nullopt) << raw;
        EXPECT_EQ(query.errors(), errors) << raw;
    }
}

TEST(QueryParameters, RefusesNamelessPiecesBetweenAndBehindGoodOnes) {
    for (const char* raw : {"a=1&", "&a=1", "a=1&&", "a=1&=&"}) {
        QueryParameters query(raw);
        EXPECT_EQ(query.text("a"), "1") << raw;
        EXPECT_THAT(query.errors(), ElementsAre(ParameterError{"", "has no name"})) << raw;
    }
}

TEST(QueryParameters, ShowsLongNamesShort) {
    const std::string ascii(100, 'n');
    QueryParameters query(ascii + "=1&" + std::string(63, 'm') + "%C3%B9=1&%" + ascii);
    EXPECT_THAT(query.errors(), ElementsAre(ParameterError{std::string(64, 'n'), unknown},
                                            ParameterError{std::string(63, 'm'), unknown},
                                            ParameterError{"%" + std::string(63, 'n'),
                                                           "has a bad percent-encoding"}));
}

TEST(QueryParameters, TakesALimitedNumberOfParameters) {
    std::string raw;
    for (std::size_t i = 0; i < base::limits::http_query_parameters_max; ++i) {
        raw += (i == 0 ? "p" : "&p") + std::to_string(i) + "=1";
    }
    const auto ask_for_all = [](QueryParameters& query) {
        for (int i = 0; i < 70; ++i)
            query.text("p" + std::to_string(i));
    };
    QueryParameters full(raw);
    ask_for_all(full);
    EXPECT_THAT(full.errors(), IsEmpty());

    QueryParameters over(raw + "&p64=1&p65=1");
    ask_for_all(over);
    EXPECT_THAT(over.errors(), ElementsAre(ParameterError{
                                   "p64", "is one too many: a query has at most 64 parameters"}));
}

TEST(QueryParameters, ReadsWholeNumbers) {
    QueryParameters query("low=1&high=500&negative=-7&zeros=007");
    EXPECT_EQ(query.integer("low", 1, 500), 1);
    EXPECT_EQ(query.integer("high", 1, 500), 500);
    EXPECT_EQ(query.integer("negative", -10, 0), -7);
    EXPECT_EQ(query.integer("zeros", 0, 10), 7);
    EXPECT_EQ(query.integer("absent", 0, 10), std::nullopt);
    EXPECT_THAT(query.errors(), IsEmpty());
}

TEST(QueryParameters, RefusesWhatIsNoWholeNumberInTheRange) {
    for (const char* bad :
         {"0", "501", "-1", "", "1.0", "1e2", "0x10", "%2B5", "+5", "5+", "1%2C000",
          "9223372036854775808", "99999999999999999999999", "abc", "--5", "-"}) {
        QueryParameters query(std::string("page_size=") + bad);
        EXPECT_EQ(query.integer("page_size", 1, 500), std::nullopt) << bad;
        EXPECT_THAT(query.errors(),
                    ElementsAre(ParameterError{"page_size", "is not a whole number from 1 to 500"}))
            << bad;
    }
}

TEST(QueryParameters, ReadsTheWholeRangeOfIntegers) {
    constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    QueryParameters query("a=-9223372036854775808&b=9223372036854775807");
    EXPECT_EQ(query.integer("a", least, most), least);
    EXPECT_EQ(query.integer("b", least, most), most);
}

TEST(QueryParameters, ReadsDecimals) {
    QueryParameters query("a=3.6&b=4&c=1.05&d=0.99&e=-0.5");
    EXPECT_EQ(query.decimal("a", 2, 100, 500), 360);
    EXPECT_EQ(query.decimal("b", 2, 100, 500), 400);
    EXPECT_EQ(query.decimal("c", 2, 100, 500), 105);
    EXPECT_EQ(query.decimal("d", 2, 0, 500), 99);
    EXPECT_EQ(query.decimal("e", 1, -10, 10), -5);
    EXPECT_THAT(query.errors(), IsEmpty());
}

TEST(QueryParameters, RefusesWhatIsNoDecimalInTheRange) {
    for (const char* bad : {"0.99", "5.01", "3.600", "3.", ".5", "", "-", "-.5", ".", "3.6.1",
                            "3,6", "1e0", "nan", "3.-6", "-3.6", "92233720368547758.08"}) {
        QueryParameters query(std::string("max_mos=") + bad);
        EXPECT_EQ(query.decimal("max_mos", 2, 100, 500), std::nullopt) << bad;
        EXPECT_THAT(query.errors(),
                    ElementsAre(ParameterError{
                        "max_mos", "is not a number from 1 to 5 with at most 2 decimals"}))
            << bad;
    }
}

TEST(QueryParameters, SaysTheBoundsOfADecimalAsAPersonWritesThem) {
    QueryParameters query("x=a&y=a");
    query.decimal("x", 1, -5, 1005);
    query.decimal("y", 2, 5, 120);
    EXPECT_THAT(
        query.errors(),
        ElementsAre(
            ParameterError{"x", "is not a number from -0.5 to 100.5 with at most 1 decimal"},
            ParameterError{"y", "is not a number from 0.05 to 1.2 with at most 2 decimals"}));
}

TEST(QueryParameters, ReadsBooleans) {
    QueryParameters query("yes=true&no=false&empty=&one=1&upper=True");
    EXPECT_EQ(query.boolean("yes"), true);
    EXPECT_EQ(query.boolean("no"), false);
    EXPECT_EQ(query.boolean("empty"), std::nullopt);
    EXPECT_EQ(query.boolean("one"), std::nullopt);
    EXPECT_EQ(query.boolean("upper"), std::nullopt);
    EXPECT_EQ(query.boolean("absent"), std::nullopt);
    EXPECT_THAT(query.errors(), ElementsAre(ParameterError{"empty", "is neither true nor false"},
                                            ParameterError{"one", "is neither true nor false"},
                                            ParameterError{"upper", "is neither true nor false"}));
}

TEST(QueryParameters, NamesEachOnceWithTheFirstReasonInTheQuerysOrder) {
    QueryParameters query("b=x&store_id=1&a=y&a=z");
    query.integer("a", 1, 2);
    query.reject("store_id", "is not a UUID");
    query.reject("store_id", "is something else");
    query.integer("b", 1, 2);
    query.reject("b", "is too late");
    query.reject("from", "is not before to");
    query.reject("from", "is not there");
    EXPECT_THAT(query.errors(),
                ElementsAre(ParameterError{"b", "is not a whole number from 1 to 2"},
                            ParameterError{"store_id", "is not a UUID"},
                            ParameterError{"a", "is given more than once"},
                            ParameterError{"from", "is not before to"}));
}

}  // namespace
}  // namespace http
