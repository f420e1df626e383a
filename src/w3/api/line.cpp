#include "w3/api/line.hpp"

#include "w3/reader/json_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <array>

namespace w3::api {
namespace {

using boost::json::value;
using reader::text_member;

constexpr std::array<std::string_view, 3> states = {"answered", "held", "ringing"};

const boost::json::array* array_member(const value& object, std::string_view name) {
    const value* const found = reader::member(object, name);
    return found == nullptr ? nullptr : found->if_array();
}

/// The first of the state, among calls as among extensions; null: none.
const value* first_in(const boost::json::array& all, std::string_view state) {
    const auto found = std::find_if(all.begin(), all.end(), [state](const value& each) {
        return text_member(each, "state") == state && text_member(each, "direction") != "internal";
    });
    return found == all.end() ? nullptr : &*found;
}

std::string_view ext_of(const value& call) {
    const auto* const exts = array_member(call, "exts");
    if (exts == nullptr || exts->empty()) return text_member(call, "ext_number");
    for (const std::string_view state : {states[0], states[1]}) {
        if (const auto* const ext = first_in(*exts, state)) return text_member(*ext, "ext");
    }
    return exts->size() == 1 ? text_member(exts->front(), "ext") : std::string_view();
}

Line read_line(const value& call) {
    const std::string_view answered = text_member(call, "answer_ts");
    return {.call_id = std::string(text_member(call, "call_id")),
            .state = std::string(text_member(call, "state")),
            .since = std::string(answered.empty() ? text_member(call, "start_ts") : answered),
            .direction = std::string(text_member(call, "direction")),
            .ext = std::string(ext_of(call))};
}

}  // namespace

base::Result<std::optional<Line>> line_of(std::string_view active_calls) {
    boost::system::error_code error;
    const value body = boost::json::parse({active_calls.data(), active_calls.size()}, error);
    const auto* const calls = error ? nullptr : array_member(body, "items");
    if (calls == nullptr) return base::corrupt("this is no list of active calls");
    for (const std::string_view state : states) {
        if (const auto* const call = first_in(*calls, state)) return read_line(*call);
    }
    return std::optional<Line>();
}

}  // namespace w3::api
