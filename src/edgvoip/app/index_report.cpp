#include "edgvoip/app/index_report.hpp"

#include "http/json_writer.hpp"

#include <boost/json.hpp>

#include <exception>

namespace edgvoip::app {
namespace {

namespace json = boost::json;

/// `1,234,567`.
std::string with_commas(std::int64_t count) {
    std::string text = std::to_string(count);
    for (std::size_t at = text.size(); at > 3;) {
        at -= 3;
        text.insert(at, 1, ',');
    }
    return text;
}

std::string text_of(const json::object& object, std::string_view name) {
    return std::string(std::string_view(object.at(name).as_string()));
}

IndexReport read(const json::object& object) {
    IndexReport report;
    report.tenant_id = text_of(object, "tenant_id");
    report.sip_domain = text_of(object, "sip_domain");
    report.change_seq = object.at("change_seq").as_int64();
    report.calls = object.at("calls").as_int64();
    report.differences = object.at("differences").as_int64();
    for (const auto& [name, count] : object.at("parts").as_object())
        report.parts.emplace_back(name, count.as_int64());
    const json::array& examples = object.at("examples").as_array();
    report.examples.reserve(examples.size());
    for (const json::value& value : examples) {
        const json::object& example = value.as_object();
        const bool has_id = !example.at("call_id").is_null();
        report.examples.push_back({.part = text_of(example, "part"),
                                   .call_id = has_id ? text_of(example, "call_id") : std::string(),
                                   .words = text_of(example, "what")});
    }
    return report;
}

}  // namespace

IndexReport report_of(const directory::Tenant& tenant, const index::TenantIndex& running,
                      const index::Comparison& comparison) {
    IndexReport report{.tenant_id = tenant.id.uuid.text(),
                       .sip_domain = tenant.sip_domain,
                       .change_seq = running.change_seq(),
                       .calls = running.size(),
                       .differences = comparison.differences(),
                       .parts = {},
                       .examples = {}};
    report.parts.reserve(index::index_parts_count);
    for (std::size_t at = 0; at < index::index_parts_count; ++at) {
        const auto part = static_cast<index::IndexPart>(at);
        report.parts.emplace_back(to_string(part), comparison.of(part));
    }
    report.examples.reserve(comparison.examples.size());
    for (const index::Difference& difference : comparison.examples) {
        report.examples.push_back({.part = std::string(to_string(difference.part)),
                                   .call_id = difference.call_id,
                                   .words = difference.words});
    }
    return report;
}

std::string to_json(const IndexReport& report) {
    std::string text;
    http::JsonWriter out(text);
    out.begin_object();
    out.field("tenant_id", report.tenant_id);
    out.field("sip_domain", report.sip_domain);
    out.field("change_seq", report.change_seq);
    out.field("calls", report.calls);
    out.field("differences", report.differences);
    out.key("parts");
    out.begin_object();
    for (const auto& [name, count] : report.parts)
        out.field(name, count);
    out.end_object();
    out.key("examples");
    out.begin_array();
    for (const IndexReport::Example& example : report.examples) {
        out.begin_object();
        out.field("part", example.part);
        out.field_or_null("call_id", example.call_id);
        out.field("what", example.words);
        out.end_object();
    }
    out.end_array();
    out.end_object();
    return text;
}

base::Result<IndexReport> parse_index_report(std::string_view text) {
    try {
        return read(json::parse(text).as_object());
    } catch (const std::exception&) {
        return base::Error{base::Fault::unsupported, "the answer is not a report of a call index"};
    }
}

std::string to_text(const IndexReport& report) {
    std::string text = report.sip_domain + ": " + with_commas(report.calls) + " calls at change " +
                       std::to_string(report.change_seq) + ", ";
    if (report.differences == 0) return text + "index and store agree";
    text += "index and store differ";
    for (const auto& [name, count] : report.parts) {
        if (count > 0) text += ", " + name + ": " + with_commas(count);
    }
    for (const IndexReport::Example& example : report.examples) {
        text += "\n  " + example.part + ": ";
        if (!example.call_id.empty()) text += example.call_id + " ";
        text += example.words;
    }
    return text;
}

}  // namespace edgvoip::app
