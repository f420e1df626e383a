#include "edgvoip/source/freeswitch/cdr_values.hpp"

#include "base/folded_text.hpp"
#include "base/limits.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace edgvoip::source::freeswitch {
namespace {

constexpr std::size_t id_bytes_max = 128;

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool has_escape(std::string_view text) {
    for (const std::string_view mark : {"%2B", "%40", "%20", "%3A"}) {
        if (text.find(mark) != std::string_view::npos) return true;
    }
    return false;
}

/// What `raw_text` of a stamp or address says: encoded, plain, or nothing either way.
std::optional<bool> encoding_shown(std::string_view raw_text) {
    if (raw_text.find_first_of(" @+:") != std::string_view::npos) return false;
    if (has_escape(raw_text)) return true;
    return std::nullopt;
}

}  // namespace

std::string url_decoded(std::string_view text) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool room = text[i] == '%' && i + 2 < text.size();
        const int high = room ? hex_digit(text[i + 1]) : -1;
        const int low = room ? hex_digit(text[i + 2]) : -1;
        if (high < 0 || low < 0) {
            decoded += text[i];
            continue;
        }
        decoded += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return decoded;
}

std::string clean_text(std::string_view bytes) {
    // A record's own limit bounds the work; the cut comes after, on the converted characters.
    std::string text = base::utf8_or_latin1(bytes);
    if (text.size() <= base::limits::record_text_bytes_max) return text;
    std::size_t size = base::limits::record_text_bytes_max;
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80)
        --size;
    text.resize(size);
    return text;
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t value = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc() || stop != end) return std::nullopt;
    return value;
}

std::optional<base::Instant> optional_instant(std::optional<std::int64_t> us) {
    constexpr std::int64_t us_min = 946'684'800'000'000;    // 2000-01-01
    constexpr std::int64_t us_max = 4'102'444'800'000'000;  // 2100-01-01
    if (!us || *us < us_min || *us >= us_max) return std::nullopt;
    return base::Instant{*us};
}

bool is_sane_id(std::string_view text) {
    return !text.empty() && text.size() <= id_bytes_max && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '_' || c == ':' || c == '-';
    });
}

namespace {

std::optional<std::string_view> view_of(const boost::json::value* value, std::string& room) {
    if (value == nullptr) return std::nullopt;
    if (const auto* text = value->if_string()) return std::string_view(*text);
    if (!value->is_number() && !value->is_bool()) return std::nullopt;
    room = boost::json::serialize(*value);
    return room;
}

const boost::json::array* array_of(const boost::json::value* value) {
    return value == nullptr ? nullptr : value->if_array();
}

}  // namespace

std::optional<std::string_view> scalar_view(const boost::json::object& object, std::string_view key,
                                            std::string& room) {
    return view_of(object.if_contains(key), room);
}

std::optional<std::string> scalar_text(const boost::json::object& object, std::string_view key) {
    std::string room;
    const auto text = scalar_view(object, key, room);
    if (!text) return std::nullopt;
    return std::string(*text);
}

const boost::json::object* member_object(const boost::json::object& object, std::string_view key) {
    const boost::json::value* const value = object.if_contains(key);
    return value == nullptr ? nullptr : value->if_object();
}

const boost::json::array* member_array(const boost::json::object& object, std::string_view key) {
    return array_of(object.if_contains(key));
}

Variables::Variables(const boost::json::object& variables) : variables_(variables) {
    // A stamp always holds a space and a SIP address an `@`, so one of them settles it.
    for (const std::string_view key :
         {"start_stamp", "end_stamp", "profile_start_stamp", "answer_stamp", "sip_from_uri",
          "channel_name", "sip_to_uri", "sip_req_uri", "caller_id"}) {
        const auto text = scalar_text(variables_, key);
        const auto shown = text ? encoding_shown(*text) : std::nullopt;
        if (!shown) continue;
        encoded_ = *shown;
        return;
    }
}

const boost::json::value* Variables::member(std::string_view key) const {
    if (prefix_.empty()) return variables_.if_contains(key);
    std::string name(prefix_);
    name += key;
    return variables_.if_contains(name);
}

std::optional<std::string_view> Variables::raw(std::string_view key, std::string& room) const {
    const auto text = view_of(member(key), room);
    if (!text || !encoded_ || text->find('%') == std::string_view::npos) return text;
    room = url_decoded(*text);
    return room;
}

std::string Variables::text(std::string_view key) const {
    std::string room;
    const auto value = raw(key, room);
    return value ? clean_text(*value) : std::string();
}

std::string Variables::text(std::string_view key, std::string_view otherwise) const {
    std::string value = text(key);
    return value.empty() ? text(otherwise) : value;
}

std::string Variables::id(std::string_view key) const {
    std::string room;
    const auto value = raw(key, room);
    return value && is_sane_id(*value) ? std::string(*value) : std::string();
}

std::optional<std::int64_t> Variables::number(std::string_view key) const {
    std::string room;
    const auto value = raw(key, room);
    return value ? whole_number(*value) : std::nullopt;
}

std::optional<double> Variables::real(std::string_view key) const {
    std::string room;
    const auto text = raw(key, room);
    if (!text) return std::nullopt;
    double value = 0;
    const char* const end = text->data() + text->size();
    const auto [stop, error] = std::from_chars(text->data(), end, value);
    if (error != std::errc() || stop != end || !std::isfinite(value)) return std::nullopt;
    return value;
}

std::vector<std::string> Variables::list(std::string_view key) const {
    std::vector<std::string> values;
    const auto has_room = [&values] { return values.size() < base::limits::record_apps_max; };
    if (const boost::json::array* array = array_of(member(key))) {
        for (const boost::json::value& item : *array) {
            const auto* text = item.if_string();
            if (text == nullptr || !has_room()) continue;
            values.push_back(clean_text(encoded_ ? url_decoded(*text) : std::string(*text)));
        }
        return values;
    }
    std::string room;
    std::string_view rest = raw(key, room).value_or(std::string_view());
    constexpr std::string_view prefix = "ARRAY::";
    constexpr std::string_view separator = "|:";
    if (!rest.starts_with(prefix)) {
        if (!rest.empty()) values.push_back(clean_text(rest));
        return values;
    }
    rest.remove_prefix(prefix.size());
    while (has_room()) {
        const std::size_t end = rest.find(separator);
        values.push_back(clean_text(rest.substr(0, end)));
        if (end == std::string_view::npos) break;
        rest.remove_prefix(end + separator.size());
    }
    return values;
}

}  // namespace edgvoip::source::freeswitch
