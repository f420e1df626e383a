#include "edgvoip/simulate/record.hpp"

#include "edgvoip/simulate/random.hpp"

namespace edgvoip::simulate {
namespace {

constexpr std::int64_t us_per_hour = 3600 * base::us_per_second;
constexpr std::size_t record_bytes_expected = 24 * 1024;

// switch_channel's flags and capabilities as a real PBX leaves them; nobody reads them.
constexpr std::string_view answered_flags =
    "0=1;1=1;3=1;39=1;40=1;42=1;45=1;50=1;55=1;107=1;113=1;114=1;123=1;160=1;165=1;166=1";
constexpr std::string_view unanswered_flags = "0=1;2=1;22=1;30=1;40=1;42=1;45=1;113=1;114=1";

}  // namespace

void LocalStamps::write(Text& text, base::Instant instant) {
    // Clocks change at full hours UTC, so an hour has one offset.
    const std::int64_t hour = instant.us / us_per_hour;
    if (hour != hour_) {
        const base::TimeZone::Local local = zone_.to_local(instant);
        offset_us_ = base::utc_midnight(local.date).us + local.time_of_day_us - instant.us;
        hour_ = hour;
    }
    const std::int64_t local_us = instant.us + offset_us_;
    const std::int64_t day = local_us / base::us_per_day;
    if (day != day_) {
        date_ = base::to_iso8601({day * base::us_per_day}).substr(0, 10);
        day_ = day;
    }
    const std::int64_t second = local_us % base::us_per_day / base::us_per_second;
    text.raw(date_).raw(" ").two_digits(second / 3600).raw(":").two_digits(second / 60 % 60);
    text.raw(":").two_digits(second % 60);
}

RecordWriter::RecordWriter(const Chain& chain, const base::TimeZone& zone,
                           const RecordOptions& options)
    : options_(options),
      stamps_(zone),
      core_uuid_(Random(sub_seed(chain.options.seed, 0xc0'4e)).uuid().text()) {
    text_.reserve(record_bytes_expected);
}

std::string RecordWriter::file_name(const Leg& leg) {
    const std::string_view prefix = leg.hops.back().has_originator ? "" : "a_";
    return std::string(prefix) + leg.id.text() + ".cdr.json";
}

std::string_view RecordWriter::write(const Story& story, const Leg& leg) {
    story_ = &story;
    leg_ = &leg;
    const bool into_pbx = is_into_pbx(leg);
    text_.clear();
    text_.raw(R"({"core-uuid":")").raw(core_uuid_);
    text_.raw(R"(","switchname":"pbx01","channel_data":{"state":"CS_REPORTING","direction":")");
    text_.raw(into_pbx ? "inbound" : "outbound").raw(R"(","state_number":"11","flags":")");
    text_.raw(leg.answered.us != 0 ? answered_flags : unanswered_flags);
    text_.raw(R"(","caps":"1=1;2=1;3=1;4=1;5=1;6=1;8=1;9=1;10=1"},"callStats":)");
    call_stats();
    text_.raw(R"(,"variables":{)");
    first_variable_ = true;
    put("direction", into_pbx ? "inbound" : "outbound");
    variables();
    text_.raw("}");
    if (!leg.apps.empty()) app_log();
    callflow();
    text_.raw("}");
    return text_.str();
}

}  // namespace edgvoip::simulate
