#include "edgvoip/source/freeswitch/json_cdr.hpp"

#include "base/limits.hpp"
#include "edgvoip/source/freeswitch/cdr_body.hpp"
#include "edgvoip/source/freeswitch/cdr_record.hpp"
#include "edgvoip/source/freeswitch/cdr_values.hpp"

#include <boost/json.hpp>

#include <vector>

namespace edgvoip::source::freeswitch {
namespace {

constexpr std::size_t depth_max = 32;
constexpr std::size_t tree_bytes_usual = 256 * 1024;
constexpr std::string_view adapter = "freeswitch-json";

base::Error too_long() {
    return {base::Fault::exhausted,
            "a record of more than " + std::to_string(base::limits::record_bytes_max) + " bytes"};
}

}  // namespace

base::Result<call::LegRecord> decode_json_text(std::string_view json, std::string_view source,
                                               std::string_view raw_ref) {
    if (json.size() > base::limits::record_bytes_max) return too_long();
    boost::json::parse_options options;
    options.max_depth = depth_max;
    // Display names reach us as the caller's phone wrote them, Latin-1 included.
    options.allow_invalid_utf8 = true;
    // Kept by the thread: a record's tree fits, and its pages need not be made anew.
    thread_local std::vector<unsigned char> room(tree_bytes_usual);
    boost::json::monotonic_resource memory(room.data(), room.size());
    boost::system::error_code failure;
    const boost::json::value document = boost::json::parse(json, failure, &memory, options);
    if (failure) return base::invalid("not JSON: " + failure.message());
    const auto* record = document.if_object();
    if (record == nullptr) return base::invalid("the record is no JSON object");
    auto leg = read_record(*record);
    if (!leg) return leg;
    leg->source = source;
    leg->adapter = adapter;
    leg->raw_ref = clean_text(raw_ref);
    return leg;
}

base::Result<call::LegRecord> decode_json_cdr(std::string_view bytes, std::string_view source,
                                              std::string_view raw_ref) {
    // Encoding makes three bytes of one at most.
    if (bytes.size() > 3 * base::limits::record_bytes_max) return too_long();
    const std::string_view body = bare_body(bytes);
    if (is_base64(body)) return decode_json_text(base64_decoded(body), source, raw_ref);
    if (!is_url_encoded(body)) return decode_json_text(body, source, raw_ref);
    auto leg = decode_json_text(url_decoded(body), source, raw_ref);
    if (leg) return leg;
    return decode_json_text(json_of_twice_encoded(body), source, raw_ref);
}

}  // namespace edgvoip::source::freeswitch
