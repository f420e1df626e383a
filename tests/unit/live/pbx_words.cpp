#include "pbx_words.hpp"

#include <boost/json.hpp>

namespace edgvoip::tests {

namespace json = boost::json;

std::string words(std::string_view event, std::string_view channel, const Members& more) {
    json::object out{{"Event-Name", event},
                     {"Event-Date-Timestamp", "1795359617000000"},
                     {"Unique-ID", channel},
                     {"Call-Direction", "inbound"},
                     {"Channel-Name", "sofia/external/+393401112233@sip.carrier.test"},
                     {"Caller-Caller-ID-Number", "+393401112233"},
                     {"Caller-Destination-Number", ""},
                     {"Caller-Context", "public"},
                     {"Caller-Channel-Created-Time", "1795359616000000"}};
    for (const auto& [name, value] : more)
        out[name] = value;
    return json::serialize(out);
}

std::string list_of(const std::vector<std::pair<std::string, std::string>>& channels) {
    json::array rows;
    for (const auto& [id, did] : channels) {
        rows.push_back({{"uuid", id},
                        {"direction", "inbound"},
                        {"created_epoch", "1795359616"},
                        {"name", "sofia/external/+393401112233@sip.carrier.test"},
                        {"cid_num", "+393401112233"},
                        {"dest", did},
                        {"context", "public"},
                        {"callstate", "RINGING"},
                        {"call_uuid", ""}});
    }
    return json::serialize(json::object{{"row_count", rows.size()}, {"rows", rows}});
}

}  // namespace edgvoip::tests
