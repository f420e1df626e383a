#include "scenario_text.hpp"

#include "edgvoip/source/freeswitch/json_cdr.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

namespace scenario {
namespace {

namespace json = boost::json;
using edgvoip::call::Call;

std::string trimmed(const std::string& text) {
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts;
    std::istringstream rest(text);
    for (std::string part; std::getline(rest, part, separator);)
        parts.push_back(trimmed(part));
    return parts;
}

/// Builds the JSON of one leg line by line.
class LegText {
public:
    LegText(base::Instant begin, const std::string& id, const std::string& direction)
        : begin_(begin) {
        variables_["uuid"] = id;
        variables_["direction"] = direction;
        // A stamp with a space in it says that the values are not URL-encoded.
        variables_["start_stamp"] = "2026-11-23 10:00:00";
        for (const char* key : {"answer_uepoch", "bridge_uepoch", "progress_uepoch"}) {
            variables_[key] = "0";
        }
    }

    void take(const std::string& key, const std::string& value) {
        if (key == "times") {
            for (const std::string& time : split(value, ','))
                take_time(split(time, ' '));
        } else if (key == "hop") {
            take_hop(split(value, '|'));
        } else if (key == "app") {
            const std::size_t space = value.find(' ');
            const bool has_data = space != std::string::npos;
            apps_.push_back({{"app_name", value.substr(0, space)},
                             {"app_data", has_data ? value.substr(space + 1) : ""}});
            variables_["last_app"] = value.substr(0, space);
            variables_["last_arg"] = has_data ? value.substr(space + 1) : "";
        } else {
            variables_[key] = value;
        }
    }

    std::string json_text() const {
        json::array newest_first(hops_.rbegin(), hops_.rend());
        json::object record{{"channel_data", {{"direction", variables_.at("direction")}}},
                            {"variables", variables_},
                            {"callflow", newest_first}};
        if (!apps_.empty()) record["app_log"] = {{"applications", apps_}};
        return json::serialize(record);
    }

private:
    std::string epoch(const std::string& seconds) const {
        return std::to_string(begin_.us + std::llround(std::stod(seconds) * 1e6));
    }

    void take_time(const std::vector<std::string>& words) {
        ASSERT_EQ(words.size(), 2U);
        variables_[words[0] + "_uepoch"] = epoch(words[1]);
    }

    void take_hop(const std::vector<std::string>& parts) {
        ASSERT_GE(parts.size(), 4U);
        json::object profile{{"caller_id_number", parts[0]},
                             {"caller_id_name", parts[1]},
                             {"destination_number", parts[2]},
                             {"context", parts[3]}};
        json::object hop;
        if (parts.size() > 4 && !parts[4].empty()) {
            hop["times"] = {{"bridged_time", epoch(parts[4])}};
        }
        if (parts.size() > 5) profile["originatee"] = reached(parts[5]);
        hop["caller_profile"] = profile;
        hops_.push_back(hop);
    }

    static json::object reached(const std::string& legs) {
        json::array profiles;
        for (const std::string& leg : split(legs, ',')) {
            const std::vector<std::string> words = split(leg, ' ');
            profiles.push_back({{"uuid", words.front()}, {"chan_name", words.back()}});
        }
        return {{"originatee_caller_profiles", profiles}};
    }

    base::Instant begin_;
    json::object variables_;
    json::array apps_;
    json::array hops_;
};

/// Splits `key = value`.
bool take_pair(const std::string& line, std::string& key, std::string& value) {
    const std::size_t equals = line.find(" =");
    if (equals == std::string::npos) return false;
    key = trimmed(line.substr(0, equals));
    value = trimmed(line.substr(equals + 2));
    return true;
}

std::string seconds_since(base::Instant begin, base::Instant instant) {
    std::ostringstream text;
    text << static_cast<double>(instant.us - begin.us) / 1e6;
    return text.str();
}

std::string legs_text(const Call& call) {
    std::string text;
    for (const auto& leg : call.legs) {
        const std::string& party = leg.ext.empty() ? leg.number : leg.ext;
        text += (text.empty() ? "" : " ") + (party.empty() ? "-" : party);
    }
    return text;
}

}  // namespace

Scenario read_scenario(const std::string& text) {
    Scenario scenario;
    std::vector<LegText> legs;
    bool expecting = false;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        line = trimmed(line);
        std::string key;
        std::string value;
        const std::vector<std::string> words = split(line, ' ');
        if (line.empty() || line.front() == '#') continue;
        if (line == "----") {
            expecting = true;
        } else if (words.front() == "begin") {
            scenario.begin = base::instant_of(base::parse_iso8601(words.at(1)).value());
        } else if (words.front() == "leg") {
            legs.emplace_back(scenario.begin, words.at(1), words.at(2));
        } else if (words.front() == "call" || words.front() == "no_tenant") {
            scenario.calls.push_back({words.at(1), words.front() == "no_tenant", {}});
        } else if (!take_pair(line, key, value)) {
            ADD_FAILURE() << "not understood: " << line;
        } else if (expecting) {
            scenario.calls.back().fields[key] = value;
        } else {
            legs.back().take(key, value);
        }
    }
    for (const LegText& leg : legs) {
        auto record =
            edgvoip::source::freeswitch::decode_json_text(leg.json_text(), "pbx1", "scenario");
        EXPECT_TRUE(record) << (record ? "" : record.error().detail);
        if (record) scenario.legs.push_back(*std::move(record));
    }
    return scenario;
}

std::map<std::string, std::string> described(const Call& call, base::Instant begin,
                                             const edgvoip::directory::Directory& directory) {
    const auto* tenant = directory.by_id(call.tenant);
    const auto* store = call.store ? tenant->store(*call.store) : nullptr;
    const auto& quality = call.quality;
    return {
        {"tenant", tenant->sip_domain},
        {"store", store == nullptr ? "" : store->name},
        {"direction", std::string(to_string(call.direction))},
        {"disposition", std::string(to_string(call.disposition))},
        {"missed_reason",
         call.missed_reason ? std::string(to_string(*call.missed_reason)) : std::string()},
        {"from_uri", call.from_uri},
        {"to_uri", call.to_uri},
        {"did_e164", call.did_e164},
        {"ext_number", call.ext_number},
        {"remote_number", call.remote_number},
        {"from_name", call.from_name},
        {"user_id", call.user_id},
        {"start", seconds_since(begin, call.start)},
        {"answer", call.answer ? seconds_since(begin, *call.answer) : std::string()},
        {"end", seconds_since(begin, call.end)},
        {"billsec", std::to_string(call.billsec)},
        {"ring_sec", std::to_string(call.ring_sec)},
        {"duration_sec", std::to_string(call.duration_sec)},
        {"hangup_cause", call.hangup_cause},
        {"quality", std::string(to_string(quality.status))},
        {"mos_centi", quality.mos_centi ? std::to_string(*quality.mos_centi) : std::string()},
        {"recorded", call.recorded ? "yes" : "no"},
        {"recording_path", call.recording_path},
        {"legs", legs_text(call)},
    };
}

}  // namespace scenario
