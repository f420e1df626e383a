#pragma once

#include "http/problem.hpp"

#include <span>
#include <string>
#include <string_view>

namespace w3::api {

/// Why a member of a body is not taken. Each has a code for pages, which say it in the person's
/// language.
enum class Reason {
    unknown,     ///< is not a member that is known here
    missing,     ///< is not there
    not_object,  ///< the body is no JSON object
    not_text,
    not_truth,  ///< is neither true nor false
    not_id,
    not_instant,
    not_list,
    not_in_range,
    empty,
    too_long,
    too_many,
    control_character,
    no_choice,  ///< is none of those that can be chosen
    no_column,
    twice,
    no_time,
    no_day,
    no_ranges,  ///< ranges of a day that overlap, or end before they begin
    not_future,
    no_extension,
    no_address,  ///< no e-mail address
    address_taken,
    all_stores,   ///< null, which is all stores, is for admins
    own_account,  ///< an admin changes the own rights
    same_password,
    password_not_utf8,
    password_too_short,
    password_too_common,
    password_has_address,
    query_refused,  ///< no question for the list of calls
    too_many_searches,
    no_assignee,  ///< nobody who works on callbacks
    no_missed_call,
};

struct ReasonCode {
    Reason reason;
    std::string_view code;
};

/// One for each, in the order of the enum.
std::span<const ReasonCode> reason_codes();

/// What `errors` of a problem says of a member. `text` is a sentence without its subject.
http::ParameterError wrong(std::string_view name, Reason reason, std::string text);

}  // namespace w3::api
