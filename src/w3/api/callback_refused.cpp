#include "http/query_parameters.hpp"
#include "w3/api/callback_query.hpp"
#include "w3/api/endpoints.hpp"
#include "w3/api/json_answer.hpp"
#include "w3/api/problems.hpp"
#include "w3/store/missed_calls.hpp"

#include <array>
#include <charconv>
#include <utility>

namespace w3::api {
namespace {

constexpr std::array<std::string_view, 6> reasons = {"in_tasks", "withheld", "no_number",
                                                     "brief",    "old",      "by_hand"};

std::string_view reason_of(const callbacks::KnownCall& known) {
    return known.refusal == callbacks::Refusal::none ? "by_hand" : to_string(known.refusal);
}

/// Where a page ended: start, and the call.
std::optional<store::MissedPlace> place_of(std::string_view text) {
    store::MissedPlace place;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, place.start_us);
    if (read.ec != std::errc() || read.ptr == end || *read.ptr != '.') return std::nullopt;
    place.call_id.assign(read.ptr + 1, end);
    return place;
}

store::MissedQuestion read_question(http::QueryParameters& parameters, const Visitor& visitor,
                                    base::Instant now) {
    store::MissedQuestion question;
    const Period period = read_period(parameters, visitor, now);
    question.from = period.from;
    question.to = period.to;
    question.sight = read_sight(parameters, visitor);
    if (const auto reason = parameters.text("reason")) {
        if (std::find(reasons.begin() + 1, reasons.end(), *reason) == reasons.end()) {
            parameters.reject("reason", "is none of withheld, no_number, brief, old and by_hand");
        }
        question.reason = *reason;
    }
    question.limit = read_limit(parameters);
    if (const auto text = parameters.text("after")) {
        question.after = place_of(*text);
        if (!question.after) parameters.reject("after", "is no next of an answer");
    }
    return question;
}

void write_call(http::JsonWriter& json, const callbacks::KnownCall& known) {
    const callbacks::Call& call = known.call;
    json.begin_object();
    json.field("call_id", call.call_id);
    json.field("start", base::to_iso8601(call.start));
    json.field_or_null("number", call.number);
    json.field_or_null("name", call.name);
    json.field_or_null("store_id", call.store_id ? call.store_id->uuid.text() : std::string());
    json.field_or_null("did", call.did);
    json.field_or_null("missed_reason", call.missed_reason);
    json.field("ring_sec", call.ring_sec);
    json.field("reason", reason_of(known));
    json.end_object();
}

void write_totals(http::JsonWriter& json, const std::map<std::string, std::int64_t>& totals) {
    std::int64_t missed = 0;
    for (const auto& [reason, count] : totals)
        missed += count;
    json.key("totals");
    json.begin_object();
    json.field("missed", missed);
    for (const std::string_view reason : reasons) {
        const auto found = totals.find(std::string(reason));
        json.field(reason, found == totals.end() ? std::int64_t{0} : found->second);
    }
    json.end_object();
}

}  // namespace

http::Answer list_refused_calls(const Context& context, const http::Request& request,
                                const Visitor& visitor) {
    http::QueryParameters parameters(request.query);
    const store::MissedQuestion question = read_question(parameters, visitor, context.clock->now());
    if (auto errors = parameters.errors(); !errors.empty()) {
        return http::bad_parameters(std::move(errors), request.request_id);
    }
    store::MissedPage page;
    std::map<std::string, std::int64_t> totals;
    const auto read =
        context.database->read([&](sql::Connection& connection) -> base::Result<void> {
            auto listed = store::list_refused(connection, visitor.tenant->id, question);
            if (!listed) return listed.error();
            page = std::move(*listed);
            auto counted = store::missed_totals(connection, visitor.tenant->id, question);
            if (!counted) return counted.error();
            totals = std::move(*counted);
            return {};
        });
    if (!read) return store_problem(context, request, read.error());
    http::Answer answer = json_answer(200, [&](http::JsonWriter& json) {
        json.begin_object();
        json.key("items");
        json.begin_array();
        for (const callbacks::KnownCall& call : page.calls)
            write_call(json, call);
        json.end_array();
        json.field_or_null(
            "next", page.next ? std::to_string(page.next->start_us) + "." + page.next->call_id
                              : std::string());
        write_totals(json, totals);
        json.end_object();
    });
    answer.items = static_cast<std::int64_t>(page.calls.size());
    return answer;
}

}  // namespace w3::api
