#include "edgvoip/source/freeswitch/json_cdr.hpp"

#include "base/limits.hpp"
#include "edgvoip/source/freeswitch/cdr_body.hpp"
#include "edgvoip/source/freeswitch/cdr_record.hpp"
#include "edgvoip/source/freeswitch/cdr_values.hpp"
#include "edgvoip/source/freeswitch/json_object.hpp"

namespace edgvoip::source::freeswitch {
namespace {

constexpr std::string_view adapter = "freeswitch-json";

base::Error too_long() {
    return {base::Fault::exhausted,
            "a record of more than " + std::to_string(base::limits::record_bytes_max) + " bytes"};
}

}  // namespace

base::Result<call::LegRecord> decode_json_text(std::string_view json, std::string_view source,
                                               std::string_view raw_ref) {
    if (json.size() > base::limits::record_bytes_max) return too_long();
    auto leg = read_object(json, read_record);
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
