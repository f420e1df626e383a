#include "w3/api/reasons.hpp"

#include "base/error.hpp"

#include <array>
#include <utility>

namespace w3::api {
namespace {

// The pages have words for each: web/app/src/words/reasons.it.ts and .en.ts.
constexpr auto codes = std::to_array<ReasonCode>({
    {Reason::unknown, "unknown"},
    {Reason::missing, "missing"},
    {Reason::not_object, "not_object"},
    {Reason::not_text, "not_text"},
    {Reason::not_truth, "not_truth"},
    {Reason::not_id, "not_id"},
    {Reason::not_instant, "not_instant"},
    {Reason::not_list, "not_list"},
    {Reason::not_in_range, "not_in_range"},
    {Reason::empty, "empty"},
    {Reason::too_long, "too_long"},
    {Reason::too_many, "too_many"},
    {Reason::control_character, "control_character"},
    {Reason::no_choice, "no_choice"},
    {Reason::no_column, "no_column"},
    {Reason::twice, "twice"},
    {Reason::no_time, "no_time"},
    {Reason::no_day, "no_day"},
    {Reason::no_ranges, "no_ranges"},
    {Reason::not_future, "not_future"},
    {Reason::no_extension, "no_extension"},
    {Reason::no_address, "no_address"},
    {Reason::address_taken, "address_taken"},
    {Reason::all_stores, "all_stores"},
    {Reason::own_account, "own_account"},
    {Reason::same_password, "same_password"},
    {Reason::password_not_utf8, "password_not_utf8"},
    {Reason::password_too_short, "password_too_short"},
    {Reason::password_too_common, "password_too_common"},
    {Reason::password_has_address, "password_has_address"},
    {Reason::query_refused, "query_refused"},
    {Reason::too_many_searches, "too_many_searches"},
    {Reason::no_assignee, "no_assignee"},
    {Reason::no_missed_call, "no_missed_call"},
});

}  // namespace

std::span<const ReasonCode> reason_codes() {
    return codes;
}

http::ParameterError wrong(std::string_view name, Reason reason, std::string text) {
    const ReasonCode& found = codes[static_cast<std::size_t>(reason)];
    base::check(found.reason == reason, "codes are in the order of the enum");
    return {std::string(name), std::move(text), std::string(found.code)};
}

}  // namespace w3::api
