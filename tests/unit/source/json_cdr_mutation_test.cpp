#include "base/folded_text.hpp"
#include "base/limits.hpp"
#include "edgvoip/source/freeswitch/json_cdr.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <vector>

namespace edgvoip::source::freeswitch {
namespace {

std::vector<std::string> some_records() {
    std::vector<std::filesystem::path> paths;
    const std::string folder = std::string(EDG_SOURCE_DIR) + "/tests/fixtures/freeswitch/json_cdr/";
    for (const char* part : {"p3", "h5_err", "p0_odd"}) {
        for (const auto& entry : std::filesystem::directory_iterator(folder + part)) {
            paths.push_back(entry.path());
        }
    }
    std::ranges::sort(paths);
    std::vector<std::string> records;
    for (const auto& path : paths) {
        std::ifstream file(path, std::ios::binary);
        std::ostringstream bytes;
        bytes << file.rdbuf();
        records.push_back(bytes.str());
    }
    return records;
}

/// Damages some bytes, cuts, repeats or joins pieces, as files half written or overwritten are.
std::string mutated(std::string bytes, std::mt19937& random) {
    const auto below = [&random](std::size_t limit) {
        return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
    };
    const std::size_t at = below(bytes.size());
    switch (below(5)) {
        case 0:
            bytes.resize(at);
            break;
        case 1:
            bytes.erase(at, below(40));
            break;
        case 2:
            bytes.insert(at, bytes.substr(below(bytes.size()), below(200)));
            break;
        case 3:
            for (int i = 0; i < 8; ++i)
                bytes[below(bytes.size())] = static_cast<char>(below(256));
            break;
        default:
            for (char& c : bytes) {
                if (c >= '0' && c <= '9' && below(50) == 0) {
                    c = static_cast<char>('0' + below(10));
                }
            }
    }
    return bytes;
}

void expect_sound(const call::LegRecord& leg) {
    EXPECT_FALSE(leg.leg_id.empty());
    EXPECT_LE(leg.started, leg.ended);
    EXPECT_TRUE(base::is_valid_utf8(leg.last_arg));
    EXPECT_LE(leg.last_arg.size(), base::limits::record_text_bytes_max);
    EXPECT_LE(leg.apps.size(), base::limits::record_apps_max);
    for (const auto& hop : leg.hops)
        EXPECT_TRUE(base::is_valid_utf8(hop.caller_name));
}

TEST(JsonCdrMutation, DamagedRecordsAreReadOrRefusedButNeverCrash) {
    std::mt19937 random(20261122);
    std::size_t read = 0;
    std::size_t refused = 0;
    for (const std::string& record : some_records()) {
        for (int i = 0; i < 40; ++i) {
            const auto leg = decode_json_cdr(mutated(record, random), "s", "r");
            if (leg) {
                expect_sound(*leg);
                ++read;
            } else {
                EXPECT_FALSE(leg.error().detail.empty());
                ++refused;
            }
        }
    }
    EXPECT_GT(read, 100U);
    EXPECT_GT(refused, 100U);
}

TEST(JsonCdrMutation, NoiseIsRefused) {
    std::mt19937 random(7);
    for (int i = 0; i < 2000; ++i) {
        std::string noise(random() % 300, '\0');
        for (char& c : noise)
            c = static_cast<char>(random());
        for (const char* begin : {"", "{", "%7B", "cdr=", "ey", "{\"variables\":{"}) {
            EXPECT_FALSE(decode_json_cdr(begin + noise, "s", "r"));
        }
    }
}

}  // namespace
}  // namespace edgvoip::source::freeswitch
