#include "live_seed.hpp"

#include "seed.hpp"

#include <boost/json.hpp>

#include <utility>

namespace edgvoip::tests {
namespace {

namespace json = boost::json;

std::string seconds_ago(std::int64_t seconds) {
    return std::to_string(seed_now().us / base::us_per_second - seconds);
}

/// A row with what all rows have; others are put in by name.
json::object row(const char* id, std::int64_t age_sec, const json::object& more) {
    json::object out{{"uuid", id},
                     {"direction", "inbound"},
                     {"callstate", "RINGING"},
                     {"presence_id", ""},
                     {"accountcode", ""},
                     {"application", ""},
                     {"application_data", ""},
                     {"call_uuid", ""},
                     {"created_epoch", seconds_ago(age_sec)}};
    for (const auto& [key, value] : more)
        out[key] = value;
    for (const char* name : {"dest", "context", "cid_num", "cid_name"}) {
        if (!out.contains(name)) continue;
        json::value same = out.at(name);  // a copy: room for another member moves what is there
        out[std::string("initial_") + name] = std::move(same);
    }
    return out;
}

/// A phone that is rung by another leg.
json::object phone(const char* id, const char* by, const char* ext, const char* domain,
                   const char* state, std::int64_t age_sec) {
    return row(id, age_sec,
               {{"direction", "outbound"},
                {"name", std::string("sofia/internal/") + ext + "@10.0.0.9:5060"},
                {"dest", ext},
                {"presence_id", std::string(ext) + "@" + domain},
                {"call_uuid", by},
                {"callstate", state}});
}

std::string event(const char* name, std::string_view id, const json::object& more) {
    json::object out{{"Event-Name", name},
                     {"Event-Date-Timestamp", std::to_string(seed_now().us)},
                     {"Caller-Channel-Created-Time", std::to_string(seed_now().us)},
                     {"Unique-ID", id},
                     {"Call-Direction", "inbound"}};
    for (const auto& [key, value] : more)
        out[key] = value;
    return json::serialize(out);
}

}  // namespace

std::string seed_channels() {
    json::array rows;
    rows.push_back(row("live-1", 90,
                       {{"name", "sofia/external/+393331234567@trunk"},
                        {"cid_num", "+393331234567"},
                        {"cid_name", "Mario"},
                        {"dest", "+390612345001"},
                        {"context", "chain-a-in"},
                        {"callstate", "ACTIVE"},
                        {"call_uuid", "live-1"}}));
    rows.push_back(phone("leg-1", "live-1", "1001", "chain-a.example", "HELD", 30));
    rows.push_back(row("live-2", 60,
                       {{"name", "sofia/external/+393337654321@trunk"},
                        {"cid_num", "+393337654321"},
                        {"dest", "+390212345002"},
                        {"context", "chain-a-in"},
                        {"callstate", "ACTIVE"},
                        {"application", "callcenter"},
                        {"application_data", "vendite@chain-a.example"}}));
    rows.push_back(row("live-3", 10,
                       {{"name", "sofia/internal/1002@chain-a.example"},
                        {"cid_num", "1002"},
                        {"dest", "+393339998877"},
                        {"context", "chain-a-out"},
                        {"application", "bridge"},
                        {"application_data", "sofia/gateway/trunk/+393339998877"}}));
    rows.push_back(row("live-4", 5,
                       {{"name", "sofia/internal/1003@chain-a.example"},
                        {"cid_num", "1003"},
                        {"dest", "1001"},
                        {"context", "chain-a-out"},
                        {"application", "bridge"},
                        {"application_data", "user/1001@chain-a.example"}}));
    rows.push_back(phone("leg-4", "live-4", "1001", "chain-a.example", "RINGING", 5));
    rows.push_back(row("live-5", 20,
                       {{"name", "sofia/external/+390687654321@trunk"},
                        {"cid_num", "+390687654321"},
                        {"dest", "+390512345001"},
                        {"context", "chain-b-in"},
                        {"callstate", "ACTIVE"}}));
    rows.push_back(phone("leg-5", "live-5", "2001", "chain-b.example", "ACTIVE", 10));
    rows.push_back(row("live-6", 20,
                       {{"name", "sofia/external/+390687654321@trunk"},
                        {"cid_num", "+390687654321"},
                        {"dest", "+390999999999"},
                        {"context", "public"}}));
    return json::serialize(json::object{{"row_count", rows.size()}, {"rows", rows}});
}

std::string no_channels() {
    return "{\"row_count\": 0}\n";
}

std::string channel_created(std::string_view id, std::string_view caller, std::string_view did) {
    return event("CHANNEL_CREATE", id,
                 {{"Channel-Name", "sofia/external/" + std::string(caller) + "@trunk"},
                  {"Caller-Caller-ID-Number", caller},
                  {"Caller-Destination-Number", did},
                  {"Caller-Context", "chain-a-in"}});
}

std::string phones_wanted(std::string_view id, std::string_view caller, std::string_view targets) {
    return event("CHANNEL_EXECUTE", id,
                 {{"Channel-Name", "sofia/external/" + std::string(caller) + "@trunk"},
                  {"Caller-Caller-ID-Number", caller},
                  {"Caller-Destination-Number", "group"},
                  {"Caller-Context", "chain-a-in"},
                  {"Application", "bridge"},
                  {"Application-Data", targets}});
}

std::string phone_rung(std::string_view id, std::string_view by, std::string_view ext) {
    return event("CHANNEL_CREATE", id,
                 {{"Call-Direction", "outbound"},
                  {"Channel-Name", "sofia/internal/" + std::string(ext) + "@10.0.0.9:5060"},
                  {"Caller-Destination-Number", ext},
                  {"Caller-Context", "chain-a-in"},
                  {"variable_originating_leg_uuid", by},
                  {"variable_dialed_user", ext},
                  {"variable_dialed_domain", "chain-a.example"}});
}

std::string channel_ended(std::string_view id) {
    return event("CHANNEL_HANGUP", id, {});
}

}  // namespace edgvoip::tests
