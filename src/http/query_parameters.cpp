#include "http/query_parameters.hpp"

#include "base/folded_text.hpp"
#include "base/limits.hpp"
#include "http/ascii.hpp"
#include "http/percent_encoding.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace http {
namespace {

constexpr std::size_t shown_name_bytes_max = 64;

struct Decoded {
    std::string text;
    std::string_view reason;  // empty: the text is good
};

Decoded decode(std::string_view raw) {
    std::optional<std::string> text = percent_decode(raw, Plus::is_space);
    if (!text) return {{}, "has a bad percent-encoding"};
    if (!base::is_valid_utf8(*text)) return {{}, "is not valid UTF-8"};
    if (has_control_character(*text)) return {{}, "has a control character"};
    return {std::move(*text), {}};
}

/// A name that cannot be decoded, as it came but harmless in any log or page.
std::string made_safe(std::string_view raw) {
    std::string name(raw.substr(0, shown_name_bytes_max));
    for (char& c : name) {
        if (c < 0x20 || c > 0x7e) c = '?';
    }
    return name;
}

/// A name short enough to be shown, never cut inside a character.
std::string shown(const std::string& name) {
    if (name.size() <= shown_name_bytes_max) return name;
    std::size_t end = shown_name_bytes_max;
    while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xc0) == 0x80)
        --end;
    return name.substr(0, end);
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t value = 0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
    return value;
}

/// `3.6` with 2 decimals is 360.
std::optional<std::int64_t> scaled_number(std::string_view text, int decimals) {
    std::string digits(text);
    auto behind_point = 0;
    if (const std::size_t point = text.find('.'); point != std::string_view::npos) {
        behind_point = static_cast<int>(text.size() - point - 1);
        const bool digit_before = point > 0 && text[point - 1] >= '0' && text[point - 1] <= '9';
        if (!digit_before || behind_point == 0 || behind_point > decimals) return std::nullopt;
        digits.erase(point, 1);
    }
    digits.append(static_cast<std::size_t>(decimals - behind_point), '0');
    return text.empty() || text == "-" ? std::nullopt : whole_number(digits);
}

/// 360 with 2 decimals is `3.6`.
std::string unscaled_text(std::int64_t value, int decimals) {
    std::string digits = std::to_string(value < 0 ? -value : value);
    const auto behind_point = static_cast<std::size_t>(decimals);
    if (digits.size() <= behind_point) digits.insert(0, behind_point + 1 - digits.size(), '0');
    digits.insert(digits.size() - behind_point, ".");
    while (digits.back() == '0')
        digits.pop_back();
    if (digits.back() == '.') digits.pop_back();
    return value < 0 ? "-" + digits : digits;
}

}  // namespace

QueryParameters::QueryParameters(std::string_view raw_query) {
    while (!raw_query.empty()) {
        const std::size_t end = raw_query.find('&');
        take(raw_query.substr(0, end));
        if (parameters_.size() > base::limits::http_query_parameters_max) {
            parameters_.back().reason = "is one too many: a query has at most " +
                                        std::to_string(base::limits::http_query_parameters_max) +
                                        " parameters";
            return;
        }
        if (end == std::string_view::npos) return;
        raw_query.remove_prefix(end + 1);
        if (raw_query.empty()) take(raw_query);  // `a=1&` has a nameless second parameter
    }
}

void QueryParameters::take(std::string_view piece) {
    const std::size_t equals = piece.find('=');
    const std::string_view raw_name = piece.substr(0, equals);
    const std::string_view raw_value =
        equals == std::string_view::npos ? std::string_view() : piece.substr(equals + 1);
    Decoded name = decode(raw_name);
    Decoded value = decode(raw_value);

    Parameter parameter;
    if (!name.reason.empty()) {
        parameter.name = made_safe(raw_name);
        parameter.reason = name.reason;
    } else {
        parameter.name = std::move(name.text);
        parameter.value = std::move(value.text);
        parameter.reason = parameter.name.empty() ? "has no name" : value.reason;
    }
    if (Parameter* earlier = find(parameter.name)) {
        if (earlier->reason.empty()) earlier->reason = "is given more than once";
        return;
    }
    parameters_.push_back(std::move(parameter));
}

QueryParameters::Parameter* QueryParameters::find(std::string_view name) {
    const auto found = std::find_if(parameters_.begin(), parameters_.end(),
                                    [&](const Parameter& p) { return p.name == name; });
    return found == parameters_.end() ? nullptr : &*found;
}

std::optional<std::string> QueryParameters::text(std::string_view name) {
    Parameter* parameter = find(name);
    if (parameter == nullptr) return std::nullopt;
    parameter->known = true;
    if (!parameter->reason.empty()) return std::nullopt;
    return parameter->value;
}

std::optional<std::int64_t> QueryParameters::integer(std::string_view name, std::int64_t least,
                                                     std::int64_t most) {
    const std::optional<std::string> given = text(name);
    if (!given) return std::nullopt;
    const std::optional<std::int64_t> number = whole_number(*given);
    if (number && *number >= least && *number <= most) return number;
    reject(name,
           "is not a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return std::nullopt;
}

std::optional<std::int64_t> QueryParameters::decimal(std::string_view name, int decimals,
                                                     std::int64_t least, std::int64_t most) {
    const std::optional<std::string> given = text(name);
    if (!given) return std::nullopt;
    const std::optional<std::int64_t> number = scaled_number(*given, decimals);
    if (number && *number >= least && *number <= most) return number;
    reject(name, "is not a number from " + unscaled_text(least, decimals) + " to " +
                     unscaled_text(most, decimals) + " with at most " + std::to_string(decimals) +
                     (decimals == 1 ? " decimal" : " decimals"));
    return std::nullopt;
}

std::optional<bool> QueryParameters::boolean(std::string_view name) {
    const std::optional<std::string> given = text(name);
    if (!given) return std::nullopt;
    if (*given == "true") return true;
    if (*given == "false") return false;
    reject(name, "is neither true nor false");
    return std::nullopt;
}

bool QueryParameters::given(std::string_view name) const {
    return std::any_of(parameters_.begin(), parameters_.end(),
                       [&](const Parameter& p) { return p.name == name; });
}

std::vector<std::pair<std::string_view, std::string_view>> QueryParameters::all() const {
    std::vector<std::pair<std::string_view, std::string_view>> all;
    all.reserve(parameters_.size());
    for (const Parameter& parameter : parameters_)
        all.emplace_back(parameter.name, parameter.value);
    return all;
}

void QueryParameters::reject(std::string_view name, std::string reason) {
    if (Parameter* parameter = find(name)) {
        parameter->known = true;
        if (parameter->reason.empty()) parameter->reason = std::move(reason);
        return;
    }
    const bool named = std::any_of(not_given_.begin(), not_given_.end(),
                                   [&](const ParameterError& e) { return e.parameter == name; });
    if (!named) not_given_.push_back({std::string(name), std::move(reason)});
}

std::vector<ParameterError> QueryParameters::errors() const {
    std::vector<ParameterError> errors;
    for (const Parameter& parameter : parameters_) {
        if (!parameter.reason.empty()) {
            errors.push_back({shown(parameter.name), parameter.reason});
        } else if (!parameter.known) {
            errors.push_back({shown(parameter.name), "is not a parameter of this endpoint"});
        }
    }
    errors.insert(errors.end(), not_given_.begin(), not_given_.end());
    return errors;
}

}  // namespace http
