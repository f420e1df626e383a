#include "edgvoip/simulate/record.hpp"

#include "edgvoip/simulate/random.hpp"

namespace edgvoip::simulate {
namespace {

constexpr std::size_t record_bytes_expected = 24 * 1024;

// switch_channel's flags and capabilities as a real PBX leaves them; nobody reads them.
constexpr std::string_view answered_flags =
    "0=1;1=1;3=1;39=1;40=1;42=1;45=1;50=1;55=1;107=1;113=1;114=1;123=1;160=1;165=1;166=1";
constexpr std::string_view unanswered_flags = "0=1;2=1;22=1;30=1;40=1;42=1;45=1;113=1;114=1";

}  // namespace

RecordWriter::RecordWriter(const Chain& chain, const base::TimeZone& zone,
                           const RecordOptions& options)
    : Variables(zone, options.bulk), options_(options), core_uuid_(core_uuid_of(chain)) {
    text_.reserve(record_bytes_expected);
}

std::string core_uuid_of(const Chain& chain) {
    return Random(sub_seed(chain.options.seed, 0xc0'4e)).uuid().text();
}

std::string RecordWriter::file_name(const Leg& leg) {
    const std::string_view prefix = leg.hops.back().has_originator ? "" : "a_";
    return std::string(prefix) + leg.id.text() + ".cdr.json";
}

void RecordWriter::put(std::string_view name, std::string_view value) {
    text_.raw(first_variable_ ? "\"" : ",\"").raw(name).raw("\":\"");
    if (options_.encode_values) {
        text_.url(value);
    } else {
        text_.json(value);
    }
    text_.raw("\"");
    first_variable_ = false;
}

void RecordWriter::put_list(std::string_view name, const std::vector<std::string>& values) {
    std::string text = "ARRAY::";
    for (std::size_t i = 0; i < values.size(); ++i)
        text += (i > 0 ? "|:" : "") + values[i];
    put(name, text);
}

std::string_view RecordWriter::write(const Story& story, const Leg& leg) {
    story_ = &story;
    leg_ = &leg;
    text_.clear();
    text_.raw(R"({"core-uuid":")").raw(core_uuid_);
    text_.raw(R"(","switchname":")").raw(pbx_name);
    text_.raw(R"(","channel_data":{"state":"CS_REPORTING","direction":")");
    text_.raw(direction_of(leg)).raw(R"(","state_number":"11","flags":")");
    text_.raw(leg.answered.us != 0 ? answered_flags : unanswered_flags);
    text_.raw(R"(","caps":"1=1;2=1;3=1;4=1;5=1;6=1;8=1;9=1;10=1"},"callStats":)");
    call_stats();
    text_.raw(R"(,"variables":{)");
    first_variable_ = true;
    tell(story, leg);
    text_.raw("}");
    if (!leg.apps.empty()) app_log();
    callflow();
    text_.raw("}");
    return text_.str();
}

}  // namespace edgvoip::simulate
