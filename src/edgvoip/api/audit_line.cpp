#include "edgvoip/api/audit_line.hpp"

#include "base/instant.hpp"
#include "base/phone_number.hpp"
#include "http/json_writer.hpp"
#include "http/percent_encoding.hpp"

#include <algorithm>
#include <array>
#include <optional>
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

using Parameters = std::vector<std::pair<std::string, std::string>>;

std::optional<std::string> decoded(std::string_view text) {
    return http::percent_decode(text, http::Plus::is_space);
}

/// The parameters of a query that was understood, and the parts of its path that are the client's.
Parameters parameters_of(const http::Request& request) {
    Parameters parameters = request.path_values;
    std::string_view rest = request.query;
    while (!rest.empty()) {
        const std::string_view piece = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(piece.size() + 1, rest.size()));
        if (piece.empty()) continue;
        const std::size_t sign = std::min(piece.find('='), piece.size());
        auto name = decoded(piece.substr(0, sign));
        auto value = decoded(piece.substr(std::min(sign + 1, piece.size())));
        if (name && value) parameters.emplace_back(std::move(*name), std::move(*value));
    }
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
    const Parameters parameters = was_understood ? parameters_of(request) : Parameters();
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
