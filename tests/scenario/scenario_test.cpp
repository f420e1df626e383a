#include "edgvoip/enrich/assemble.hpp"
#include "recorded_calls.hpp"
#include "scenario_text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <sstream>

// Every tests/scenario/*.txt is one test: legs in, calls out.
namespace scenario {
namespace {

using edgvoip::directory::Directory;

const std::string folder = std::string(EDG_SOURCE_DIR) + "/tests/scenario";

std::vector<std::string> scenario_names() {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".txt" && entry.path().stem() != "CMakeLists") {
            names.push_back(entry.path().stem().string());
        }
    }
    std::ranges::sort(names);
    return names;
}

Scenario scenario_named(const std::string& name) {
    std::ifstream file(folder + "/" + name + ".txt");
    std::ostringstream text;
    text << file.rdbuf();
    return read_scenario(text.str());
}

void expect_call(const ExpectedCall& expected,
                 const std::map<std::string, std::string>& described_call) {
    for (const char* key : {"direction", "disposition", "ext_number"}) {
        EXPECT_TRUE(expected.fields.contains(key)) << "the scenario must say " << key;
    }
    for (const auto& [key, value] : expected.fields) {
        const auto found = described_call.find(key);
        if (found == described_call.end()) {
            ADD_FAILURE() << "no such field: " << key;
            continue;
        }
        EXPECT_EQ(found->second, value) << key;
    }
}

class ScenarioText : public testing::TestWithParam<std::string> {};

TEST_P(ScenarioText, BecomesTheseCalls) {
    const Scenario scenario = scenario_named(GetParam());
    const auto directory = Directory::parse(fixture("directory.json")).value();
    ASSERT_FALSE(scenario.calls.empty());
    for (const unsigned seed : {0U, 1U, 2U, 3U}) {
        SCOPED_TRACE("order of records " + std::to_string(seed));
        std::vector<edgvoip::call::LegRecord> legs = scenario.legs;
        if (seed > 0) std::ranges::shuffle(legs, std::mt19937(seed));
        auto found = families(legs);
        for (const ExpectedCall& expected : scenario.calls) {
            SCOPED_TRACE("call " + expected.id);
            ASSERT_TRUE(found.contains(expected.id));
            const auto call = edgvoip::enrich::assemble(found.at(expected.id), *directory);
            EXPECT_EQ(call.has_value(), !expected.no_tenant);
            if (call) {
                expect_call(expected, described(*call, scenario.begin, *directory));
            } else {
                EXPECT_TRUE(call.error().detail.starts_with("no_tenant")) << call.error().detail;
            }
            found.erase(expected.id);
        }
        EXPECT_TRUE(found.empty()) << "a call too many: " << found.begin()->first;
    }
}

INSTANTIATE_TEST_SUITE_P(Scenarios, ScenarioText, testing::ValuesIn(scenario_names()),
                         [](const auto& name) { return name.param; });

TEST(Scenarios, AreThere) {
    EXPECT_GE(scenario_names().size(), 25U);
}

}  // namespace
}  // namespace scenario
