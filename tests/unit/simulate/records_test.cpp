#include "base/phone_number.hpp"
#include "collected.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>

#include <set>

namespace edgvoip::simulate {
namespace {

/// The variables of a record that is URL-encoded.
std::string decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        out += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
        i += 2;
    }
    return out;
}

std::int64_t number_in(const boost::json::object& variables, std::string_view name) {
    return std::stoll(std::string(variables.at(name).as_string()));
}

TEST(Records, every_record_is_json_with_the_fields_of_a_real_one) {
    std::size_t seen = 0;
    for (const Collected::Written& written : month().records) {
        if (++seen % 7 != 0) continue;
        SCOPED_TRACE(written.name);
        boost::json::error_code error;
        const auto value = boost::json::parse(written.json, error);
        ASSERT_FALSE(error) << written.json;
        const auto& record = value.as_object();
        for (const std::string_view key :
             {"core-uuid", "switchname", "channel_data", "callStats", "variables", "callflow"}) {
            EXPECT_TRUE(record.contains(key)) << key;
        }
        const auto& variables = record.at("variables").as_object();
        for (const auto& variable : variables)
            EXPECT_TRUE(variable.value().is_string());
        EXPECT_EQ(variables.at("direction"), record.at("channel_data").at("direction"));
        const std::string uuid(variables.at("uuid").as_string());
        EXPECT_THAT(written.name, testing::AnyOf("a_" + uuid + ".cdr.json", uuid + ".cdr.json"));
        const std::int64_t start = number_in(variables, "start_uepoch");
        const std::int64_t answer = number_in(variables, "answer_uepoch");
        const std::int64_t end = number_in(variables, "end_uepoch");
        EXPECT_EQ(end, written.ended.us);
        EXPECT_LE(start, end);
        if (answer != 0) {
            EXPECT_LE(start, answer);
            EXPECT_LE(answer, end);
        }
        EXPECT_EQ(number_in(variables, "billmsec"), answer == 0 ? 0 : (end - answer) / 1000);
        EXPECT_EQ(number_in(variables, "duration"), end / 1'000'000 - start / 1'000'000);
        EXPECT_EQ(number_in(variables, "start_epoch"), start / 1'000'000);
        EXPECT_FALSE(record.at("callflow").as_array().empty());
        EXPECT_GT(written.json.size(), 3000U);
        EXPECT_LT(written.json.size(), 12'000U);
    }
    EXPECT_GT(seen, 1000U);
}

TEST(Records, values_are_encoded_or_not_as_asked) {
    const Chain chain = chain_of(small_chain);
    const Collected encoded = run(chain, "2026-03-10T00:00:00Z", "2026-03-11T00:00:00Z");
    const Collected plain =
        run(chain, "2026-03-10T00:00:00Z", "2026-03-11T00:00:00Z", {.encode_values = false});
    ASSERT_EQ(encoded.records.size(), plain.records.size());
    for (std::size_t i = 0; i < plain.records.size(); ++i) {
        const auto one = boost::json::parse(encoded.records[i].json).as_object();
        const auto two = boost::json::parse(plain.records[i].json).as_object();
        EXPECT_EQ(one.at("callflow"), two.at("callflow"));
        const auto& decoded_ones = two.at("variables").as_object();
        for (const auto& variable : one.at("variables").as_object()) {
            EXPECT_EQ(decoded(std::string_view(variable.value().as_string())),
                      std::string_view(decoded_ones.at(variable.key()).as_string()));
        }
        const std::string_view stamp = one.at("variables").at("start_stamp").as_string();
        EXPECT_THAT(stamp, testing::MatchesRegex("2026-03-1.%20..%3A..%3A.."));
    }
    EXPECT_EQ(encoded.lines(), plain.lines());
}

TEST(Records, bulk_makes_records_of_the_real_size_and_changes_nothing_else) {
    const Chain chain = chain_of(small_chain);
    const Collected lean = run(chain, "2026-03-10T00:00:00Z", "2026-03-11T00:00:00Z");
    const Collected bulky =
        run(chain, "2026-03-10T00:00:00Z", "2026-03-11T00:00:00Z", {.bulk = true});
    ASSERT_EQ(lean.records.size(), bulky.records.size());
    EXPECT_EQ(lean.lines(), bulky.lines());
    for (std::size_t i = 0; i < lean.records.size(); ++i) {
        EXPECT_GT(bulky.records[i].json.size(), lean.records[i].json.size() + 1500);
        EXPECT_GT(bulky.records[i].json.size(), 6'000U);
        EXPECT_LT(bulky.records[i].json.size(), 20'000U);
    }
}

TEST(Records, numbers_are_written_in_the_form_asked_and_mean_the_same) {
    const Chain chain = chain_of(small_chain);
    const auto dialled_dids = [&](NumberForm form) {
        const Collected collected =
            run(chain, "2026-03-10T00:00:00Z", "2026-03-14T00:00:00Z", {.numbers = form});
        std::set<std::string> first_two;
        for (const auto& written : collected.records) {
            const auto record = boost::json::parse(written.json);
            const auto& profile =
                record.at("callflow").as_array().back().at("caller_profile").as_object();
            if (profile.at("context").as_string() != "public") continue;
            const std::string did(profile.at("destination_number").as_string());
            EXPECT_TRUE(base::PhoneNumber::read(did, "IT").is_e164()) << did;
            first_two.insert(did.substr(0, 1));
            const std::string caller(profile.at("caller_id_number").as_string());
            if (caller == "anonymous") continue;
            EXPECT_TRUE(base::PhoneNumber::read(caller, "IT").is_e164()) << caller;
        }
        return first_two;
    };
    EXPECT_THAT(dialled_dids(NumberForm::mixed), testing::UnorderedElementsAre("+", "3", "0"));
    EXPECT_THAT(dialled_dids(NumberForm::e164), testing::UnorderedElementsAre("+"));
    EXPECT_THAT(dialled_dids(NumberForm::without_plus), testing::UnorderedElementsAre("3"));
}

TEST(Records, stamps_are_local_and_go_back_in_the_autumn_night) {
    const Collected collected =
        run(chain_of(small_chain), "2026-10-25T00:00:00Z", "2026-10-25T02:00:00Z");
    bool goes_back = false;
    for (const auto& written : collected.records) {
        const auto record = boost::json::parse(written.json);
        const auto& variables = record.at("variables").as_object();
        const std::string start =
            decoded(std::string_view(variables.at("start_stamp").as_string()));
        const std::string end = decoded(std::string_view(variables.at("end_stamp").as_string()));
        EXPECT_THAT(start, testing::StartsWith("2026-10-25 02:"));
        goes_back |= end < start;
    }
    EXPECT_TRUE(goes_back);
}

}  // namespace
}  // namespace edgvoip::simulate
