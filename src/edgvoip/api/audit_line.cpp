#include "edgvoip/api/audit_line.hpp"

#include "base/instant.hpp"
#include "base/phone_number.hpp"
#include "http/json_writer.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace edgvoip::api {
namespace {

constexpr std::size_t usual_bytes = 512;
constexpr int first_error_status = 400;

/// Parameters whose values are numbers, or parts of them.
constexpr std::array<std::string_view, 3> number_parameters = {"q", "number", "did_e164"};
/// Parameters whose values were sealed by us, and hold a question of their own.
constexpr std::array<std::string_view, 2> sealed_parameters = {"cursor", "updated_since"};

template <std::size_t Count>
bool is_one_of(const std::array<std::string_view, Count>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

using Parameters = std::vector<std::pair<std::string_view, std::string_view>>;

/// What was asked: the parts of the path that are the client's, and the query.
Parameters parameters_of(const AuditedQuestion& question) {
    Parameters parameters(question.request.path_values.begin(), question.request.path_values.end());
    const Parameters query = question.parameters.all();
    parameters.insert(parameters.end(), query.begin(), query.end());
    return parameters;
}

void write_question(http::JsonWriter& json, const Parameters& parameters) {
    json.key("question");
    json.begin_object();
    for (const auto& [name, value] : parameters) {
        if (is_one_of(sealed_parameters, name)) {
            json.field(name, "…");
        } else if (is_one_of(number_parameters, name)) {
            json.field(name, base::mask_number(value));
        } else {
            json.field(name, value);
        }
    }
    json.end_object();
}

void write_hashes(http::JsonWriter& json, const auth::Seal& seal, const Parameters& parameters,
                  const directory::Tenant& tenant) {
    json.key("number_hashes");
    json.begin_array();
    for (const auto& [name, value] : parameters) {
        if (is_one_of(number_parameters, name)) {
            json.text(audited_number(seal, value, tenant.country));
        }
    }
    json.end_array();
}

}  // namespace

std::string audited_number(const auth::Seal& seal, std::string_view number,
                           std::string_view country) {
    return seal.digest("audited-number", base::PhoneNumber::read(number, country).text());
}

std::string audit_line(const auth::Seal& seal, const AuditedQuestion& question) {
    const http::Request& request = question.request;
    const http::Answer& answer = question.answer;
    const bool was_understood = answer.status < first_error_status;
    const Parameters parameters = was_understood ? parameters_of(question) : Parameters();
    std::string line;
    line.reserve(usual_bytes);
    http::JsonWriter json(line);
    json.begin_object();
    json.field("at", base::to_iso8601(request.received));
    json.field("sip_domain", question.tenant.sip_domain);
    json.field_or_null("issuer", question.claims.issuer);
    json.field_or_null("subject", question.claims.subject);
    json.field("client", request.client_address);
    json.field("request_id", request.request_id);
    json.field("route", question.route);
    write_question(json, parameters);
    write_hashes(json, seal, parameters, question.tenant);
    json.field("status", answer.status);
    if (answer.items) {
        json.field("rows", *answer.items);
    } else {
        json.key("rows");
        json.null();
    }
    json.end_object();
    return line;
}

}  // namespace edgvoip::api
