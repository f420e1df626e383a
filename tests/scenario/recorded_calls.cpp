#include "recorded_calls.hpp"

#include "edgvoip/enrich/family.hpp"
#include "edgvoip/source/freeswitch/json_cdr.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

namespace scenario {
namespace {

using edgvoip::call::LegRecord;

const std::string fixtures = std::string(EDG_SOURCE_DIR) + "/tests/fixtures/freeswitch";

std::string read_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    EXPECT_TRUE(file) << path;
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

std::vector<std::filesystem::path> record_paths() {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(fixtures + "/json_cdr")) {
        if (entry.is_regular_file()) paths.push_back(entry.path());
    }
    std::ranges::sort(paths);
    return paths;
}

/// The fields of one line; quoted ones may hold commas, and `""` for a quote.
std::vector<std::string> csv_fields(const std::string& line) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
            fields.back() += line[++i];
        } else if (line[i] == '"') {
            quoted = !quoted;
        } else if (line[i] == ',' && !quoted) {
            fields.emplace_back();
        } else if (line[i] != '\r') {
            fields.back() += line[i];
        }
    }
    return fields;
}

}  // namespace

std::string fixture(const std::string& path) {
    return read_file(fixtures + "/" + path);
}

std::vector<TruthRow> truth_rows() {
    std::istringstream text(fixture("truth.csv"));
    std::string line;
    std::getline(text, line);
    const std::vector<std::string> names = csv_fields(line);
    std::vector<TruthRow> rows;
    while (std::getline(text, line)) {
        const std::vector<std::string> fields = csv_fields(line);
        TruthRow row;
        for (std::size_t i = 0; i < names.size() && i < fields.size(); ++i) {
            row[names[i]] = fields[i];
        }
        if (std::filesystem::exists(fixtures + "/json_cdr/" + row["a_record"])) {
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

std::vector<std::string> recorded_files() {
    std::vector<std::string> files;
    for (const auto& path : record_paths())
        files.push_back(read_file(path));
    return files;
}

std::vector<LegRecord> recorded_legs() {
    std::vector<LegRecord> legs;
    for (const auto& path : record_paths()) {
        auto leg = edgvoip::source::freeswitch::decode_json_cdr(read_file(path), "pbx1",
                                                                path.filename().string());
        EXPECT_TRUE(leg) << path << ": " << (leg ? "" : leg.error().detail);
        if (leg) legs.push_back(*std::move(leg));
    }
    return legs;
}

std::map<std::string, std::vector<LegRecord>> families(const std::vector<LegRecord>& legs) {
    std::map<std::string, const LegRecord*> by_id;
    for (const LegRecord& leg : legs)
        by_id[leg.leg_id] = &leg;
    std::map<std::string, std::vector<LegRecord>> found;
    for (const LegRecord& leg : legs) {
        const LegRecord* at = &leg;
        std::set<std::string> seen;
        while (at != nullptr && !edgvoip::enrich::is_root(*at) && seen.insert(at->leg_id).second) {
            const auto parent = by_id.find(edgvoip::enrich::parent_of(*at));
            at = parent == by_id.end() ? nullptr : parent->second;
        }
        if (at != nullptr && edgvoip::enrich::is_root(*at)) found[at->leg_id].push_back(leg);
    }
    return found;
}

}  // namespace scenario
