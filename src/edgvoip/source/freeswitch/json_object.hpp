#pragma once

#include "base/error.hpp"

#include <boost/json.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>

namespace edgvoip::source::freeswitch {

/// A text that a PBX wrote, parsed into `memory`. Display names reach us as the caller's phone
/// wrote them, so bytes that are not UTF-8 are let through. Fault::invalid when it is no JSON
/// object.
base::Result<boost::json::value> parse_object(std::string_view json,
                                              boost::json::storage_ptr memory);

/// What `read` makes of the object that the text is; the object lives as long as the call. `read`
/// returns a base::Result.
template <class Read>
std::invoke_result_t<Read, const boost::json::object&> read_object(std::string_view json,
                                                                   Read read) {
    constexpr std::size_t tree_bytes_usual = 256 * 1024;
    // Kept by the thread: a usual tree fits, and its pages need not be made anew.
    thread_local std::array<unsigned char, tree_bytes_usual> room;
    boost::json::monotonic_resource memory(room.data(), room.size());
    const auto document = parse_object(json, &memory);
    if (!document) return document.error();
    return read(document->get_object());
}

}  // namespace edgvoip::source::freeswitch
