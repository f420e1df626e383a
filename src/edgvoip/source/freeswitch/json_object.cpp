#include "edgvoip/source/freeswitch/json_object.hpp"

#include <utility>

namespace edgvoip::source::freeswitch {

base::Result<boost::json::value> parse_object(std::string_view json,
                                              boost::json::storage_ptr memory) {
    boost::json::parse_options options;
    options.max_depth = 32;
    options.allow_invalid_utf8 = true;
    boost::system::error_code failure;
    boost::json::value document = boost::json::parse(json, failure, std::move(memory), options);
    if (failure) return base::invalid("not JSON: " + failure.message());
    if (!document.is_object()) return base::invalid("the text is no JSON object");
    return document;
}

}  // namespace edgvoip::source::freeswitch
